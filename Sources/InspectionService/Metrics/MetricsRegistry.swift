import CoreMetrics
import Synchronization

/// Keeps metrics in memory and writes them as Prometheus reads them (text format 0.0.4). A backend of swift-metrics, so that libraries
/// below may count here too.
final class MetricsRegistry: MetricsFactory {
  /// The upper ends of the classes of durations, in seconds.
  static let classes = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

  private struct Name: Hashable {
    var label: String
    var dimensions: [String]

    init(_ label: String, _ dimensions: [(String, String)]) {
      self.label = label
      self.dimensions = dimensions.map { name, value in
        let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
          .replacing("\n", with: "\\n")
        return "\(name)=\"\(escaped)\""
      }
    }

    func text(_ suffix: String = "", _ more: String? = nil) -> String {
      let all = dimensions + (more.map { [$0] } ?? [])
      return label + suffix + (all.isEmpty ? "" : "{\(all.joined(separator: ","))}")
    }
  }

  private let counters = Mutex<[Name: Tally]>([:])
  private let gauges = Mutex<[Name: Gauge]>([:])
  private let durations = Mutex<[Name: Durations]>([:])

  func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    counters.withLock { Self.one(Name(label, dimensions), &$0) { Tally() } }
  }

  func makeRecorder(
    label: String, dimensions: [(String, String)], aggregate: Bool
  ) -> any RecorderHandler {
    gauges.withLock { Self.one(Name(label, dimensions), &$0) { Gauge() } }
  }

  func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    durations.withLock { Self.one(Name(label, dimensions), &$0) { Durations() } }
  }

  // Metrics live as long as the service; their number is bounded by the number of routes.
  func destroyCounter(_ handler: any CounterHandler) {}
  func destroyRecorder(_ handler: any RecorderHandler) {}
  func destroyTimer(_ handler: any TimerHandler) {}

  private static func one<Metric>(
    _ name: Name, _ all: inout [Name: Metric], _ make: () -> Metric
  ) -> Metric {
    if let known = all[name] { return known }
    let made = make()
    all[name] = made
    return made
  }

  /// Everything that was counted.
  var text: String {
    var lines: [String] = []
    func list<Metric>(
      _ metrics: [Name: Metric], _ kind: String, _ write: (Name, Metric) -> Void
    ) {
      var last = ""
      for (name, metric) in metrics.sorted(by: { $0.key.text() < $1.key.text() }) {
        if name.label != last { lines.append("# TYPE \(name.label) \(kind)") }
        last = name.label
        write(name, metric)
      }
    }
    list(counters.withLock { $0 }, "counter") { lines.append("\($0.text()) \($1.value)") }
    list(gauges.withLock { $0 }, "gauge") { lines.append("\($0.text()) \($1.value)") }
    list(durations.withLock { $0 }, "histogram") { name, metric in
      let (counts, count, sum) = metric.values
      var total = 0
      for (limit, number) in zip(Self.classes, counts) {
        total += number
        lines.append("\(name.text("_bucket", "le=\"\(limit)\"")) \(total)")
      }
      lines.append("\(name.text("_bucket", "le=\"+Inf\"")) \(count)")
      lines.append("\(name.text("_sum")) \(sum)")
      lines.append("\(name.text("_count")) \(count)")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
