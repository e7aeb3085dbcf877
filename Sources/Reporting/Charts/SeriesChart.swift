import Imagery

/// One index over time as SVG: observations with quartiles, the normal band of the season, gaps and the days that matter.
///
/// Drawn for a width in CSS pixels, so that letters keep their size; a page carries one for wide and one for narrow
/// screens. Observations are joined by a line except across gaps.
struct SeriesChart {
  /// The longest time that the line bridges where no gap is listed.
  static let longestBridge = 400

  let series: ReportSeries
  let marks: [ReportEvent]
  let gaps: [ReportGap]
  /// The satellites of the whole document, sorted; their position chooses the mark.
  let platforms: [String]
  /// The days that every chart of the document shows.
  let days: ClosedRange<Int>
  let language: ReportLanguage
  let width: Double
  /// What makes ids of this drawing unique in the page.
  let identifier: String

  private static let height = 220.0
  private static let left = 46.0
  private static let top = 34.0
  private static let bottom = 34.0
  private static let right = 12.0

  private var plotBottom: Double { Self.height - Self.bottom }

  private var dayScale: ChartScale {
    ChartScale(
      domain: Double(days.lowerBound)...Double(days.upperBound), start: Self.left + 6,
      end: width - Self.right - 6)
  }

  private var valueScale: ChartScale {
    var values: [Double] = []
    for point in series.points {
      values += [point.median, point.lowerQuartile ?? point.median]
      values.append(point.upperQuartile ?? point.median)
    }
    for normal in series.baseline { values += [normal.lower, normal.upper] }
    let finite = values.filter(\.isFinite)
    let low = finite.min() ?? 0
    let high = finite.max() ?? 1
    let padding = max(0.05, (high - low) * 0.08)
    return ChartScale(domain: low - padding...high + padding, start: plotBottom, end: Self.top)
  }

  /// The drawing.
  func svg() -> Markup {
    let label = "\(series.index.words(language)), \(series.points.count)"
    var body: Markup = ""
    body += hatching()
    body += gapAreas()
    body += axes()
    body += band()
    body += line()
    body += observations()
    body += events()
    return
      "<svg viewBox='0 0 \(width) \(Self.height)' width='\(width)' height='\(Self.height)' role='img' aria-label='\(label)'>\(body)</svg>"
  }

  private func day(_ text: String) -> Double? {
    CalendarDate(String(text.prefix(10))).map { Double($0.dayNumber) }
  }

  private func hatching() -> Markup {
    "<defs><pattern id='\(identifier)' width='6' height='6' patternUnits='userSpaceOnUse' patternTransform='rotate(45)'><rect width='6' height='6' fill='#f3f3f3'/><path d='M0 0V6' stroke='#b5b5b5' stroke-width='1.4'/></pattern></defs>"
  }

  private func gapAreas() -> Markup {
    var result: Markup = ""
    let scale = dayScale
    for gap in gaps {
      guard let from = day(gap.from), let to = day(gap.to) else { continue }
      let start = max(scale(from), Self.left)
      let end = min(scale(to), width - Self.right)
      guard end > start else { continue }
      result +=
        "<rect x='\(start)' y='\(Self.top)' width='\(end - start)' height='\(plotBottom - Self.top)' fill='url(#\(identifier))'/>"
    }
    return result
  }

  private func axes() -> Markup {
    let values = valueScale
    let times = dayScale
    let end = width - Self.right
    var result: Markup = ""
    for tick in values.ticks(about: 5) {
      let y = values(tick)
      result += "<path d='M\(Self.left) \(y)H\(end)' stroke='#d9d9d9'/>"
      result +=
        "<text x='\(Self.left - 6)' y='\(y + 4)' text-anchor='end'>\(NumberText.fixed(tick, 2))</text>"
    }
    for tick in times.dateTicks(minimumSpacing: 66) {
      let x = times(Double(tick.day))
      result += "<path d='M\(x) \(plotBottom)v5' stroke='#555'/>"
      guard x > Self.left + 12, x < end - 12 else { continue }
      result +=
        "<text x='\(x)' y='\(plotBottom + 19)' text-anchor='middle'>\(tick.label)</text>"
    }
    result +=
      "<path d='M\(Self.left) \(Self.top)V\(plotBottom)H\(end)' fill='none' stroke='#555'/>"
    return result
  }

