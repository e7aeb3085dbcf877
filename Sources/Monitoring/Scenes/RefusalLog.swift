import Diagnostics
import Synchronization

/// The inputs that a job left out, collected from all workers.
///
/// Listed in order of subject, so that the list does not depend on which worker met an input first.
final class RefusalLog: Sendable {
  private let refusals = Mutex<Set<Refusal>>([])

  /// Adds a refusal; the same one twice counts once.
  func add(_ refusal: Refusal) {
    refusals.withLock { _ = $0.insert(refusal) }
  }

  /// All refusals in a fixed order.
  var all: [Refusal] {
    refusals.withLock { $0 }.sorted {
      ($0.subject, $0.code, $0.reason) < ($1.subject, $1.code, $1.reason)
    }
  }
}
