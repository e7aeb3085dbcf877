import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: Program.hasPython)) struct ConsoleTests {
  let scenes: ScenePair
  let folder: TemporaryFolder

  init() throws {
    scenes = try ScenePair.shared.get()
    folder = try TemporaryFolder()
  }

  func diff(_ more: [String]) throws -> Program.Outcome {
    try Program.tiankan(
      [
        "diff", scenes("before"), scenes("after"), "--dn-offset", "0", "--out",
        folder.path("clues.gpkg"),
      ] + more)
  }

  @Test func `away from a terminal every line is a JSON object`() throws {
    let outcome = try diff([])
    let lines = outcome.notices.split(separator: "\n")
    #expect(!lines.isEmpty)
    for line in lines {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      #expect(object?["level"] is String)
    }
    #expect(outcome.notices.contains("\"stage\":\"diff\""))
  }

  @Test func `text is printed when asked for, and nothing when quiet`() throws {
    let text = try diff(["--log", "text"])
    #expect(text.notices.contains("seasons differ"))
    #expect(!text.notices.contains("{"))
    #expect(try diff(["--quiet"]).notices.isEmpty)
  }

  @Test func `an error is printed even when quiet`() throws {
    let outcome = try Program.tiankan(["doctor", "--quiet", "/nonexistent/scene"])
    #expect(outcome.status == 1)
    #expect(outcome.notices.contains("/nonexistent/scene"))
  }

  // A terminal by `script`, which gives the program a pseudo-terminal as standard error.
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
  func `on a terminal there is a progress bar`() throws {
    let command =
      "\(Program.tiankan.path) diff \(scenes("before")) \(scenes("after")) --dn-offset 0 "
      + "--out \(folder.path("clues.gpkg"))"
    let outcome = try Program.run("/usr/bin/script", ["-qec", command, "/dev/null"])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("█"))
    #expect(outcome.output.contains("100 %"))
  }

  @Test func `the version is printed`() throws {
    let outcome = try Program.tiankan(["--version"])
    #expect(outcome.status == 0)
    #expect(outcome.output.split(separator: ".").count == 3)
  }
}
