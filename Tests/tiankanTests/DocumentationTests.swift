import Foundation
import TestSupport
import Testing

/// What the documentation tells a reader to type must exist. `scripts/check-docs` runs the examples; this holds every
/// command that is named anywhere, and every file that is linked.
@Suite struct DocumentationTests {
  static let pages =
    ["README.md", "README.zh-CN.md", "CONTRIBUTING.md"]
    + ["architecture", "algorithms", "accuracy", "data", "formats", "operations"].map {
      "docs/\($0).md"
    }

  private static func text(_ page: String) throws -> String {
    try String(contentsOf: TestData.packageRoot.appending(path: page), encoding: .utf8)
  }

  @Test(arguments: pages) func `every command that a page names is in the help`(
    page: String
  ) throws {
    let help = try Program.tiankan(["--help"]).output
    let known = help.split(separator: "\n").filter { $0.hasPrefix("  ") }.compactMap {
      $0.split(separator: " ").first.map(String.init)
    }
    #expect(known.contains("diff"))
    // In code spans, and at the beginning of a line of a code block.
    for match in try Self.text(page).matches(of: /(?:`|\n)tiankan ([a-z]+)/) {
      #expect(known.contains(String(match.1)), "\(page) names tiankan \(match.1)")
    }
  }

  @Test(arguments: pages) func `every option that a page names is in a command's help`(
    page: String
  ) throws {
    var help = ""
    let commands = [
      ["scan"], ["ingest"], ["index"], ["zonal"], ["diff"], ["render"], ["doctor"], ["monitor"],
      ["ledger", "export"], ["ledger", "alerts"], ["report"], ["explain"],
      ["sample"], ["assess"], ["calibrate"],
      ["batch", "propose"], ["batch", "issue"], ["batch", "list"], ["batch", "show"],
      ["batch", "feedback"], ["batch", "close"],
      ["rules", "list"], ["rules", "show"], ["rules", "test"],
      ["register", "import"], ["register", "check"], ["register", "show"], ["register", "export"],
      ["overlay"], ["fragmentation"], ["accounts", "land"], ["accounts", "lines"],
      ["accounts", "care"], ["accounts", "reclaim"], ["accounts", "idle"],
      ["accounts", "quota"], ["accounts", "exchange"], ["accounts", "potential"],
      ["accounts", "evaluate"], ["batch", "pack"], ["batch", "attach"],
      ["export", "patches"], ["export", "onemap"], ["export", "survey"], ["serve"],
      ["serve", "user", "add"], ["serve", "user", "token"],
    ]
    for command in commands { help += try Program.tiankan(command + ["--help"]).output }
    let others = [
      // Of scripts.
      "--require"
    ]
    for match in try Self.text(page).matches(of: /`(--[a-z-]+)/) {
      let option = String(match.1)
      #expect(
        help.contains("\(option) ") || others.contains(option), "\(page) names \(option)")
    }
  }

  @Test(arguments: pages) func `every file that a page links exists`(page: String) throws {
    let folder = TestData.packageRoot.appending(path: page).deletingLastPathComponent()
    for match in try Self.text(page).matches(of: /\]\(([^)#:]+)\)/) {
      let path = folder.appending(path: String(match.1)).path
      #expect(FileManager.default.fileExists(atPath: path), "\(page) links \(match.1)")
    }
  }

  @Test func `every command is in the readme`() throws {
    let help = try Program.tiankan(["--help"]).output
    let list = try #require(help.firstRange(of: "SUBCOMMANDS:"))
    for line in help[list.upperBound...].split(separator: "\n") where line.hasPrefix("  ") {
      // Not the lines in which a description goes on, nor the hint below the list.
      guard
        let command = line.dropFirst(2).split(separator: " ", omittingEmptySubsequences: false)
          .first, command.first?.isLowercase == true
      else { continue }
      for page in ["README.md", "README.zh-CN.md"] {
        #expect(try Self.text(page).contains("`tiankan \(command)"), "\(page) lacks \(command)")
      }
    }
  }
}
