import Imagery

/// A linear scale from values or days to positions in a drawing.
struct ChartScale: Hashable, Sendable {
  let domain: ClosedRange<Double>
  let start: Double
  let end: Double

  func callAsFunction(_ value: Double) -> Double {
    let width = domain.upperBound - domain.lowerBound
    guard width > 0 else { return (start + end) / 2 }
    return start + (value - domain.lowerBound) / width * (end - start)
  }

  /// Round values inside the domain, about `count` of them: steps of 1, 2 or 5 times a power of ten.
  func ticks(about count: Int) -> [Double] {
    let width = domain.upperBound - domain.lowerBound
    guard width > 0, width.isFinite, count > 0 else { return [domain.lowerBound] }
    var power = 1.0
    let raw = width / Double(count)
    while power > raw { power /= 10 }
    while power * 10 <= raw { power *= 10 }
    let step = [1.0, 2, 5, 10].map { $0 * power }.first { $0 >= raw * 0.999 } ?? 10 * power
    let first = (domain.lowerBound / step).rounded(.up)
    let last = (domain.upperBound / step).rounded(.down)
    guard first <= last else { return [domain.lowerBound] }
    return stride(from: first, through: last, by: 1).map { $0 * step }
  }

  /// Beginnings of years or months inside a domain of day numbers, with their labels.
  func dateTicks(minimumSpacing: Double) -> [(day: Int, label: String)] {
    let pixelsPerDay = abs(end - start) / max(1, domain.upperBound - domain.lowerBound)
    let first = CalendarDate(dayNumber: Int(domain.lowerBound.rounded(.up)))
    let last = CalendarDate(dayNumber: Int(domain.upperBound.rounded(.down)))
    let monthSteps = [1, 2, 3, 6, 12, 24, 60, 120, 240]
    let months = monthSteps.first { Double($0) * 30.4 * pixelsPerDay >= minimumSpacing } ?? 480
    var ticks: [(day: Int, label: String)] = []
    var month = (first.parts.year * 12 / months) * months
    while let date = CalendarDate(year: month / 12, month: month % 12 + 1, day: 1), date <= last {
      if date >= first {
        let text = date.description
        ticks.append((date.dayNumber, String(months >= 12 ? text.prefix(4) : text.prefix(7))))
      }
      month += months
    }
    return ticks
  }
}
