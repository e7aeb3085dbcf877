import Foundation
import GeoIO
import Imagery
import TestSupport
import Testing

@testable import Monitoring

/// A folder with small layers and scenes that GDAL's own bindings write, and configurations for them.
struct Fixture {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  func path(_ name: String) -> String { folder.path(name) }

  /// Runs Python with GDAL's bindings; `folder` is the fixture's folder.
  @discardableResult
  func python(_ code: String) throws -> String {
    let prelude = """
      import os, sys
      import numpy as np
      from osgeo import gdal, ogr, osr
      gdal.UseExceptions(); ogr.UseExceptions()
      folder = sys.argv[1]
      srs = osr.SpatialReference(); srs.ImportFromEPSG(32650)
      srs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
      LEFT, TOP = 400000, 3500000
      def layer(name, fields, rows):
          "Rows are (left, top, right, bottom in pixels, values)."
          target = ogr.GetDriverByName("GPKG").CreateDataSource(f"{folder}/{name}.gpkg")
          made = target.CreateLayer(name, srs, ogr.wkbPolygon)
          for field in fields: made.CreateField(ogr.FieldDefn(field, ogr.OFTString))
          for left, top, right, bottom, values in rows:
              row = ogr.Feature(made.GetLayerDefn())
              for field, value in zip(fields, values):
                  if value is not None: row[field] = value
              x = [LEFT + 10 * left, LEFT + 10 * right]; y = [TOP - 10 * top, TOP - 10 * bottom]
              ring = f"{x[0]} {y[0]},{x[1]} {y[0]},{x[1]} {y[1]},{x[0]} {y[1]},{x[0]} {y[0]}"
              row.SetGeometry(ogr.CreateGeometryFromWkt(f"POLYGON(({ring}))"))
              made.CreateFeature(row)
      def scene(name, date, more="", left=0, top=0, size=20, bands=("red", "nir"), epsg=None):
          path = f"{folder}/scenes/{name}"
          os.makedirs(f"{folder}/scenes", exist_ok=True)
          target = gdal.GetDriverByName("GTiff").Create(path + ".tif", size, size, len(bands), gdal.GDT_UInt16)
          system = srs
          if epsg: system = osr.SpatialReference(); system.ImportFromEPSG(epsg)
          target.SetSpatialRef(system)
          target.SetGeoTransform((LEFT + 10 * left, 10, 0, TOP - 10 * top, 0, -10))
          for number, band in enumerate(bands):
              target.GetRasterBand(number + 1).SetDescription(band)
              target.GetRasterBand(number + 1).Fill(1000 + number)
          target = None
          text = "sensor: generic\\n"
          if date: text += f"date: {date}\\n"
          open(path + ".yaml", "w").write(text + (more or "scale: 0.0001\\n"))

      """
    let outcome = try Program.run(Program.python, ["-c", prelude + code, folder.url.path])
    try #require(outcome.status == 0, "\(outcome.notices)")
    return outcome.output
  }

  /// A configuration of one tile of 100 × 100 pixels with these layers.
  func configuration(_ layers: [String]) throws -> Configuration {
    let lines =
      [
        "version: 1", "grid: {crs: EPSG:32650, origin: [400000, 3500000], pixel: 10}",
        "tiles:", "  - {id: A, core: [400000, 3499000, 400500, 3500000]}",
        "  - {id: B, core: [400500, 3499000, 401000, 3500000]}", "scenes: [scenes/]",
        "state: state/", "ledger: ledger.gpkg",
      ] + (layers.isEmpty ? [] : ["layers:"] + layers.map { "  " + $0 })
    try lines.joined(separator: "\n").write(
      toFile: path("tiankan.yaml"), atomically: true, encoding: .utf8)
    return try Configuration(reading: path("tiankan.yaml"))
  }

  /// The scenes of the fixture on the grid of its configuration.
  func archive(until: String? = nil) throws -> SceneArchive {
    let configuration = try configuration([])
    return try SceneArchive(
      configuration.scenes, on: configuration.grid, until: until.flatMap { CalendarDate($0) },
      recognizer: SceneRecognizer(library: try SensorProfileLibrary()))
  }
}
