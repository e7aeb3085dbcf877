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

  /// The chart as SVG.
  func svg() -> Markup {
    drawing().svg(
      label: "\(series.index.words(language)), \(series.points.count)", identifier: identifier)
  }

  /// The drawing.
  func drawing() -> Drawing {
    var drawing = Drawing(size: Size(width: width, height: Self.height))
    addGapAreas(to: &drawing)
    addAxes(to: &drawing)
    addBand(to: &drawing)
    addLine(to: &drawing)
    addObservations(to: &drawing)
    addEvents(to: &drawing)
    return drawing
  }

  private func day(_ text: String) -> Double? {
    CalendarDate(String(text.prefix(10))).map { Double($0.dayNumber) }
  }

  private func addGapAreas(to drawing: inout Drawing) {
    let scale = dayScale
    for gap in gaps {
      guard let from = day(gap.from), let to = day(gap.to) else { continue }
      let start = max(scale(from), Self.left)
      let end = min(scale(to), width - Self.right)
      guard end > start else { continue }
      let box = Rectangle(
        x: start, y: Self.top, width: end - start, height: plotBottom - Self.top)
      drawing.marks.append(.rectangle(box, .hatched, nil, title: nil))
    }
  }

  private func addAxes(to drawing: inout Drawing) {
    let values = valueScale
    let times = dayScale
    let end = width - Self.right
    for tick in values.ticks(about: 5) {
      let y = values(tick)
      drawing.line([Point(x: Self.left, y: y), Point(x: end, y: y)], .init(Color(0xD9D9D9)))
      drawing.text(NumberText.fixed(tick, 2), at: Point(x: Self.left - 6, y: y + 4), .right)
    }
    let axis = Drawing.Line(Color(0x555555))
    for tick in times.dateTicks(minimumSpacing: 66) {
      let x = times(Double(tick.day))
      drawing.line([Point(x: x, y: plotBottom), Point(x: x, y: plotBottom + 5)], axis)
      guard x > Self.left + 12, x < end - 12 else { continue }
      drawing.text(tick.label, at: Point(x: x, y: plotBottom + 19), .centre)
    }
    drawing.line(
      [
        Point(x: Self.left, y: Self.top), Point(x: Self.left, y: plotBottom),
        Point(x: end, y: plotBottom),
      ], axis)
  }

  private func addBand(to drawing: inout Drawing) {
    let values = valueScale
    let times = dayScale
    let normals = series.baseline.compactMap { normal in
      day(normal.date).map { (x: times($0), normal: normal) }
    }
    guard normals.count > 1 else { return }
    let upper = normals.map { Point(x: $0.x, y: values($0.normal.upper)) }
    let lower = normals.reversed().map { Point(x: $0.x, y: values($0.normal.lower)) }
    drawing.marks.append(
      .polygon(
        upper + lower, .color(ChartKey.bandGround), .init(ChartKey.bandEdge, width: 0.8)))
    drawing.line(
      normals.map { Point(x: $0.x, y: values($0.normal.middle)) },
      .init(ChartKey.bandMiddle, dashes: [5, 3]))
  }

  private func addLine(to drawing: inout Drawing) {
    let values = valueScale
    let times = dayScale
    let gapDays = gaps.compactMap { gap in
      day(gap.from).flatMap { from in day(gap.to).map { (from, $0) } }
    }
    var lines: [[Point]] = []
    var previous: Double?
    for point in series.points where point.median.isFinite {
      guard let now = day(point.date) else { continue }
      let isJoined =
        previous.map { before in
          now - before <= Double(Self.longestBridge)
            && !gapDays.contains { $0.0 >= before && $0.1 <= now && $0.1 > $0.0 }
        } ?? false
      let place = Point(x: times(now), y: values(point.median))
      if isJoined, !lines.isEmpty {
        lines[lines.count - 1].append(place)
      } else {
        lines.append([place])
      }
      previous = now
    }
    drawing.marks.append(.lines(lines.filter { $0.count > 1 }, .init(Color(0x8A8A8A))))
  }

  private func addObservations(to drawing: inout Drawing) {
    let values = valueScale
    let times = dayScale
    for point in series.points where point.median.isFinite {
      guard let now = day(point.date) else { continue }
      let x = times(now)
      if let lower = point.lowerQuartile, let upper = point.upperQuartile, upper > lower {
        drawing.line(
          [Point(x: x, y: values(lower)), Point(x: x, y: values(upper))],
          .init(Color(0x777777)))
      }
      let shape = MarkShape(position: platforms.firstIndex(of: point.platform) ?? 0)
      drawing.marks.append(shape.mark(x: x, y: values(point.median)))
    }
  }

  /// A numbered flag for each day that matters, in one row; a flag that would cover another moves aside, its line bent.
  private func addEvents(to drawing: inout Drawing) {
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
    for (mark, flag) in zip(shown, flags) {
      drawing.line(
        [
          Point(x: flag, y: 19), Point(x: mark.x, y: Self.top), Point(x: mark.x, y: plotBottom),
        ], .init(ChartKey.flag, width: 1.2, dashes: [2, 3]))
      drawing.marks.append(.circle(centre: Point(x: flag, y: 11), radius: 8, ChartKey.flag))
      drawing.text("\(mark.number)", at: Point(x: flag, y: 15), .centre, .flag)
    }
  }

  private static let flagWidth = 18.0
}
