import Diagnostics
import Foundation
import GeoIO
import Geometry
import Imagery
import LedgerStore
import Supervision
import TestSupport
import Testing

@Suite struct ClueFileTests {
  let folder: TemporaryFolder
  let crs: CoordinateReferenceSystem
  let vocabulary: Vocabulary

  init() throws {
    folder = try TemporaryFolder()
    crs = try CoordinateReferenceSystem(parsing: "EPSG:4549")
    vocabulary = try Vocabulary.builtIn()
  }

  var header: ClueFile.Header {
    ClueFile.Header(
      method: "index", ruleSet: "index-swir 1", evidence: ["ndvi_difference", "magnitude"],
      remark: vocabulary[.approvalsIncomplete])
  }

  func clue(row: Int, overlaps: [ClueOverlap] = []) -> Clue {
    let x = 500_000.0
    let y = 3_500_000.0 - Double(row) * 10
    let corners = [(0.0, 0.0), (0, -20), (20, -20), (20, 0)].map {
      Coordinate(x: x + $0.0, y: y + $0.1)
    }
    return Clue(
      key: ClueKey(
        tile: "50RMU", kind: .construction, firstDate: CalendarDate("2024-06-01"), row: row,
        column: 7), detectionState: .first, dateBefore: nil,
      dateAfter: CalendarDate("2024-06-01"), pixelCount: 4, squareMetres: 400.25,
      outline: MultiPolygon([Polygon(exterior: LinearRing(corners))]),
      position: Coordinate(x: 120, y: 31.6),
      evidence: [
        .init(name: "ndvi_difference", mean: -0.5), .init(name: "magnitude", mean: nil),
      ], overlaps: overlaps)
  }

  @Test func `clues are read back with their numbers, words and overlaps`() throws {
    let path = folder.path("clues.gpkg")
    var file = try ClueFile(path: path, crs: crs, header: header, vocabulary: vocabulary)
    try file.append(
      clue(
        row: 3,
        overlaps: [
          ClueOverlap(
            layer: "cropland", unit: "P1", name: "东村", squareMetres: 200, shareOfClue: 0.5,
            shareOfUnit: 0.1)
        ]))
    try file.append(clue(row: 9))
    try file.finish(
      scenes: [], run: [("software", "tiankan test")],
      refusals: [Refusal(subject: "B04.tif", code: .corrupt, reason: "block 7")])

    let clues = try BoundaryReader.read(path + "#clue", options: BoundaryOptions())
    #expect(clues.crs.isEquivalent(to: crs))
    #expect(clues.features.count == 2)
    let first = clues.features[0]
    #expect(first["clue_key"]?.text == "50RMU-construction-20240601-3-7")
    #expect(first["kind_zh"]?.text == "疑似新增建设")
    #expect(first["date_before"]?.text == "日期未知")
    #expect(first["area_m2"]?.number == 400.25)
    // 400.25 m² × 0.0015, exact arithmetic.
    #expect(abs((first["area_mu"]?.number ?? 0) - 0.600375) < 1e-12)
    #expect(first["ndvi_difference"]?.number == -0.5)
    #expect(first["magnitude"]?.number == nil)
    #expect(first["overlap_count"]?.number == 1)
    #expect(first["handling_state"]?.text == "not_issued")
  }

  @Test func `nothing stands under the name before the file is complete`() throws {
    let path = folder.path("clues.gpkg")
    try Data("older".utf8).write(to: URL(filePath: path))
    do {
      var file = try ClueFile(path: path, crs: crs, header: header, vocabulary: vocabulary)
      try file.append(clue(row: 1))
      // The run ends here, as after an error.
    }
    #expect(try Data(contentsOf: URL(filePath: path)) == Data("older".utf8))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["clues.gpkg"])
  }

  @Test func `the same clues give the same GeoJSON, byte for byte`() throws {
    var contents: [Data] = []
    for name in ["one.geojson", "two.geojson"] {
      var file = try ClueFile(
        path: folder.path(name), crs: crs, header: header, vocabulary: vocabulary)
      for row in 0..<50 { try file.append(clue(row: row)) }
      try file.finish(scenes: [], run: [], refusals: [])
      contents.append(try Data(contentsOf: URL(filePath: folder.path(name))))
    }
    #expect(contents[0] == contents[1])
    #expect(contents[0].count > 10_000)
  }

  @Test func `another ending than those of the two formats is wrong usage`() {
    do {
      _ = try ClueFile(
        path: folder.path("clues.shp"), crs: crs, header: header, vocabulary: vocabulary)
      Issue.record("the format was accepted")
    } catch {
      #expect(error.code == .usage)
    }
  }
}
