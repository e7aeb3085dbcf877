import CDeflate
import CGDAL
import CTIFF
public import Diagnostics
import Geometry
import Imagery

/// What the installation's libraries are and can do, for `doctor`.
public enum InstallationCheck {
  /// One line of a check.
  public struct Item: Hashable, Sendable {
    /// The library or format.
    public var name: String
    /// Its version, or what it is needed for.
    public var detail: String
    /// Whether it is there.
    public var isPresent: Bool
  }

  /// The libraries that the program is linked with, and their versions at run time.
  public static func libraries() -> [Item] {
    GDALLibrary.prepare()
    let tiff = unsafe String(String(cString: TIFFGetVersion()).prefix { $0 != "\n" })
    let gdal = unsafe String(cString: GDALVersionInfo("RELEASE_NAME"))
    let deflate = "\(LIBDEFLATE_VERSION_MAJOR).\(LIBDEFLATE_VERSION_MINOR)"
    return [
      Item(name: "GDAL", detail: gdal, isPresent: true),
      Item(name: "libtiff", detail: tiff.replacing("LIBTIFF, Version ", with: ""), isPresent: true),
      Item(name: "libdeflate", detail: "\(deflate) (headers)", isPresent: true),
    ]
  }

  /// The formats that some inputs need, and whether GDAL has them.
  public static func drivers() -> [Item] {
    GDALLibrary.prepare()
    let needed = [
      ("GTiff", "GeoTIFF"), ("COG", "writing Cloud-Optimized GeoTIFF"),
      ("JP2OpenJPEG", "JPEG 2000 in Sentinel-2 SAFE products"), ("GPKG", "GeoPackage"),
      ("ESRI Shapefile", "Shapefile"), ("GeoJSON", "GeoJSON"), ("LIBKML", "KML"),
      ("OpenFileGDB", "File Geodatabase"), ("PostgreSQL", "PostGIS"),
    ]
    return needed.map { name, use in
      Item(name: name, detail: use, isPresent: unsafe GDALGetDriverByName(name) != nil)
    }
  }

  /// Checks PROJ's database with the systems of Chinese cadastres.
  ///
  /// - Throws: What parsing a CRS throws where the database is missing.
  public static func coordinateSystems() throws(TiankanError) -> String {
    let names = ["EPSG:4490", "EPSG:4549", "EPSG:32650"]
    return try names.map { text throws(TiankanError) in
      try CoordinateReferenceSystem(parsing: text).name
    }.joined(separator: "; ")
  }
}
