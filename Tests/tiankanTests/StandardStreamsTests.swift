import Foundation
import TestSupport
import Testing

/// However a shell, cron or a supervisor connects the streams, the exit status says what happened to the work.
@Suite(.enabled(if: Program.hasPython)) struct StandardStreamsTests {
  let scenes: ScenePair
  let folder: TemporaryFolder

  init() throws {
    scenes = try ScenePair.shared.get()
    folder = try TemporaryFolder()
  }

  /// Runs a comparison in a shell with the given redirections.
  func diff(_ redirections: String) throws -> Program.Outcome {
    let script = """
      "$0" diff "$1" "$2" --method index --dn-offset 0 --out "$3" \(redirections)
      """
    return try Program.run(
      "/bin/bash",
      [
        "-c", script, Program.tiankan.path, scenes("before"), scenes("after"),
        folder.path("clues.gpkg"),
      ])
  }

  @Test(arguments: ["2>/dev/full", "2>&-", "2> >(true)", "2>&- <&-"])
  func `a log that cannot be written does not stop the work`(_ redirections: String) throws {
    #expect(try diff(redirections).status == 0)
    // A closed stream's number must not have been given to the file.
    let pixels = try Reference.column("pixels", of: "clue", in: folder.path("clues.gpkg"))
    #expect(pixels == ["1500", "4"])
  }

  @Test(arguments: [">/dev/full", ">&-", "> >(true)", ">&- 2>&- <&-"])
  func `results that cannot be printed are a failure, and the files are there`(
    _ redirections: String
  ) throws {
    // The reader of a pipe may be gone only after the line is written; then all is well.
    let status = try diff(redirections).status
    #expect(status == 3 || redirections.contains("true") && status == 0)
    let pixels = try Reference.column("pixels", of: "clue", in: folder.path("clues.gpkg"))
    #expect(pixels == ["1500", "4"])
  }

  @Test func `the version on a full disk is a failure`() throws {
    let outcome = try Program.run(
      "/bin/bash", ["-c", "\"$0\" --version >/dev/full", Program.tiankan.path])
    #expect(outcome.status == 3)
    #expect(outcome.notices.contains("standard output"))
  }
}
