import Foundation
import TestSupport
import Testing

/// A small simulated township (模拟数据), made once for all tests of `monitor`: some 60 dates of four years, 128 × 128 pixels.
final class Township: Sendable {
  static let shared = Result { try Township(seed: 5, "--years", "4", "--dates-per-year", "16") }

  private let folder: TemporaryFolder
  let root: String

  init(seed: Int, _ options: String...) throws {
    folder = try TemporaryFolder()
    root = folder.path("township")
    let script = TestData.packageRoot.appending(path: "simulation/township")
    let made = try Program.run(
      Program.python,
      [script.path, "--seed", "\(seed)", "--size", "128", "--out", root] + options)
    try #require(made.status == 0, "township: \(made.notices)")
  }

  /// The names of the scenes by date.
  var scenes: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: "\(root)/scenes").sorted {
        $0.suffix(8) < $1.suffix(8)
      }
    }
  }
}

/// A monitored area on the township: a folder with configuration, ledger and state of its own.
struct MonitoredArea {
  let township: Township
  let folder: TemporaryFolder

  init(_ township: Township) throws {
    self.township = township
    folder = try TemporaryFolder()
  }

  /// West, south, east, north of a part with a mine and a site that crosses column 44.
  static let west = "{id: A, core: [520200, 2869120, 520640, 2869760]}"
  static let east = "{id: B, core: [520640, 2869120, 521120, 2869760]}"
  static let both = "{id: W, core: [520200, 2869120, 521120, 2869760]}"

  var ledger: String { folder.path("ledger.gpkg") }

  func path(_ name: String) -> String { folder.path(name) }

  /// The layers of the township as lines of a configuration; `fields` of the township's own configuration.
  func layers(_ without: Set<String> = []) throws -> [String] {
    let text = try String(contentsOfFile: "\(township.root)/tiankan.yaml", encoding: .utf8)
    let lines = text.components(separatedBy: "\n")
    let start = (lines.firstIndex(of: "layers:") ?? 0) + 1
    return lines[start...].prefix { $0.hasPrefix("  ") }.filter { line in
      !without.contains { line.hasPrefix("  \($0):") }
    }.map { $0.replacing("source: ", with: "source: \(township.root)/") }
  }

  /// Writes the configuration.
  @discardableResult
  func configure(
    tiles: [String] = [MonitoredArea.west, MonitoredArea.east], scenes: [String]? = nil,
    layers: [String]? = nil, ledger: String = "ledger.gpkg", memory: String = "1.5GB",
    more: [String] = []
  ) throws -> MonitoredArea {
    let scenes = scenes ?? ["\(township.root)/scenes"]
    let layers = try layers ?? self.layers()
    let lines =
      [
        "version: 1", "grid: {crs: EPSG:4548, origin: [520200, 2869760], pixel: 10}", "tiles:",
      ] + tiles.map { "  - \($0)" } + ["scenes: [\(scenes.joined(separator: ", "))]"]
      + (layers.isEmpty ? [] : ["layers:"] + layers)
      + ["rules: [fujian-2025]", "state: state/", "ledger: \(ledger)"]
      + ["limits: {memory: \(memory), threads: 2}"] + more
    try lines.joined(separator: "\n").write(
      toFile: path("tiankan.yaml"), atomically: true, encoding: .utf8)
    return self
  }

  /// A folder with some scenes of the township, as links.
  func scenes(_ names: some Sequence<String>, in name: String = "scenes") throws -> String {
    try FileManager.default.createDirectory(
      atPath: path(name), withIntermediateDirectories: true)
    for scene in names {
      try Self.link("\(township.root)/scenes/\(scene)", path("\(name)/\(scene)"))
    }
    return path(name)
  }

  /// Copies a folder of files as links to them.
  private static func link(_ source: String, _ target: String) throws {
    try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
    for file in try FileManager.default.contentsOfDirectory(atPath: source) {
      try FileManager.default.linkItem(atPath: "\(source)/\(file)", toPath: "\(target)/\(file)")
    }
  }

  /// Runs `tiankan monitor`.
  func monitor(_ more: String...) throws -> Program.Outcome {
    try Program.tiankan(["monitor", "--config", path("tiankan.yaml"), "--json"] + more)
  }

  /// The derived data of the ledger.
  func derived(_ ledger: String? = nil) throws -> [String] {
    let outcome = try Program.tiankan(["ledger", "export", "--derived", ledger ?? self.ledger])
    try #require(outcome.status == 0, "\(outcome.notices)")
    return outcome.output.split(separator: "\n").map(String.init)
  }

  /// The ledger with its journal.
  func journal() throws -> [String] {
    let outcome = try Program.tiankan(["ledger", "export", ledger])
    try #require(outcome.status == 0, "\(outcome.notices)")
    return outcome.output.split(separator: "\n").map(String.init)
  }
}

/// Rows of an export.
struct ExportRows {
  let rows: [[String: Any]]

  init(_ lines: [String]) throws {
    rows = try lines.map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  /// The rows of a table.
  func of(_ table: String) -> [[String: Any]] { rows.filter { $0["table"] as? String == table } }

  /// A text column of a table.
  func texts(_ table: String, _ column: String) -> [String] {
    of(table).compactMap { $0[column] as? String }
  }
}

/// The JSON that `monitor --json` prints.
func summary(_ outcome: Program.Outcome) throws -> [String: Any] {
  try #require(
    try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any],
    "\(outcome.notices)")
}
