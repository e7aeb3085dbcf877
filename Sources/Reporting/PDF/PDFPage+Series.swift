import Diagnostics
import Imagery

extension PDFPage {
  /// The width at which charts are drawn before they are reduced to the page.
  private static let chartWidth = 730.0

  /// The charts of all indices with their legend.
  mutating func series(
    _ series: [ReportSeries], marks: [ReportEvent], gaps: [ReportGap]
  ) throws(TiankanError) {
    try heading(page[.chart])
    let shown = series.filter { !$0.points.isEmpty }
    guard let days = HTMLPage.days(of: shown, marks: marks) else {
      return try paragraph(page[.noSeries])
    }
    let platforms = Set(shown.flatMap { $0.points.map(\.platform) }).sorted()
    let scale = PageFlow.width / Self.chartWidth
    for one in shown {
      let chart = SeriesChart(
        series: one, marks: marks, gaps: gaps, platforms: platforms, days: days,
        language: page.language, width: Self.chartWidth, identifier: ""
      ).drawing()
      let title = "\(page.words(one.index)) (\(one.points.count) \(page[.chartPoints]))"
      let top = try measure(title, PageStyle.subheading, width: PageFlow.width).height + 2
      flow.add(
        PageBlock(
          height: top + chart.size.height * scale + 2,
          marks: [
            .text(title, Point(x: 0, y: 0), fitted(PageStyle.subheading)),
            .drawing(chart, Point(x: 0, y: top), scale: scale),
          ]))
    }
    var entries: [(sign: Drawing, text: String)] = platforms.enumerated().map {
      (ChartKey.platform($0), $1.isEmpty ? "–" : $1)
    }
    if shown.contains(where: { !$0.baseline.isEmpty }) {
      entries.append((ChartKey.baseline(), page[.baseline]))
    }
    if !gaps.isEmpty { entries.append((ChartKey.gap(), page[.noClearView])) }
    flow.add(try keys(entries))
    if shown.contains(where: { $0.points.contains { $0.lowerQuartile != nil } }) {
      try paragraph(page[.quartiles], PageStyle.cell)
    }
    guard !marks.isEmpty else { return }
    flow.add(
      try keys(
        marks.enumerated().map {
          (ChartKey.flag($0 + 1), "\(page.words($1.kind)) \($1.date)")
        }))
  }

  /// The acquisitions by year, with the share that was clear.
  mutating func calendar(_ scenes: [ReportScene]) throws(TiankanError) {
    let chart = CalendarChart(scenes: scenes, width: Self.chartWidth, label: "")
    guard let drawing = chart.drawing() else { return }
    try heading(page[.calendar])
    let scale = PageFlow.width / Self.chartWidth
    flow.add(
      PageBlock(
        height: drawing.size.height * scale + 4,
        marks: [.drawing(drawing, Point(x: 0, y: 0), scale: scale)]))
    try paragraph(page[.calendarKey], PageStyle.cell)
  }

  /// Every scene with its use and the values it gave, as the last part of a document.
  mutating func appendix(
    _ scenes: [ReportScene], series: [ReportSeries]
  ) throws(TiankanError) {
    guard !scenes.isEmpty else { return }
    let shown = series.filter { !$0.points.isEmpty }
    let hasVersions = scenes.contains { !$0.version.isEmpty }
    var table = PageTable(
      [(page[.date], .date), (page[.acquisition], .key)]
        + (hasVersions ? [(page[.version], .key)] : [])
        + [(page[.use], .text), (page[.clearShare], .number)]
        + shown.map { (page.words($0.index), .number) })
    var values = shown.map { one in
      Dictionary(grouping: one.points) { Sight(date: $0.date, platform: $0.platform) }
    }
    for scene in scenes {
      var cells = [scene.date, scene.acquisition]
      if hasVersions { cells.append(scene.version.isEmpty ? "–" : scene.version) }
      cells.append(page.words(scene.use))
      cells.append(scene.clearShare.map { NumberText.percent($0, decimals: 0) } ?? "–")
      let sight = Sight(date: scene.date, platform: scene.platform)
      let isMeasured = ["evidence", "observed", "partly_clear"].contains(scene.use.code)
      for position in values.indices {
        // Two scenes of a satellite on one day give two points, in the order of the scenes.
        let point =
          isMeasured && values[position][sight]?.isEmpty == false
          ? values[position][sight]?.removeFirst() : nil
        cells.append(point.map(Self.value) ?? "–")
      }
      table.add(cells)
    }
    try heading(page[.appendix])
    try add(table, isSmall: true)
  }

  private struct Sight: Hashable {
    var date: String
    var platform: String
  }

  /// The median, and the quartiles where they are known.
  private static func value(_ point: ReportSeries.Point) -> String {
    let median = NumberText.fixed(point.median, 3)
    guard let lower = point.lowerQuartile, let upper = point.upperQuartile else { return median }
    return "\(median) (\(NumberText.fixed(lower, 3)) – \(NumberText.fixed(upper, 3)))"
  }
}
