/// The planes of a series of pixels: what the construction detector reads of each date.
///
/// All are in the stored form of `IndexValue`. A sensor that lacks a band leaves the plane without data.
public enum SeriesIndex: Int, CaseIterable, Sendable {
  /// NDVI; a date without it is no observation of the pixel.
  case vegetation
  /// The bare soil index; NDBI where a run has no blue band. Without short-wave infrared: no data.
  case soil
  /// The mean visible reflectance (`SpectralIndex.brightness`).
  case brightness
  /// The larger of MNDWI and NDWI, or the one that the sensor has: positive over water.
  case water
}
