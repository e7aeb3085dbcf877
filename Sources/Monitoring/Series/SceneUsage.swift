import Synchronization

/// Counts over a pass how many of the supervised pixels each scene shows, and what needed no decoding.
final class SceneUsage: Sendable {
  private let counts: Mutex<(watched: Int, usable: [Int], hidden: Int)>

  init(count: Int) { counts = Mutex((0, Array(repeating: 0, count: count), 0)) }

  /// Adds what a block has.
  func add(watched: Int, usable: [Int: Int]) {
    counts.withLock { counts in
      counts.watched += watched
      for (entry, pixels) in usable { counts.usable[entry] += pixels }
    }
  }

  /// Adds blocks of which the quality layer of a scene hides every pixel: not one band of theirs was decoded.
  func add(hidden blocks: Int) {
    counts.withLock { $0.hidden += blocks }
  }

  /// The supervised pixels, how many of them each scene shows, and the blocks of scenes that were hidden.
  var totals: (watched: Int, usable: [Int], hidden: Int) { counts.withLock { $0 } }
}
