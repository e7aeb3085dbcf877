import Diagnostics
import Foundation
import Imagery
import TestSupport
import Testing

@testable import GeoIO

struct SceneCatalogTests {
  let fixture: ArchiveFixture
  let recognizer: SceneRecognizer

  init() throws {
    fixture = try ArchiveFixture()
    recognizer = SceneRecognizer(library: try SensorProfileLibrary())
  }

  /// A Level-2A product with one reflectance band and scene classes.
  private func safe(_ folder: String, baseline: String, generated: String) throws {
    let images = "\(folder)/GRANULE/L2A/IMG_DATA"
    try fixture.raster("\(images)/R10m/T50RMU_20240301T025531_B04_10m.jp2")
    try fixture.raster(
      "\(images)/R20m/T50RMU_20240301T025531_SCL_20m.jp2", type: "Byte", numbers: [4], size: 2,
      pixel: 20)
    try fixture.text(
      "\(folder)/MTD_MSIL2A.xml",
      ProductText.sentinel2(
        baseline: baseline, offset: baseline < "04" ? nil : -1000, generated: generated))
  }

  /// Two versions of one Sentinel-2 acquisition, a copy of one, an HLS folder known by the day of year, an undated
  /// Gaofen-like file, a text file, and a loop of links.
  private func archive() throws {
    try safe("a/old.SAFE", baseline: "02.13", generated: "2024-03-01T06:00:00Z")
    try safe("a/new.SAFE", baseline: "05.10", generated: "2024-05-01T06:00:00Z")
    try safe("a/new-copy.SAFE", baseline: "05.10", generated: "2024-05-01T06:00:00Z")
    let stem = "HLS.L30.T50RMU.2020123T023456.v2.0"
    for band in ["B04", "B05"] { try fixture.raster("b/hls/\(stem).\(band).tif", type: "Int16") }
    try fixture.raster("b/hls/\(stem).Fmask.tif", type: "Byte", numbers: [64])
    let dated = try fixture.raster("b/day.tif", numbers: [1, 2])
    try fixture.text(
      "b/day.yaml", "bands: [red, nir]\ndate: 2023-07-01\nscale: 1.0e-4\ntile: \"7 亩\"\n")
    #expect(dated.hasSuffix("day.tif"))
    try fixture.raster("b/undated.tif", numbers: [1, 2])
    try fixture.text("b/undated.yaml", "bands: [red, nir]\n")
    try fixture.raster("c/strange.tif")
    try fixture.text("c/readme.txt", "x")
    try FileManager.default.createSymbolicLink(
      atPath: fixture.path("c/loop"), withDestinationPath: fixture.root.path)
  }

  private func scan() throws(TiankanError) -> SceneCatalog {
    try SceneCatalog.scan([fixture.root.path], recognizer: recognizer)
  }

