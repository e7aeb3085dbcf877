import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: Program.hasPython)) struct FragmentationCommandTests {
  @Test func `two layers are compared metric by metric`() throws {
    let folder = try TemporaryFolder()
    // On the central meridian: four fields of 50 m, 20 m apart, become one of 100 m × 100 m.
    _ = try Reference.python(
      """
      srs = osr.SpatialReference(); srs.ImportFromEPSG(4548)
      source = ogr.GetDriverByName("GPKG").CreateDataSource(sys.argv[1] + "/land.gpkg")
      for name, boxes in (("before", [(0, 0, 50), (70, 0, 50), (0, 70, 50), (70, 70, 50)]), ("after", [(0, 0, 100)])):
          table = source.CreateLayer(name, srs, ogr.wkbPolygon)
          for x, y, side in boxes:
              feature = ogr.Feature(table.GetLayerDefn()); x += 500000; y += 2870000
              feature.SetGeometry(ogr.CreateGeometryFromWkt(
                  f"POLYGON(({x} {y},{x+side} {y},{x+side} {y+side},{x} {y+side},{x} {y}))"))
              table.CreateFeature(feature)
      table = source = None
      """, folder.url.path)
    let land = folder.path("land.gpkg")
    let arguments = [
      "fragmentation", "\(land)#before", "--after", "\(land)#after", "--blocks", "14",
    ]
    let outcome = try Program.tiankan(arguments)
    #expect(outcome.status == 0, "\(outcome.notices)")
    for line in [
      "田块数 patches: 4 → 1", "最大田块指数 largest patch (%): 25 → 100",
      "景观形状指数 landscape shape: 2 → 1", "连片 ≥ 14 亩 share in blocks: 0 → 1",
    ] { #expect(outcome.output.contains(line), "\(line): \(outcome.output)") }
    let json = try Program.tiankan(arguments + ["--json"])
    #expect(json.output.contains("share_in_blocks_14_mu"))
    #expect(
      try Program.tiankan(["fragmentation", "\(land)#before", "--blocks", "many"]).status == 2)
  }
}
