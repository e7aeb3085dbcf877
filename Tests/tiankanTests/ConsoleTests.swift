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
        "diff", "--method", "index", scenes("before"), scenes("after"), "--dn-offset", "0", "--out",
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

  // The signal comes while the program works; whether it still caught the job at work or not, nothing is left half done.
  @Test func `Ctrl-C leaves no half-written file and ends the program by the signal`() throws {
    let command = """
      \(Program.tiankan.path) diff \(scenes("before")) \(scenes("after")) --dn-offset 0 --quiet \
        --mask \(folder.path("mask.tif")) --out \(folder.path("clues.gpkg")) & pid=$!
      while [ -z "$(ls -A \(folder.url.path))" ]; do sleep 0.02; done
      kill -INT $pid; wait $pid; echo $?
      """
    let outcome = try Program.run("/bin/bash", ["-c", "set -m\n" + command])
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
    if outcome.output.contains("130") {
      #expect(left.isEmpty, "\(left)")
    } else {
      #expect(left == ["clues.gpkg", "mask.tif"], "\(outcome.output) \(outcome.notices)")
    }
  }

  @Test func `the version is printed`() throws {
    let outcome = try Program.tiankan(["--version"])
    #expect(outcome.status == 0)
    #expect(outcome.output.split(separator: ".").count == 3)
  }
}
