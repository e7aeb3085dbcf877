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

  /// Every scene with its use, and every value of the charts, as the last part of a document.
  mutating func appendix(
    _ scenes: [ReportScene], series: [ReportSeries]
  ) throws(TiankanError) {
    let table = page.sceneTable(scenes)
    if !table.isEmpty {
      try heading("\(page[.appendix])\(page.texts.colon)\(page[.scenes]) (\(scenes.count))")
      try add(PageTable(table, page: page), isSmall: true)
    }
    let shown = series.filter { !$0.points.isEmpty }
    guard !shown.isEmpty else { return }
    try heading("\(page[.appendix])\(page.texts.colon)\(page[.valuesTable])")
    try add(valueTable(shown), isSmall: true)
  }

  /// A row for each observation with the medians and quartiles of all indices.
  private func valueTable(_ series: [ReportSeries]) -> PageTable {
    var table = PageTable(
      [(page[.date], .date), (page[.platform], .text), (page[.clearShare], .number)]
        + series.map { (page.words($0.index), .number) })
    var rows: [Sight: [ReportSeries.Point?]] = [:]
    for (position, one) in series.enumerated() {
      var order: [Sight: Int] = [:]
      for point in one.points {
        // A satellite may pass twice a day over the overlap of two orbits.
        var sight = Sight(date: point.date, platform: point.platform, number: 0)
        sight.number = order[sight, default: 0]
        order[Sight(date: point.date, platform: point.platform, number: 0), default: 0] += 1
        var row = rows[sight] ?? Array(repeating: nil, count: series.count)
        row[position] = point
        rows[sight] = row
      }
    }
    for sight in rows.keys.sorted() {
      let points = rows[sight] ?? []
      let clear = points.lazy.compactMap(\.self).first?.clearShare
      table.add(
        [
          sight.date, sight.platform,
          clear.map { NumberText.percent($0, decimals: 0) } ?? "–",
        ] + points.map { $0.map(Self.value) ?? "–" })
    }
    return table
  }

  /// One observation of a place.
  private struct Sight: Hashable, Comparable {
    var date: String
    var platform: String
    /// Tells observations of one satellite and day apart.
    var number: Int

    static func < (left: Sight, right: Sight) -> Bool {
      (left.date, left.platform, left.number) < (right.date, right.platform, right.number)
    }
  }

  /// The median, and the quartiles where they are known.
  private static func value(_ point: ReportSeries.Point) -> String {
    let median = NumberText.fixed(point.median, 3)
    guard let lower = point.lowerQuartile, let upper = point.upperQuartile else { return median }
    return "\(median) (\(NumberText.fixed(lower, 3)) – \(NumberText.fixed(upper, 3)))"
  }
}
