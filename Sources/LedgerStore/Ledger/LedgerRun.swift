public import Imagery

/// A row of the table `run`: what made a generation of the ledger. Journal.
public struct LedgerRun: Hashable, Sendable {
  /// When the run started, UTC, ISO 8601. The ledger reads no clock: this is the caller's.
  public var started: String
  /// When it committed; also the time of its events. Empty means `started`.
  public var finished: String
  /// The program and its version.
  public var program: String
  /// SHA-256 of the resolved configuration.
  public var configurationHash: String
  /// The last day that was looked at; nil for all.
  public var until: CalendarDate?
  /// Numbers that describe the run, such as scenes read and refused.
  public var counts: [String: Int]
  /// The exit status.
  public var exitStatus: Int

  /// Creates a run.
  public init(
    started: String, finished: String = "", program: String, configurationHash: String,
    until: CalendarDate? = nil, counts: [String: Int] = [:], exitStatus: Int = 0
  ) {
    self.started = started
    self.finished = finished
    self.program = program
    self.configurationHash = configurationHash
    self.until = until
    self.counts = counts
    self.exitStatus = exitStatus
  }
}
