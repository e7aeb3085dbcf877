import Foundation
import TestSupport
import Testing

/// Playwright and Debian's Chromium.
private enum BrowserDriver {
  static let isInstalled: Bool = {
    guard let python = ProcessInfo.processInfo.environment["TIANKAN_TEST_PYTHON"],
      FileManager.default.isExecutableFile(atPath: "/usr/bin/chromium")
    else { return false }
    return (try? Program.run(python, ["-c", "import playwright.sync_api"]))?.status == 0
  }()
}

/// The inspector's page in a real browser, before the real service over a simulated township (模拟数据).
@Suite(
  .enabled(
    if: BrowserDriver.isInstalled,
    "set TIANKAN_TEST_PYTHON to a Python with playwright, and install Debian's chromium"))
struct DeskPageTests {
  /// What the browser saw; `Fixtures/desk.py` says how it looked.
  struct Seen: Decodable {
    struct Layout: Decodable {
      var wide: [String]
      var unnamed: [String]
      var scroll: Int
    }
    struct Contrast: Decodable {
      var ratio: Double
      var text: String
    }
    var requests: [String]
    var problems: [String]
    var layout: [String: Layout]
    var contrast: [String: Contrast]
    var refused: String
    var rows: Int
    var filtered: [String]
    var second: String
    var opened: String
    var swipe: String
    var dragged: String
    var pictures: Int
    var chart: Int
    var remark: String
    var note: String
    var pwned: Bool
    var handled: String
    var pdf: String
    var title: String
    var english: String
    var text: String
  }

  @Test func `an inspector logs in, filters, swipes, writes a finding and takes the PDF along`()
    throws
  {
    let area = try PublishedArea()
    #expect(try area.issue("--grid-cell", "东村").status == 0)
    let clue = try area.sqlite(
      "SELECT clue_key FROM clue WHERE public_number IS NOT NULL AND county = '\(area.county)' ORDER BY clue_key LIMIT 1"
    )
    try #require(!clue.isEmpty)
    let seen = try work(at: try Desk(area), clue: clue, pictures: area.path("screens"))

    #expect(seen.requests.isEmpty, "asked elsewhere")
    #expect(seen.problems.isEmpty)
    for (name, layout) in seen.layout {
      #expect(layout.wide.isEmpty && layout.unnamed.isEmpty, "\(name)")
      #expect(layout.scroll <= (name.hasPrefix("phone") ? 390 : 1366), "\(name)")
    }
    for (name, contrast) in seen.contrast {
      #expect(contrast.ratio >= 4.5, "\(name): \(contrast.text)")
    }
    #expect(!seen.refused.isEmpty && seen.rows > 0)
    #expect(!seen.filtered.isEmpty)
    #expect(seen.filtered.allSatisfy { $0.contains("-construction-") })
    #expect(seen.opened == "#clue=\(seen.second)")
    #expect(seen.swipe == "70%" && seen.dragged == "25%" && seen.pictures == 2)
    #expect(seen.chart > 20)
    #expect(seen.remark == seen.note && seen.pwned, "a note is text, not markup")
    #expect(seen.handled == "县级反馈")
    #expect(seen.pdf == "%PDF-")
    #expect(seen.title != seen.english)
    let finding = try area.sqlite("SELECT count(*) FROM verdict WHERE clue_key = '\(clue)'")
    #expect(finding == "1")
  }

  private func work(at desk: Desk, clue: String, pictures: String) throws -> Seen {
    try FileManager.default.createDirectory(
      atPath: pictures, withIntermediateDirectories: true)
    let python = try #require(ProcessInfo.processInfo.environment["TIANKAN_TEST_PYTHON"])
    let script = TestData.packageRoot.appending(path: "Tests/tiankanTests/Fixtures/desk.py").path
    let outcome = try Program.run(
      python, [script, desk.address, Desk.user, Desk.password, clue, pictures])
    try #require(outcome.status == 0, "\(outcome.notices)")
    return try JSONDecoder().decode(Seen.self, from: Data(outcome.output.utf8))
  }
}

/// The service over an area, with one inspector; ends with this value.
private final class Desk {
  static let user = "王五"
  static let password = "right horse 42"
  let address: String
  private let process: Process

  init(_ area: PublishedArea) throws {
    let added = try Program.run(
      "/bin/sh",
      [
        "-c",
        "printf '%s\\n' \"$2\" | \"$1\" serve user add \"$3\" --role inspector --all-counties --users \"$4\"",
        "sh", Program.tiankan.path, Self.password, Self.user, area.path("users.yaml"),
      ])
    try #require(added.status == 0, "\(added.notices)")
    let output = area.path("serve.out")
    for file in [output, area.path("serve.log")] {
      try Data().write(to: URL(filePath: file))
    }
    process = Process()
    process.executableURL = Program.tiankan
    process.arguments = [
      "serve", "--config", area.path("tiankan.yaml"), "--listen", "127.0.0.1:0",
    ]
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: output))
    process.standardError = try FileHandle(
      forWritingTo: URL(filePath: area.path("serve.log")))
    try process.run()
    var line = ""
    for _ in 0..<300 where !line.hasSuffix("\n") && process.isRunning {
      Thread.sleep(forTimeInterval: 0.1)
      line = try String(contentsOfFile: output, encoding: .utf8)
    }
    guard line.hasPrefix("http") else {
      process.terminate()
      throw CocoaError(
        .featureUnsupported,
        userInfo: [NSDebugDescriptionErrorKey: try area.text("serve.log")])
    }
    address = line.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  deinit {
    process.terminate()
    process.waitUntilExit()
  }
}
