public import Logging

/// What a job needs from its surroundings: workers, a log, and someone to tell how far it has come.
public struct JobContext: Sendable {
  /// The threads.
  public var pool: WorkerPool
  /// Notices for people and for machines.
  public var logger: Logger
  /// Called from worker threads after each item; must return at once.
  public var report: @Sendable (JobProgress) -> Void

  /// Creates a context.
  public init(
    pool: WorkerPool, logger: Logger,
    report: @escaping @Sendable (JobProgress) -> Void = { _ in }
  ) {
    self.pool = pool
    self.logger = logger
    self.report = report
  }
}
