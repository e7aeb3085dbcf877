import Diagnostics
import Foundation
import Geometry
import TestSupport
import Testing

@testable import GeoIO

@Suite(.enabled(if: Program.hasPython, "needs python3 with osgeo"))
struct BoundaryStretchTests {
  private func layer(_ file: String, _ driver: String, in folder: TemporaryFolder) throws {
    try OsgeoScript.run(
      """
      d, l = layer("\(file)", "\(driver)", 4527, [("BSM", ogr.OFTString), ("NOTE", ogr.OFTString)], name="DLTB")
      for i in range(250):
          wkt = square(39500000 + 200 * i, 2756000)
          if i == 77: wkt = "POINT(39500000 2756000)" if "\(driver)" == "GPKG" else None
          add(l, wkt, BSM=f"B{i:03d}", NOTE="x" * 50)
      if "\(driver)" == "GPKG":
          for i in range(100, 140): l.DeleteFeature(i)
      d = l = None
      """, in: folder)
  }

  private func features(_ reader: borrowing BoundaryReader, _ stretches: [BoundaryStretch]) throws
    -> (features: [Feature], refusals: [Refusal])
  {
    var found: [Feature] = []
    var refusals: [Refusal] = []
    for stretch in stretches {
      try reader.forEachBatch(in: stretch, ofAtMost: 16) { batch in
        found += batch.features
        refusals += batch.refusals
      }
    }
    return (found, refusals)
  }

  @Test func `stretches of a GeoPackage together are the layer, gaps in its numbers included`()
    throws
  {
    let folder = try TemporaryFolder()
    try layer("dltb.gpkg", "GPKG", in: folder)
    let path = folder.path("dltb.gpkg")
    let whole = try BoundaryReader.read(path)
    #expect(whole.features.count == 209)
    let reader = try BoundaryReader(path)
    for size in [1, 30, 64, 1000] {
      let stretches = reader.stretches(ofAbout: size)
      #expect(stretches.count == (250 + size - 1) / size)
      let parts = try features(reader, stretches)
      #expect(parts.features == whole.features)
      #expect(parts.refusals == whole.refusals)
    }
    // A stretch leaves no trace in the reader.
    #expect(try features(reader, [.whole]).features == whole.features)
  }

  @Test func `other formats are one stretch`() throws {
    let folder = try TemporaryFolder()
    try layer("dltb.shp", "ESRI Shapefile", in: folder)
    let reader = try BoundaryReader(folder.path("dltb.shp"))
    #expect(reader.stretches(ofAbout: 10) == [.whole])
    #expect(try features(reader, [.whole]).features.count == 249)
  }

  @Test func `columns that nobody asks for are not read`() throws {
    let folder = try TemporaryFolder()
    for (file, driver) in [("dltb.gpkg", "GPKG"), ("dltb.shp", "ESRI Shapefile")] {
      try layer(file, driver, in: folder)
      let reader = try BoundaryReader(folder.path(file), columns: { $0 == "BSM" })
      #expect(reader.fields.map(\.name) == ["BSM"])
      let found = try features(reader, [.whole]).features
      #expect(found.allSatisfy { $0.attributes.map(\.name) == ["BSM"] })
      #expect(found.first?["BSM"]?.text == "B000")
    }
  }
}