  @Test func `a scan finds scenes in all layouts, follows no loop, and lists what it refused`()
    throws
  {
    try archive()
    let catalog = try scan()
    #expect(
      catalog.entries.map(\.id) == [
        "generic_7-亩_20230701",
        "hls-l30_hls_50RMU_20200502T023456Z_2.0",
        "sentinel-2a_sentinel2-l2a_50RMU_20240301T025531Z_02.13_2024-03-01T06-00-00Z",
        "sentinel-2a_sentinel2-l2a_50RMU_20240301T025531Z_05.10_2024-05-01T06-00-00Z",
      ])
    let codes = catalog.refusals.map { "\(PathText.name(of: $0.subject)): \($0.code)" }
    #expect(
      Set(codes) == [
        "new.SAFE: duplicate", "undated.tif: unknown-date", "strange.tif: unrecognised",
      ])
    #expect(catalog.refusals.allSatisfy { !$0.reason.isEmpty })
  }

  @Test func `a lower processing of the same acquisition is listed and marked`() throws {
    try archive()
    let catalog = try scan()
    let old = try #require(catalog.entries.first { $0.scene.version.baseline == "02.13" })
    let new = try #require(catalog.entries.first { $0.scene.version.baseline == "05.10" })
    #expect(old.supersededBy == new.id)
    #expect(new.supersededBy == nil)
    #expect(catalog.scenes.count == 4)
    #expect(catalog.currentScenes.count == 3)
  }

  @Test func `a catalog read back gives the same scenes, and written again the same bytes`() throws
  {
    try archive()
    let catalog = try scan()
    let path = fixture.path("catalog.json")
    try catalog.write(to: path, library: recognizer.library)
    let read = try SceneCatalog(reading: path, recognizer: recognizer)
    #expect(read.refusals.isEmpty)
    #expect(read.entries.map(\.id) == catalog.entries.map(\.id))
    #expect(read.entries.map(\.supersededBy) == catalog.entries.map(\.supersededBy))
    for (mine, other) in zip(catalog.scenes, read.scenes) {
      #expect(mine.name == other.name)
      #expect(mine.acquisition == other.acquisition)
      #expect(mine.version == other.version)
      #expect(mine.profile == other.profile)
      #expect(mine.bands == other.bands)
      #expect(mine.quality == other.quality)
      #expect(mine.isCalibrated == other.isCalibrated)
      #expect(mine.notices == other.notices)
    }
    let before = try contents(path)
    try read.write(to: path, library: recognizer.library)
    #expect(try contents(path) == before)
    // The catalog's own items are not scenes of their own.
    #expect(try scan().entries.map(\.id) == catalog.entries.map(\.id))
  }

  private func contents(_ catalog: String) throws -> [String: Data] {
    let folder = catalog.replacing(".json", with: "-items")
    var files = [catalog: try Data(contentsOf: URL(filePath: catalog))]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      files[name] = try Data(contentsOf: URL(filePath: "\(folder)/\(name)"))
    }
    return files
  }

  @Test func `links are relative, a day without a time is an interval, and stale items go`() throws
  {
    try archive()
    let path = fixture.path("catalog.json")
    try scan().write(to: path, library: recognizer.library)
    let items = fixture.path("catalog-items")
    let day = try JSONValue(file: "\(items)/generic_7-亩_20230701.json")
    #expect(day["properties"]?["datetime"] == nil)
    #expect(day["properties"]?["start_datetime"]?.string == "2023-07-01T00:00:00Z")
    #expect(day["assets"]?["red"]?["href"]?.string == "../b/day.tif")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(!text.contains(fixture.root.path))

    try FileManager.default.removeItem(atPath: fixture.path("b"))
    try scan().write(to: path, library: recognizer.library)
    let left = try FileManager.default.contentsOfDirectory(atPath: items)
    #expect(left.count == 2)
    #expect(left.allSatisfy { $0.hasPrefix("sentinel-2a") })
  }

  @Test func `an item whose file is gone is refused by name, the others are read`() throws {
    try archive()
    let path = fixture.path("catalog.json")
    try scan().write(to: path, library: recognizer.library)
    try FileManager.default.removeItem(atPath: fixture.path("b/day.tif"))
    let read = try SceneCatalog(reading: path, recognizer: recognizer)
    #expect(read.entries.count == 3)
    #expect(read.refusals.map(\.code) == ["not-found"])
    #expect(read.refusals.first?.reason.contains("day.tif") == true)
  }

  @Test func `a catalog cannot be written into a missing folder, and an old one stays`() throws {
    try archive()
    let catalog = try scan()
    let error = #expect(throws: TiankanError.self) {
      try catalog.write(to: fixture.path("no/catalog.json"), library: recognizer.library)
    }
    #expect(error?.code == .notFound)
    let usage = #expect(throws: TiankanError.self) {
      try catalog.write(to: fixture.path("catalog.yaml"), library: recognizer.library)
    }
    #expect(usage?.code == .usage)
  }

  /// pystac is the reference reader of STAC; `TIANKAN_TEST_PYTHON` names a Python that has it.
  @Test(
    .enabled(
      if: ProcessInfo.processInfo.environment["TIANKAN_TEST_PYTHON"] != nil,
      "set TIANKAN_TEST_PYTHON to a Python with pystac and jsonschema"))
  func `pystac validates catalog and items and finds every asset`() throws {
    try archive()
    let path = fixture.path("catalog.json")
    try scan().write(to: path, library: recognizer.library)
    let python = ProcessInfo.processInfo.environment["TIANKAN_TEST_PYTHON"] ?? ""
    let script = """
      import os, sys, pystac
      catalog = pystac.Catalog.from_file(sys.argv[1])
      catalog.validate()
      items = list(catalog.get_items(recursive=True))
      for item in items:
          item.validate()
          assert item.get_root().id == catalog.id
          for asset in item.assets.values():
              assert os.path.exists(asset.get_absolute_href()), asset.href
      print(len(items))
      """
    let output = try ArchiveFixture.run(python, ["-c", script, path])
    #expect(output.trimmingCharacters(in: .whitespacesAndNewlines) == "4")
  }
}
