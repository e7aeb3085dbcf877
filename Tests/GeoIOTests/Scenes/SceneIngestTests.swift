import Diagnostics
import Foundation
import Imagery
import TestSupport
import Testing

@testable import GeoIO

/// A Level-2A product with real pixels, compressed without loss by GDAL's JPEG 2000 driver, under ESA's names.
@Suite(.enabled(if: TestData.isAvailable))
struct SceneIngestTests {
  let fixture: ArchiveFixture
  let recognizer: SceneRecognizer

  init() throws {
    fixture = try ArchiveFixture()
    recognizer = SceneRecognizer(library: try SensorProfileLibrary())
  }

  private func product() throws -> String {
    let name = "S2A_MSIL2A_20240301T025531_N0510_R032_T31UFS_20240301T061234.SAFE"
    let images = "\(name)/GRANULE/L2A_T31UFS_A045401_20240301T025531/IMG_DATA"
    let site = "fields/00002806639B424A"
    let bands = [
      ("B02", 10, 1), ("B03", 10, 2), ("B04", 10, 3), ("B08", 10, 4), ("B11", 20, 5),
      ("B12", 20, 6), ("SCL", 20, 7),
    ]
    for (band, resolution, number) in bands {
      let folder = fixture.path("\(images)/R\(resolution)m")
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      let source = TestData.path(
        "\(site)/S2_\(resolution)m/S2_L2A_\(resolution)m_20180603.tif")
      let type = band == "SCL" ? ["-ot", "Byte"] : []
      try ArchiveFixture.run(
        "gdal_translate",
        [
          "-q", "-of", "JP2OpenJPEG", "-co", "QUALITY=100", "-co", "REVERSIBLE=YES", "-b",
          "\(number)",
        ] + type + [source, "\(folder)/T31UFS_20240301T025531_\(band)_\(resolution)m.jp2"])
    }
    try fixture.text(
      "\(name)/MTD_MSIL2A.xml", ProductText.sentinel2(baseline: "05.10", offset: -1000))
    return fixture.path(name)
  }

  /// Stands for the caller's writer: another program that makes a COG.
  private func convert(_ source: BandSource, _ path: String) throws(TiankanError) {
    do {
      try ArchiveFixture.run(
        "gdal_translate", ["-q", "-of", "COG", "-b", "\(source.band)", source.path, path])
    } catch {
      throw TiankanError(.outputFailed, "not converted", subject: path, cause: "\(error)")
    }
  }

  @Test func `an ingested product is the same scene with the same pixels in other files`() throws {
    let scene = try recognizer.scene(at: try product())
    #expect(scene.bands.count == 6)
    let ingest = SceneIngest(library: recognizer.library)
    let result = try ingest.ingest(scene, into: fixture.root.path)
    #expect(!result.wasThere)
    for argument in [result.item, result.folder] {
      let read = try recognizer.scene(at: argument)
      #expect(read.acquisition == scene.acquisition)
      #expect(read.version == scene.version)
      #expect(read.notices == scene.notices)
      #expect(read.quality?.rule == scene.quality?.rule)
      #expect(read.bands.mapValues(\.scaling) == scene.bands.mapValues(\.scaling))
      #expect(read.bands.mapValues(\.grid) == scene.bands.mapValues(\.grid))
      #expect(read.bands.values.allSatisfy { $0.path.hasPrefix(result.folder) })
      #expect(read.bands.values.allSatisfy { $0.path.hasSuffix(".tif") })
    }
    for (role, source) in scene.bands {
      let ingested = try #require(try recognizer.scene(at: result.item).bands[role])
      let mine = try ArchiveFixture.run("gdalinfo", ["-checksum", source.path])
      let other = try ArchiveFixture.run("gdalinfo", ["-checksum", ingested.path])
      #expect(Self.checksum(mine) != nil)
      #expect(Self.checksum(mine) == Self.checksum(other))
      #expect(other.contains("LAYOUT=COG"))
    }
    // A scan lists it once, under the same id as the product.
    let catalog = try SceneCatalog.scan([result.folder], recognizer: recognizer)
    #expect(catalog.entries.map(\.id) == [PathText.name(of: result.folder)])
  }

  private static func checksum(_ text: String) -> Substring? {
    text.split(separator: "\n").first { $0.contains("Checksum") }
  }

  @Test func `a second ingest does nothing, and a foreign folder of that name is not touched`()
    throws
  {
    let scene = try recognizer.scene(at: try product())
    let ingest = SceneIngest(library: recognizer.library)
    let first = try ingest.ingest(scene, into: fixture.root.path, convert: convert)
    let second = try ingest.ingest(scene, into: fixture.root.path) {
      (_, path) throws(TiankanError) in
      throw TiankanError(.bug, "nothing is to be converted", subject: path)
    }
    #expect(second.wasThere)
    #expect(second.item == first.item)

    let other = fixture.path("other")
    let name = PathText.name(of: first.folder)
    try FileManager.default.createDirectory(
      atPath: "\(other)/\(name)", withIntermediateDirectories: true)
    let error = #expect(throws: TiankanError.self) {
      try ingest.ingest(scene, into: other, convert: convert)
    }
    #expect(error?.code == .outputFailed)
  }

  @Test func `a failing conversion leaves nothing behind`() throws {
    let scene = try recognizer.scene(at: try product())
    let target = fixture.path("target")
    try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
    let ingest = SceneIngest(library: recognizer.library)
    var count = 0
    let error = #expect(throws: TiankanError.self) {
      try ingest.ingest(scene, into: target) { (source, path) throws(TiankanError) in
        count += 1
        if count == 3 { throw TiankanError(.diskFull, "the disk is full", subject: path) }
        try convert(source, path)
      }
    }
    #expect(error?.code == .diskFull)
    #expect(try FileManager.default.contentsOfDirectory(atPath: target).isEmpty)
  }
}
