import Imagery

extension HTMLPage {
  private static let wideChart = 1060.0
  private static let narrowChart = 356.0

  /// The charts of all indices with one legend, the marks explained, and the values as a table.
  func seriesSection(_ series: [ReportSeries], marks: [ReportEvent], gaps: [ReportGap]) -> Markup {
    let shown = series.filter { !$0.points.isEmpty }
    guard let days = Self.days(of: shown, marks: marks) else {
      return section(.chart, paragraph(.noSeries))
    }
    let platforms = Set(shown.flatMap { $0.points.map(\.platform) }).sorted()
    var body: Markup = ""
    for (position, one) in shown.enumerated() {
      let count: Markup = "\(one.points.count) \(self[.chartPoints])"
      body +=
        "<figure class=\"chart\"><figcaption><strong>\(words(one.index))</strong> (\(count))</figcaption>"
      for (name, width) in [("wide", Self.wideChart), ("narrow", Self.narrowChart)] {
        let chart = SeriesChart(
          series: one, marks: marks, gaps: gaps, platforms: platforms, days: days,
          language: language, width: width, identifier: "gap-\(position)-\(name)")
        body += "<div class=\"\(name)\">\(chart.svg())</div>"
      }
      body += "</figure>\n"
    }
    body += legend(
      platforms: platforms, hasBaseline: shown.contains { !$0.baseline.isEmpty },
      hasGaps: !gaps.isEmpty,
      hasQuartiles: shown.contains { $0.points.contains { $0.lowerQuartile != nil } })
    body += markKey(marks)
    body += valueTable(shown)
    return section(.chart, body)
  }

  static func days(of series: [ReportSeries], marks: [ReportEvent]) -> ClosedRange<Int>? {
    let texts =
      series.flatMap { $0.points.map(\.date) + $0.baseline.map(\.date) } + marks.map(\.date)
    let days = texts.compactMap { CalendarDate(String($0.prefix(10)))?.dayNumber }
    guard !series.isEmpty, let first = days.min(), let last = days.max() else { return nil }
    return first...max(last, first + 1)
  }

  private func legend(
    platforms: [String], hasBaseline: Bool, hasGaps: Bool, hasQuartiles: Bool
  ) -> Markup {
    var items: Markup = ""
    for (position, platform) in platforms.enumerated() {
      items +=
        "<li>\(ChartKey.platform(position).svgKey())\(platform.isEmpty ? "–" : platform)</li>"
    }
    if hasBaseline { items += "<li>\(ChartKey.baseline().svgKey())\(self[.baseline])</li>" }
    if hasGaps { items += "<li>\(ChartKey.gap().svgKey())\(self[.noClearView])</li>" }
    if hasQuartiles { items += "<li>\(self[.quartiles])</li>" }
    return "<ul class=\"key-list\">\(items)</ul>"
  }

  private func markKey(_ marks: [ReportEvent]) -> Markup {
    guard !marks.isEmpty else { return "" }
    var items: Markup = ""
    for (position, mark) in marks.enumerated() {
      items +=
        "<li>\(ChartKey.flag(position + 1).svgKey())\(words(mark.kind)) \(date(mark.date))</li>"
    }
    return "<ul class=\"key-list\">\(items)</ul>"
  }

  private func valueTable(_ series: [ReportSeries]) -> Markup {
    var result: Markup = ""
    for one in series {
      var table = HTMLTable([
        (.date, .date), (.value, .number), (.quartileRange, .number), (.clearShare, .number),
        (.platform, .text),
      ])
      for point in one.points {
        let range =
          point.lowerQuartile.flatMap { lower in
            point.upperQuartile.map {
              "\(NumberText.fixed(lower, 3)) – \(NumberText.fixed($0, 3))"
            }
          } ?? "–"
        table.add([
          "\(point.date)", "\(NumberText.fixed(point.median, 3))", "\(range)",
          "\(NumberText.percent(point.clearShare, decimals: 0))", "\(point.platform)",
        ])
      }
      result +=
        "<details><summary>\(self[.valuesTable])\(texts.colon)\(words(one.index))</summary>\(table.markup(self))</details>\n"
    }
    return result
  }
}
