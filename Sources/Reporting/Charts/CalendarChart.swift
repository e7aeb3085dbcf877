import Imagery

/// The acquisitions of a place, a line per year: a bar per acquisition, as high as the share of the place that was clear.
struct CalendarChart {
  let scenes: [ReportScene]
  let width: Double
  let label: String

  private static let left = 46.0
  private static let right = 8.0
  private static let rowHeight = 30.0
  private static let top = 22.0

  /// The drawing; empty without dated scenes.
  func svg() -> Markup {
    let dated = scenes.compactMap { scene in
      CalendarDate(scene.date).map { (date: $0, scene: scene) }
    }
    let years = Set(dated.map(\.date.parts.year)).sorted()
    guard let first = years.first, let last = years.last else { return "" }
    let height = Self.top + Double(last - first + 1) * Self.rowHeight + 4
    var body: Markup = ""
    let scale = ChartScale(domain: 0...366, start: Self.left, end: width - Self.right)
    for month in 1...12 {
      guard let day = Self.dayOfYear(CalendarDate(year: 2023, month: month, day: 1)) else {
        continue
      }
      let x = scale(Double(day))
      body += "<path d='M\(x) \(Self.top - 6)V\(height - 4)' stroke='#dcdcdc'/>"
      let middle = scale(Double(day) + 15)
      body += "<text x='\(middle)' y='13' text-anchor='middle'>\(month)</text>"
    }
    for year in first...last {
      let base = Self.top + Double(year - first + 1) * Self.rowHeight
      body += "<path d='M\(Self.left) \(base)H\(width - Self.right)' stroke='#777'/>"
      body += "<text x='\(Self.left - 6)' y='\(base - 8)' text-anchor='end'>\(year)</text>"
    }
    for entry in dated {
      guard let day = Self.dayOfYear(entry.date) else { continue }
      let base = Self.top + Double(entry.date.parts.year - first + 1) * Self.rowHeight
      body += bar(entry.scene, x: scale(Double(day)), base: base)
    }
    return
      "<svg viewBox='0 0 \(width) \(height)' width='\(width)' height='\(height)' role='img' aria-label='\(label)'>\(body)</svg>"
  }

  private func bar(_ scene: ReportScene, x: Double, base: Double) -> Markup {
    let full = Self.rowHeight - 8
    let height = max(2, min(1, max(0, scene.clearShare ?? 1)) * full)
    let isUsed = ["evidence", "observed", "partly_clear"].contains(scene.use.code)
    let title =
      "\(scene.date) \(scene.clearShare.map { NumberText.percent($0, decimals: 0) } ?? "")"
    return isUsed
      ? "<rect x='\(x - 1.2)' y='\(base - height)' width='2.4' height='\(height)' fill='#0b5cad'><title>\(title)</title></rect>"
      : "<rect x='\(x - 1.2)' y='\(base - full)' width='2.4' height='\(full)' fill='#fff' stroke='#8a8a8a' stroke-width='.7'><title>\(title)</title></rect>"
  }

  private static func dayOfYear(_ date: CalendarDate?) -> Int? {
    guard let date, let first = CalendarDate(year: date.parts.year, month: 1, day: 1) else {
      return nil
    }
    return date.dayNumber - first.dayNumber
  }
}
