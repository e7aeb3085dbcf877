import Synchronization

/// Numbers that a consumer puts in their places, one call at a time.
final class Collected: Sendable {
  private let storage: Mutex<[Double]>

  init(count: Int) { storage = Mutex([Double](repeating: 0, count: count)) }

  func put(_ numbers: [Double], at start: Int) {
    storage.withLock { $0.replaceSubrange(start..<start + numbers.count, with: numbers) }
  }

  var values: [Double] { storage.withLock { $0 } }
}
