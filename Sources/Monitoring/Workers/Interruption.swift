import Synchronization

/// A request to stop, such as Ctrl-C: the job ends with an error after the items at hand, so that temporary files go.
public final class Interruption: Sendable {
  private let requested = Atomic<Bool>(false)

  /// Creates one that is not requested.
  public init() {}

  /// Asks the job to stop; may be called from any thread.
  public func request() { requested.store(true, ordering: .relaxed) }

  /// Whether somebody has asked.
  public var isRequested: Bool { requested.load(ordering: .relaxed) }
}
