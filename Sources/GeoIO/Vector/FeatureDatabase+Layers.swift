import CGDAL
public import Diagnostics
public import Imagery

extension FeatureDatabase {
  /// Creates a table of areas with a row number `fid`, a geometry column `geom` and a spatial index; other columns
  /// are added by SQL.
  ///
  /// - Throws: `.unsuitableCRS`, `.outputFailed`, `.permission`, `.diskFull`.
  public func createAreaTable(
    _ name: String, crs: CoordinateReferenceSystem
  ) throws(TiankanError) {
    let reference = try OSRSpatialReference.defining(crs)
    var options = ["FID=fid", "GEOMETRY_NAME=geom"]
    switch address.kind {
    case .geoPackage: options.append("SPATIAL_INDEX=YES")
    case .postGIS: options += ["SCHEMA=\(address.schema)", "LAUNDER=NO", "SPATIAL_INDEX=GIST"]
    }
    let list = GDALStringList(options)
    unsafe try status("create the table \(name)") { dataset in
      let layer = unsafe GDALDatasetCreateLayer(
        dataset, name, reference.pointer, wkbMultiPolygon, list.pointer)
      guard unsafe layer != nil else { return OGRERR_FAILURE }
      // GDAL creates tables late; statements that follow need it now.
      unsafe GDALFlushCache(dataset)
      return OGRERR_NONE
    }
  }
}
