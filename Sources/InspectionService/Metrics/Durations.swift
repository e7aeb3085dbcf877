import CoreMetrics
import Synchronization

/// How often something took how long.
final class Durations: TimerHandler {
  private struct State {
    var counts = [Int](repeating: 0, count: MetricsRegistry.classes.count)
    var count = 0
    var sum = 0.0
  }

  private let state = Mutex(State())

  /// The counts by class, all together, and the sum in seconds.
  var values: (counts: [Int], count: Int, sum: Double) {
    state.withLock { ($0.counts, $0.count, $0.sum) }
  }

  func recordNanoseconds(_ duration: Int64) {
    let seconds = Double(duration) / 1e9
    state.withLock { state in
      state.count += 1
      state.sum += seconds
      if let position = MetricsRegistry.classes.firstIndex(where: { seconds <= $0 }) {
        state.counts[position] += 1
      }
    }
  }
}
