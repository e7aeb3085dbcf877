import Diagnostics
import Foundation
import Imagery
import TestSupport
import Testing

@testable import Monitoring

@Suite(.enabled(if: Program.hasPython)) struct SceneArchiveTests {
  let fixture: Fixture

  init() throws { fixture = try Fixture() }

  @Test func `scenes come by sensing time, those of a platform and day as one overpass`() throws {
    try fixture.python(
      """
      fact = "scale: 0.0001\\nplatform: %s\\ntile: %s\\n"
      scene("d", "2025-03-01T03:00:00Z", fact % ("one", "T2"), left=10)
      scene("a", "2025-03-01T02:50:00Z", fact % ("one", "T1"))
      scene("b", "2025-03-01T02:55:00Z", fact % ("two", "T1"))
      scene("c", "2025-02-01T02:50:00Z", fact % ("one", "T1"))
      """)
    let archive = try fixture.archive()
    #expect(archive.refusals.isEmpty)
    #expect(
      archive.entries.map { "\($0.date)" } == ["2025-02-01"]
        + Array(repeating: "2025-03-01", count: 3))
    #expect(archive.overpasses.map(\.platform) == ["one", "one", "two"])
    #expect(archive.overpasses.map(\.entries) == [[0], [1, 3], [2]])
    #expect(archive.entries[1].scene.acquisition.tile == "T1")
    // A pixel more on each side, cut at the grid.
    #expect(archive.entries[1].window == window(0, 0, 21, 21))
    #expect(archive.entries[3].window == window(9, 0, 22, 21))
  }

  @Test func `a higher version supersedes, later scenes and those beside the grid are counted`()
    throws
  {
    try fixture.python(
      """
      fact = "scale: 0.0001\\nplatform: one\\ntile: T1\\nbaseline: \\"%s\\"\\n"
      scene("old", "2025-03-01T02:50:00Z", fact % "04.00")
      scene("new", "2025-03-01T02:50:00Z", fact % "05.09")
      scene("later", "2025-09-01", fact % "05.09")
      scene("beside", "2025-03-11", fact % "05.09", left=500)
      scene("abroad", "2025-03-21", fact % "05.09", epsg=32719)
      """)
    let archive = try fixture.archive(until: "2025-08-31")
    #expect(archive.entries.count == 1)
    #expect(archive.entries.first?.scene.version.baseline == "05.09")
    #expect(archive.superseded == 1)
    #expect(archive.later == 1)
    #expect(archive.besideGrid == 2)
    #expect(archive.refusals.isEmpty)
    #expect(try fixture.archive(until: "2025-09-01").entries.count == 2)
  }

  @Test func `undated scenes, and those without red or near infrared, are refused by name`() throws
  {
    try fixture.python(
      """
      scene("undated", None)
      scene("red-only", "2025-03-01", bands=("red", "green"))
      scene("ancient", "1965-03-01")
      scene("good", "2025-03-01")
      open(f"{folder}/scenes/broken.tif", "wb").write(b"II*\\0 this is no TIFF")
      """)
    let archive = try fixture.archive()
    #expect(
      archive.entries.map { URL(filePath: $0.scene.name).lastPathComponent.prefix(4) } == ["good"])
    for name in ["undated", "red-only", "ancient", "broken"] {
      #expect(archive.refusals.count { $0.subject.contains(name) } == 1)
    }
    #expect(archive.refusals.first { $0.subject.contains("undated") }?.code == "unknown-date")
    #expect(archive.refusals.first { $0.subject.contains("red-only") }?.code == "missing-band")
    #expect(archive.refusals.first { $0.subject.contains("ancient") }?.code == "unknown-date")
  }

  @Test func `scenes that are not calibrated are told apart and announced`() throws {
    try fixture.python(
      """
      scene("relative", "2025-03-01", "calibrated: false\\nplatform: one\\n")
      scene("absolute", "2025-03-02", "scale: 0.0001\\nplatform: one\\n")
      """)
    let archive = try fixture.archive()
    #expect(archive.entries.map(\.isCalibrated) == [false, true])
    #expect(archive.notices.contains { $0.hasPrefix("1 scenes are not calibrated") })
  }
}