  private func band() -> Markup {
    let values = valueScale
    let times = dayScale
    let normals = series.baseline.compactMap { normal in
      day(normal.date).map { (x: times($0), normal: normal) }
    }
    guard normals.count > 1 else { return "" }
    var outline: Markup = ""
    for (position, entry) in normals.enumerated() {
      outline += "\(position == 0 ? "M" : "L")\(entry.x) \(values(entry.normal.upper))"
    }
    for entry in normals.reversed() { outline += "L\(entry.x) \(values(entry.normal.lower))" }
    var middle: Markup = ""
    for (position, entry) in normals.enumerated() {
      middle += "\(position == 0 ? "M" : "L")\(entry.x) \(values(entry.normal.middle))"
    }
    return
      "<path d='\(outline)Z' fill='#cfe3cf' stroke='#7fa97f' stroke-width='.8'/><path d='\(middle)' fill='none' stroke='#4f7f4f' stroke-dasharray='5 3'/>"
  }

  private func line() -> Markup {
    let values = valueScale
    let times = dayScale
    let gapDays = gaps.compactMap { gap in
      day(gap.from).flatMap { from in day(gap.to).map { (from, $0) } }
    }
    var path: Markup = ""
    var previous: Double?
    for point in series.points where point.median.isFinite {
      guard let now = day(point.date) else { continue }
      let isJoined =
        previous.map { before in
          now - before <= Double(Self.longestBridge)
            && !gapDays.contains { $0.0 >= before && $0.1 <= now && $0.1 > $0.0 }
        } ?? false
      path += "\(isJoined ? "L" : "M")\(times(now)) \(values(point.median))"
      previous = now
    }
    return "<path d='\(path)' fill='none' stroke='#8a8a8a' stroke-width='1'/>"
  }

  private func observations() -> Markup {
    let values = valueScale
    let times = dayScale
    var result: Markup = ""
    for point in series.points where point.median.isFinite {
      guard let now = day(point.date) else { continue }
      let x = times(now)
      if let lower = point.lowerQuartile, let upper = point.upperQuartile, upper > lower {
        result +=
          "<path d='M\(x) \(values(lower))V\(values(upper))' stroke='#777' stroke-width='1'/>"
      }
      let shape = MarkShape(position: platforms.firstIndex(of: point.platform) ?? 0)
      result += shape.drawing(x: x, y: values(point.median))
    }
    return result
  }

  /// A numbered flag for each day that matters, in one row; a flag that would cover another moves aside, its line bent.
  private func events() -> Markup {
    let times = dayScale
    let shown = marks.enumerated().compactMap { position, mark -> (number: Int, x: Double)? in
      guard let now = day(mark.date), days.contains(Int(now)) else { return nil }
      return (position + 1, times(now))
    }
    var flags = shown.map(\.x)
    for position in flags.indices.dropFirst() {
      flags[position] = max(flags[position], flags[position - 1] + Self.flagWidth)
    }
    var limit = width - Self.flagWidth / 2
    for position in flags.indices.reversed() {
      flags[position] = min(flags[position], limit)
      limit = flags[position] - Self.flagWidth
    }
    var result: Markup = ""
    for (mark, flag) in zip(shown, flags) {
      result +=
        "<path d='M\(flag) 19L\(mark.x) \(Self.top)V\(plotBottom)' fill='none' stroke='#111' stroke-width='1.2' stroke-dasharray='2 3'/>"
      result +=
        "<circle cx='\(flag)' cy='11' r='8' fill='#111'/><text x='\(flag)' y='15' text-anchor='middle' fill='#fff' class='flag'>\(mark.number)</text>"
    }
    return result
  }

  private static let flagWidth = 18.0
}
