public import Diagnostics
public import Foundation
import GeoIO
import LedgerStore
import Supervision

/// The metrics that a run leaves for Prometheus, through the textfile collector of its node exporter.
///
/// Of an attempt they say when it ended, how long it took and with which status; of the ledger what the last commit left.
/// So a run that fails shows as a status that is not 0 and a commit that grows old. Names are in `docs/operations.md`.
public struct MonitorMetrics: Sendable {
  /// The program's version.
  public var version: String
  /// When the attempt began and ended.
  public var attempt: (started: Date, ended: Date)
  /// The attempt's exit status.
  public var exitStatus: Int

  /// Describes an attempt.
  public init(version: String, started: Date, ended: Date, exitStatus: Int) {
    self.version = version
    attempt = (started, ended)
    self.exitStatus = exitStatus
  }

  /// Writes the file, whole or not at all.
  ///
  /// - Parameters:
  ///   - path: The file; its folder must be there.
  ///   - address: The ledger; metrics of a ledger that is not there are left out.
  ///   - night: What the last commit told; nil where the attempt committed nothing.
  /// - Throws: `.notFound`, `.diskFull`, `.permission`, `.outputFailed`; errors of reading the ledger.
  public func write(
    to path: String, ledger address: String, night: NightAlerts?
  ) throws(TiankanError) {
    var metrics = MetricsText()
    metrics.add(
      "tiankan_build_info", "The version of the program.", [([("version", version)], 1)])
    metrics.add(
      "tiankan_monitor_attempt_timestamp_seconds", "When the last attempt to monitor ended.",
      attempt.ended.timeIntervalSince1970.rounded())
    metrics.add(
      "tiankan_monitor_attempt_duration_seconds", "How long the last attempt took.",
      (attempt.ended.timeIntervalSince(attempt.started) * 1000).rounded() / 1000)
    metrics.add(
      "tiankan_monitor_attempt_exit_status",
      "The exit status of the last attempt: 0 done, 1 some inputs refused, else failed.",
      Double(exitStatus))
    if try Ledger.exists(at: address) {
      let ledger = try Ledger(opening: address)
      try Self.describe(ledger, &metrics)
    }
    if let night { Self.describe(night, &metrics) }
    try AtomicFile.write(Data(metrics.text.utf8), to: path)
  }

  private static func describe(
    _ ledger: borrowing Ledger, _ metrics: inout MetricsText
  ) throws(TiankanError) {
    if let run = try ledger.run() {
      metrics.add("tiankan_ledger_run", "The number of the last commit.", Double(run.number))
      metrics.add(
        "tiankan_ledger_generation", "The generation of the ledger.", Double(run.generation))
      if let time = try? Date(run.run.finished, strategy: .iso8601) {
        metrics.add(
          "tiankan_ledger_commit_timestamp_seconds", "When the last commit was made.",
          time.timeIntervalSince1970.rounded())
      }
      metrics.add(
        "tiankan_run_items", "What the last commit counted, by name.",
        run.run.counts.sorted { $0.key < $1.key }.map { ([("item", $0.key)], Double($0.value)) })
    }
    metrics.add(
      "tiankan_clues", "Clues of the ledger.",
      try ledger.countyCounts().map {
        (
          [
            ("county", $0.county), ("kind", $0.kind), ("state", $0.state),
            ("priority", $0.priority),
          ], Double($0.count)
        )
      })
    let closed = Set(try ledger.closings().map(\.batch))
    var batches: [String: (open: Int, closed: Int)] = [:]
    for batch in try ledger.batches() {
      if closed.contains(batch.number) {
        batches[batch.number.county, default: (0, 0)].closed += 1
      } else {
        batches[batch.number.county, default: (0, 0)].open += 1
      }
    }
    metrics.add(
      "tiankan_batches", "Batches that were issued to counties.",
      batches.sorted { $0.key < $1.key }.flatMap { county, counts in
        [
          ([("county", county), ("state", "open")], Double(counts.open)),
          ([("county", county), ("state", "closed")], Double(counts.closed)),
        ]
      })
  }

  private static func describe(_ night: NightAlerts, _ metrics: inout MetricsText) {
    metrics.add(
      "tiankan_run_events", "Events that the last run recorded, by kind.",
      night.events.sorted { $0.key.rawValue < $1.key.rawValue }.map {
        ([("event", $0.key.rawValue)], Double($0.value))
      })
    metrics.add(
      "tiankan_alerts", "Alerts of the last run that are in the feed.",
      night.counties.map { ([("county", $0.county)], Double($0.listed)) })
    metrics.add(
      "tiankan_alerts_held_back", "Alerts of the last run that the cap per county held back.",
      night.counties.map { ([("county", $0.county)], Double($0.heldBack)) })
    metrics.add(
      "tiankan_alerts_unconfirmed",
      "Clues of the last run that rest on a single hit and are not in the feed.",
      night.counties.map { ([("county", $0.county)], Double($0.unconfirmed)) })
  }
}
