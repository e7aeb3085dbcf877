import Diagnostics
import Foundation
import Imagery
import TestSupport
import Testing

@testable import GeoIO

struct ScanMemoryTests {
  let fixture: ArchiveFixture
  let recognizer: SceneRecognizer

  init() throws {
    fixture = try ArchiveFixture()
    recognizer = SceneRecognizer(library: try SensorProfileLibrary())
  }

  private func scene(_ name: String, _ date: String, offset: Int = 0) throws {
    // Numbers of its own, since the fixture copies equal rasters from the first, which is damaged below.
    try fixture.raster("archive/\(name)/red.tif", numbers: [Int(name.dropFirst()) ?? 0])
    try fixture.raster("archive/\(name)/nir.tif", numbers: [2])
    try fixture.text(
      "archive/\(name)/scene.yaml",
      "sensor: generic\ndate: \(date)\nscale: 1.0e-4\n")
  }

  private func scan(
    program: String = "1"
  ) throws -> SceneCatalog {
    let memory = ScanMemory(
      fixture.path("memory.bin"), program: program, library: recognizer.library)
    let catalog = try SceneCatalog.scan(
      [fixture.path("archive")], recognizer: recognizer, memory: memory)
    try memory.write()
    return catalog
  }

  private func expectEqual(_ first: SceneCatalog, _ second: SceneCatalog) {
    #expect(first.entries.map(\.id) == second.entries.map(\.id))
    for (mine, other) in zip(first.scenes, second.scenes) {
      #expect(mine.name == other.name)
      #expect(mine.acquisition == other.acquisition)
      #expect(mine.version == other.version)
      #expect(mine.profile == other.profile)
      #expect(mine.bands == other.bands)
      #expect(mine.quality == other.quality)
      #expect(mine.isCalibrated == other.isCalibrated)
      #expect(mine.notices == other.notices)
    }
  }

  /// Damages a file without a trace in its size and time of change.
  private func damage(_ path: String) throws {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    let size = try #require(attributes[.size] as? Int)
    try Data(repeating: 0, count: size).write(to: URL(filePath: path))
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_700_000_000)], ofItemAtPath: path)
  }

  private func setTime(_ path: String) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_700_000_000)], ofItemAtPath: path)
  }

  @Test func `what is known is not opened again, what is new or changed is`() throws {
    for number in 1...3 { try scene("s\(number)", "2024-0\(number)-01") }
    let red = fixture.path("archive/s1/red.tif")
    try setTime(red)
    let first = try scan()
    #expect(first.entries.count == 3)
    expectEqual(
      first, try SceneCatalog.scan([fixture.path("archive")], recognizer: recognizer))
    // Were it opened, it would be refused.
    try damage(red)
    expectEqual(first, try scan())
    try scene("s4", "2024-04-01")
    let more = try scan()
    #expect(more.entries.count == 4 && more.refusals.isEmpty)
    try fixture.text(
      "archive/s2/scene.yaml",
      "sensor: generic\ndate: 2024-05-05\nscale: 1.0e-4\n")
    #expect(try scan().scenes.contains { $0.acquisition.sensed?.date.description == "2024-05-05" })
    try FileManager.default.removeItem(atPath: fixture.path("archive/s3"))
    #expect(try scan().entries.count == 3)
    // Another program reads everything, and finds the damage.
    #expect(try scan(program: "2").refusals.count == 1)
    #expect(try scan(program: "2").entries.count == 2)
  }

  @Test func `items of a catalog are known again, and files that are gone are noticed`() throws {
    for number in 1...2 { try scene("s\(number)", "2024-0\(number)-01") }
    let path = fixture.path("catalog.json")
    let found = try SceneCatalog.scan([fixture.path("archive")], recognizer: recognizer)
    try found.write(to: path, library: recognizer.library)
    func read() throws -> SceneCatalog {
      let memory = ScanMemory(
        fixture.path("memory.bin"), program: "1", library: recognizer.library)
      let catalog = try SceneCatalog(reading: path, recognizer: recognizer, memory: memory)
      try memory.write()
      return catalog
    }
    expectEqual(found, try read())
    expectEqual(found, try read())
    try FileManager.default.removeItem(atPath: fixture.path("archive/s2/nir.tif"))
    let left = try read()
    #expect(left.entries.count == 1 && left.refusals.map(\.code) == ["not-found"])
  }

  @Test func `a memory that is damaged is empty`() throws {
    try scene("s1", "2024-01-01")
    let first = try scan()
    let path = fixture.path("memory.bin")
    let data = try Data(contentsOf: URL(filePath: path))
    for count in [0, 7, data.count / 2, data.count - 1] {
      try data.prefix(count).write(to: URL(filePath: path))
      expectEqual(first, try scan())
    }
  }
}
