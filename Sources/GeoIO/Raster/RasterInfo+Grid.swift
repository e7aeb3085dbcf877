public import Diagnostics
public import Imagery

extension RasterInfo {
  /// The grid of the pixels.
  ///
  /// - Throws: `.notOrthorectified` where only rational polynomials or ground control points place the image,
  ///   `.missingCRS` where it has no CRS or no transform, `.unsuitableCRS` where it is rotated, sheared or south-up
  ///   (it can be warped to a grid) or where the CRS cannot be understood.
  public func grid() throws(TiankanError) -> Grid {
    guard let transform = geoTransform else {
      if hasRationalPolynomials || hasGroundControlPoints {
        let what = hasRationalPolynomials ? "rational polynomials (RPC)" : "ground control points"
        throw TiankanError(
          .notOrthorectified,
          "the image is placed by \(what) only; orthorectification with a terrain model must come "
            + "first, for instance with gdalwarp -rpc -to RPC_DEM=…", subject: path)
      }
      throw TiankanError(
        .missingCRS,
        "the image has no georeference; supply it with its world file or as a georeferenced GeoTIFF",
        subject: path)
    }
    guard let definition = crsDefinition else {
      throw TiankanError(
        .missingCRS,
        "the image has no coordinate reference system; state it with gdal_edit.py -a_srs",
        subject: path)
    }
    guard isNorthUp else {
      throw TiankanError(
        .unsuitableCRS,
        "the image is rotated, sheared or south-up; warp it to a north-up grid with gdalwarp",
        subject: path)
    }
    let system: CoordinateReferenceSystem
    if let crs { system = crs } else { system = try Self.parse(definition, of: path) }
    return Grid(
      crs: system, originX: transform[0], originY: transform[3], pixelWidth: transform[1],
      pixelHeight: -transform[5], columns: columns, rows: rows)
  }

  /// Whether columns run exactly east and rows exactly south, to a thousandth of a pixel over the whole raster.
  var isNorthUp: Bool {
    guard let transform = geoTransform, transform.count == 6, transform[1] > 0, transform[5] < 0
    else { return false }
    let tolerance = 1e-3
    return abs(transform[2]) * Double(rows) <= tolerance * transform[1]
      && abs(transform[4]) * Double(columns) <= tolerance * -transform[5]
  }

  /// Parses a CRS and blames the file where it cannot be used.
  static func parse(
    _ definition: String, of path: String
  ) throws(TiankanError) -> CoordinateReferenceSystem {
    do throws(TiankanError) {
      return try ParsedSystems.system(definition)
    } catch {
      throw TiankanError(
        .unsuitableCRS, "the image's coordinate reference system cannot be used: \(error.message)",
        subject: path, cause: error.cause)
    }
  }
}
