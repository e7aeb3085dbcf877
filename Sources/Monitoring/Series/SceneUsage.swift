import Synchronization

/// Counts over a pass how many of the supervised pixels each scene shows.
final class SceneUsage: Sendable {
  private let counts: Mutex<(watched: Int, usable: [Int])>

  init(count: Int) { counts = Mutex((0, Array(repeating: 0, count: count))) }

  /// Adds what a block has.
  func add(watched: Int, usable: [Int: Int]) {
    counts.withLock { counts in
      counts.watched += watched
      for (entry, pixels) in usable { counts.usable[entry] += pixels }
    }
  }

  /// The supervised pixels, and how many of them each scene shows.
  var totals: (watched: Int, usable: [Int]) { counts.withLock { $0 } }
}
