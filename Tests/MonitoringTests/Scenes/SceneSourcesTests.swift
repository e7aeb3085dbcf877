import Diagnostics
import Foundation
import GeoIO
import Imagery
import Testing

@testable import Monitoring

struct SceneSourcesTests {
  private let fixture: Fixture

  init() throws {
    fixture = try Fixture()
    try fixture.python(
      """
      for name in ["a", "b", "c"]: os.makedirs(f"{folder}/scenes/{name}")
      scene("a/one", "2024-05-01"); scene("b/two", "2024-05-11"); scene("c/three", "2024-05-21")
      """)
  }

  private func names(_ found: (scenes: [Scene], refusals: [Refusal])) -> [String] {
    found.scenes.map(\.name).sorted() + found.refusals.map { "\($0.subject): \($0.reason)" }
  }

  @Test func `what a run wrote down of scenes is used as long as they are the same`() throws {
    let area = try fixture.configuration([])
    let library = try SensorProfileLibrary()
    let recognizer = SceneRecognizer(library: library)
    try FileManager.default.createDirectory(
      atPath: area.state, withIntermediateDirectories: true)
    let memory = SceneSources.memory(of: area, version: "1", library)
    _ = try SceneCatalog.scan(area.scenes, recognizer: recognizer, memory: memory)
    try memory.write()
    let dates = {
      try SceneSources.open(area, version: "1").scenes.compactMap(\.acquisition.sensed?.date)
    }
    #expect(
      names(try SceneSources.open(area, version: "1")) == names(try SceneSources.open(area.scenes)))
    #expect(try dates().count == 3)
    // A date that is stated otherwise, and a scene that is new, are seen though the run did not see them.
    try "sensor: generic\ndate: 2024-06-30\nscale: 0.0001\n".write(
      toFile: fixture.path("scenes/b/two.yaml"), atomically: true, encoding: .utf8)
    try fixture.python("os.makedirs(f'{folder}/scenes/d'); scene('d/four', '2024-07-01')")
    #expect(
      try dates().map(\.description).sorted() == [
        "2024-05-01", "2024-05-21", "2024-06-30", "2024-07-01",
      ])
    // Nor is what another version of the program wrote down.
    #expect(try SceneSources.open(area, version: "2").scenes.count == 4)
  }
}
