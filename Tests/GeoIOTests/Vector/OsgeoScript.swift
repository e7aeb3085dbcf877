import Foundation
import TestSupport
import Testing

/// Makes vector files with GDAL's Python bindings: the same library, but driven by somebody else's code.
struct OsgeoScript {
  private static let prelude = """
    import os, sys
    from osgeo import ogr, gdal, osr
    gdal.UseExceptions()
    def srs(code):
        s = osr.SpatialReference(); s.ImportFromEPSG(code)
        s.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER); return s
    def layer(path, driver, code=None, fields=(), kind=ogr.wkbPolygon, options=(), name=None):
        d = ogr.GetDriverByName(driver).CreateDataSource(path)
        l = d.CreateLayer(name or os.path.splitext(os.path.basename(path))[0],
                          srs(code) if code else None, kind, list(options))
        for n, t in fields: l.CreateField(ogr.FieldDefn(n, t))
        return d, l
    def add(l, wkt, **values):
        f = ogr.Feature(l.GetLayerDefn())
        for k, v in values.items(): f.SetField(k, v)
        if wkt: f.SetGeometry(ogr.CreateGeometryFromWkt(wkt))
        l.CreateFeature(f)
    def square(x, y, d=100):
        return f"POLYGON(({x} {y},{x+d} {y},{x+d} {y+d},{x} {y+d},{x} {y}))"

    """

  /// Runs the script in the folder; fails the test where it fails.
  static func run(_ body: String, in folder: TemporaryFolder) throws {
    let outcome = try Program.run(Program.python, ["-c", prelude + body], in: folder.url)
    try #require(outcome.status == 0, "\(outcome.notices)")
  }
}
