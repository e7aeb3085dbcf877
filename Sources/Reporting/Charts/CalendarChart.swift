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

  /// The drawing as SVG; empty without dated scenes.
  func svg() -> Markup { drawing()?.svg(label: label, identifier: "") ?? "" }

  /// The drawing; nil without dated scenes.
  func drawing() -> Drawing? {
    let dated = scenes.compactMap { scene in
      CalendarDate(scene.date).map { (date: $0, scene: scene) }
    }
    let years = Set(dated.map(\.date.parts.year)).sorted()
    guard let first = years.first, let last = years.last else { return nil }
    let height = Self.top + Double(last - first + 1) * Self.rowHeight + 4
    var drawing = Drawing(size: Size(width: width, height: height))
    let scale = ChartScale(domain: 0...366, start: Self.left, end: width - Self.right)
    for month in 1...12 {
      guard let day = Self.dayOfYear(CalendarDate(year: 2023, month: month, day: 1)) else {
        continue
      }
      let x = scale(Double(day))
      drawing.line(
        [Point(x: x, y: Self.top - 6), Point(x: x, y: height - 4)], .init(Color(0xDCDCDC)))
      drawing.text("\(month)", at: Point(x: scale(Double(day) + 15), y: 13), .centre)
    }
    for year in first...last {
      let base = Self.top + Double(year - first + 1) * Self.rowHeight
      drawing.line(
        [Point(x: Self.left, y: base), Point(x: width - Self.right, y: base)],
        .init(Color(0x777777)))
      drawing.text("\(year)", at: Point(x: Self.left - 6, y: base - 8), .right)
    }
    for entry in dated {
      guard let day = Self.dayOfYear(entry.date) else { continue }
      let base = Self.top + Double(entry.date.parts.year - first + 1) * Self.rowHeight
      drawing.marks.append(bar(entry.scene, x: scale(Double(day)), base: base))
    }
    return drawing
  }

  private func bar(_ scene: ReportScene, x: Double, base: Double) -> Drawing.Mark {
    let full = Self.rowHeight - 8
    let isUsed = ["evidence", "observed", "partly_clear"].contains(scene.use.code)
    let height = isUsed ? max(2, min(1, max(0, scene.clearShare ?? 1)) * full) : full
    let title =
      "\(scene.date) \(scene.clearShare.map { NumberText.percent($0, decimals: 0) } ?? "")"
    let box = Rectangle(x: x - 1.2, y: base - height, width: 2.4, height: height)
    return isUsed
      ? .rectangle(box, .color(Color(0x0B5CAD)), nil, title: title)
      : .rectangle(box, .color(.white), .init(Color(0x8A8A8A), width: 0.7), title: title)
  }

  private static func dayOfYear(_ date: CalendarDate?) -> Int? {
    guard let date, let first = CalendarDate(year: date.parts.year, month: 1, day: 1) else {
      return nil
    }
    return date.dayNumber - first.dayNumber
  }
}
