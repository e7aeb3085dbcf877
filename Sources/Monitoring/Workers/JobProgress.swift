/// How far a job has come.
public struct JobProgress: Hashable, Sendable {
  /// What is being done, in a word or two for people.
  public var stage: String
  /// The items finished.
  public var done: Int
  /// All items.
  public var total: Int

  /// Creates a progress report.
  public init(stage: String, done: Int, total: Int) {
    self.stage = stage
    self.done = done
    self.total = total
  }
}
