import CoreMetrics
import Synchronization

/// A number that only grows.
final class Tally: CounterHandler {
  private let number = Mutex<Int64>(0)
  var value: Int64 { number.withLock { $0 } }
  func increment(by amount: Int64) { number.withLock { $0 &+= amount } }
  func reset() { number.withLock { $0 = 0 } }
}
