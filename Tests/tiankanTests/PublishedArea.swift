import Foundation
import TestSupport
import Testing

/// A copy of the reference run whose configuration says where alerts, metrics and batches go.
struct PublishedArea {
  let area: MonitoredArea
  /// The county of the township.
  let county: String

  /// A Python with openpyxl and prometheus_client: readers independent of ours.
  static var python: String? { ProcessInfo.processInfo.environment["TIANKAN_TEST_PYTHON"] }

  init(cap: Int = 50, more: String = "", layers: [String]? = nil) throws {
    let reference = try MonitorReference.shared.get()
    area = try MonitoredArea(reference.area.township)
    try FileManager.default.copyItem(atPath: reference.area.ledger, toPath: area.ledger)
    try FileManager.default.copyItem(
      atPath: reference.area.path("state"), toPath: area.path("state"))
    county = try #require(
      try ExportRows(reference.derived).texts("clue", "county").first, "no clue has a county")
    try configure(cap: cap, more: more, layers: layers)
  }

  func configure(cap: Int = 50, more: String = "", layers: [String]? = nil) throws {
    try area.configure(
      layers: layers,
      more: [
        "publish: {cap_per_county: \(cap), alerts: alerts, metrics: night.prom, batches: batches\(more)}"
      ])
  }

  func path(_ name: String) -> String { area.path(name) }

  /// Runs the program with the configuration.
  func run(_ arguments: String...) throws -> Program.Outcome {
    try Program.tiankan(arguments + ["--config", path("tiankan.yaml")])
  }

  /// Issues a batch without pictures.
  func issue(_ more: String...) throws -> Program.Outcome {
    try Program.tiankan(
      [
        "batch", "issue", "--county", county, "--deadline", "2099-12-31", "--responsible", "张三",
        "--no-pictures", "--config", path("tiankan.yaml"),
      ] + more)
  }

  func text(_ name: String) throws -> String {
    try String(contentsOfFile: path(name), encoding: .utf8)
  }

  /// What SQLite's own program reads from the ledger.
  func sqlite(_ sql: String) throws -> String {
    let outcome = try Program.run("/usr/bin/sqlite3", [area.ledger, sql])
    try #require(outcome.status == 0, "\(outcome.notices)")
    return outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Lets clues that were seen once count as more, for lists longer than this small area has.
  func promote(to state: String) throws {
    _ = try Reference.python(
      """
      source = ogr.Open(sys.argv[1], 1)
      source.ExecuteSQL(f"UPDATE clue SET detection_state = '{sys.argv[2]}' WHERE detection_state = 'first'")
      """, area.ledger, state)
  }

  /// The checksums of all files below a folder by `sha256sum`.
  func checksums(_ folder: String) throws -> String {
    try Program.run(
      "/bin/sh", ["-c", "cd \"$1\" && find . -type f | sort | xargs sha256sum", "sh", path(folder)]
    ).output
  }
}

/// The objects of a JSON text.
func objects(_ text: String) throws -> [[String: Any]] {
  try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
}
