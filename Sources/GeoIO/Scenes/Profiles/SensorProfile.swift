import Foundation
public import Imagery

/// What the program knows of a sensor's products: a data file, not code.
///
/// A profile says how files are recognised, which band plays which role, how digital numbers become reflectance, what
/// the quality layer means and where the acquisition date stands. It is read from YAML (`docs/formats.md` describes
/// every key) by `SensorProfileLibrary`; a new sensor is a new file.
public struct SensorProfile: Sendable, Hashable {
  /// A band of the sensor.
  public struct Band: Sendable, Hashable {
    /// The sensor's own name, such as `B04`.
    public var name: String
    /// What it measures.
    public var role: BandRole
    /// Other names under which files carry it, such as `B4`, `red`.
    public var aliases: [String]
    /// How the product's metadata calls it, such as `3` in `band_id="3"`.
    public var key: String?
  }

  /// Bands that hold for some satellites only, where one profile serves several instruments.
  public struct Variant: Sendable, Hashable {
    /// The satellites (translated names); empty for all.
    public var platforms: [String]
    /// Their bands, in the order of the file.
    public var bands: [Band]
  }

  /// The quality layer.
  public struct Quality: Sendable, Hashable {
    /// The layer's names in file names, band descriptions and STAC assets.
    public var names: [String]
    /// Whether a scene without it is refused unless the user declines quality.
    public var isRequired: Bool
    /// What its numbers mean.
    public var rule: QualityRule
    /// The number that means "no data".
    public var noData: Double?
  }

  /// An interval of processing baselines and the number to add to every DN.
  public struct BaselineOffset: Sendable, Hashable {
    /// The first baseline, such as `04.00`.
    public var from: String
    /// The first baseline that no longer belongs to the interval.
    public var below: String
    /// What is added to every DN.
    public var offset: Double
  }

  /// From digital number to reflectance: `(DN + offset) × unit`.
  public struct Scaling: Sendable, Hashable {
    /// The reflectance of one count; `nil` where only metadata, tags or a sidecar can say it.
    public var unit: Double?
    /// What is added to every DN; `nil` where only metadata, baseline, tags, a sidecar or the user can say it.
    public var offset: Double?
    /// The offset by processing baseline.
    public var baselineOffsets: [BaselineOffset]
    /// The sample types for which the numbers hold; empty for all.
    public var pixelTypes: [PixelType]
  }

  /// The profile's name.
  public var name: String
  /// What it is, for people.
  public var title: String
  /// The instruments, as STAC names them.
  public var instruments: [String]
  /// Whether the product's numbers are reflectance or backscatter that two dates can be compared by.
  public var isCalibrated: Bool
  /// What every reader of results from this sensor should know.
  public var notices: [String]
  /// What is added to the notices where no sidecar states a scale.
  public var uncalibratedNotices: [String]
  /// From satellite names in files and metadata to STAC names.
  public var platforms: [String: String]
  /// The bands, by satellite where they differ.
  public var variants: [Variant]
  /// The quality layer; `nil` where the sensor has none.
  public var quality: Quality?
  /// From digital number to reflectance.
  public var scaling: Scaling
  /// The number that means "no data" where the file does not state one.
  public var noData: Double?
  /// The ids of STAC collections whose items are such products.
  public var collections: [String]
  /// How files are recognised.
  var layouts: [Layout]
  /// Where the product's metadata file states what.
  var metadata: MetadataKeys
  /// Names of dataset metadata (GDAL_METADATA) that hold the time of sensing.
  var sensedTags: [String]
}

extension SensorProfile {
  /// The bands for a satellite; `nil` where bands depend on the satellite and it is unknown or not listed.
  public func bands(of platform: String) -> [Band]? {
    variants.first { $0.platforms.isEmpty || $0.platforms.contains(platform) }?.bands
  }

  /// The satellite's STAC name for a name found in a file or its metadata.
  func platform(named text: String) -> String {
    platforms[text] ?? platforms[text.uppercased()] ?? text.lowercased()
  }

  /// Whether a name from a file means the quality layer.
  func isQuality(_ name: String) -> Bool {
    quality?.names.contains { $0.caseInsensitiveCompare(name) == .orderedSame } ?? false
  }

  /// The sensor's names of the bands that play a role, for messages.
  public func bandNames(for role: BandRole) -> [String] {
    var names: [String] = []
    for variant in variants {
      for band in variant.bands where band.role == role && !names.contains(band.name) {
        names.append(band.name)
      }
    }
    return names
  }

  /// The offset that a processing baseline implies; `nil` where the profile's intervals do not hold it.
  func offset(forBaseline baseline: String) -> Double? {
    guard let value = Double(baseline) else { return nil }
    return scaling.baselineOffsets.first { interval in
      guard let from = Double(interval.from), let below = Double(interval.below) else {
        return false
      }
      return value >= from && value < below
    }?.offset
  }
}

extension [SensorProfile.Band] {
  /// The band that a file, a description or an asset calls by its name or one of its aliases; case does not matter.
  func named(_ text: String) -> SensorProfile.Band? {
    first { $0.name.caseInsensitiveCompare(text) == .orderedSame }
      ?? first { band in
        band.aliases.contains { $0.caseInsensitiveCompare(text) == .orderedSame }
      }
  }
}
