/// Samples in the text format of Prometheus (exposition format 0.0.4), all gauges.
///
/// https://prometheus.io/docs/instrumenting/exposition_formats/: HELP and TYPE once per name, backslash, line feed and in
/// label values the quotation mark escaped, a line feed at the end.
struct MetricsText {
  private(set) var text = ""

  /// Adds a metric without labels.
  mutating func add(_ name: String, _ help: String, _ value: Double) {
    add(name, help, [([], value)])
  }

  /// Adds a metric with a sample per set of labels; without samples nothing is written.
  mutating func add(
    _ name: String, _ help: String, _ samples: [(labels: [(String, String)], value: Double)]
  ) {
    guard !samples.isEmpty else { return }
    text += "# HELP \(name) \(Self.escaped(help, quotes: false))\n# TYPE \(name) gauge\n"
    for sample in samples {
      text += name
      if !sample.labels.isEmpty {
        let labels = sample.labels.map { "\($0.0)=\"\(Self.escaped($0.1, quotes: true))\"" }
        text += "{\(labels.joined(separator: ","))}"
      }
      text += " \(Self.number(sample.value))\n"
    }
  }

  private static func number(_ value: Double) -> String {
    guard value == value.rounded(), abs(value) < 9e15 else { return "\(value)" }
    return "\(Int64(value))"
  }

  private static func escaped(_ text: String, quotes: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\"" where quotes: result += "\\\""
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
