import Diagnostics

/// Tells how far a commit has come, and ends it where somebody asks: the transaction is then undone, and the ledger stays
/// as it was.
struct CommitProgress {
  /// The stage, as progress names it.
  static let stage = "ledger"
  /// Rows from one look to the next: some milliseconds.
  private static let interval = 256

  private let job: JobContext
  private let total: Int
  private var done = 0
  private var next = 0

  /// - Parameter total: The rows that will be written, about.
  init(_ job: JobContext, total: Int) {
    self.job = job
    self.total = max(1, total)
  }

  /// Counts rows.
  ///
  /// - Throws: `.interrupted`.
  mutating func advance(by rows: Int = 1) throws(TiankanError) {
    done += rows
    guard done >= next else { return }
    next = done + Self.interval
    try job.pool.checkInterruption()
    job.report(JobProgress(stage: Self.stage, done: min(done, total), total: total))
  }

  /// All rows are written.
  ///
  /// - Throws: `.interrupted`.
  mutating func finish() throws(TiankanError) {
    try job.pool.checkInterruption()
    job.report(JobProgress(stage: Self.stage, done: total, total: total))
  }
}
