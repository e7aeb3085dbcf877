import CoreMetrics
import Synchronization

/// A number that goes up and down.
final class Gauge: RecorderHandler {
  private let number = Mutex<Double>(0)
  var value: Double { number.withLock { $0 } }
  func record(_ value: Int64) { record(Double(value)) }
  func record(_ value: Double) { number.withLock { $0 = value } }
}
