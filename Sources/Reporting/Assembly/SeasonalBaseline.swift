import Imagery

/// What is normal for each season at a place: the median and the range of the same days of earlier years.
///
/// For charts: of all observations before a day, those within 15 days of a day of the year. The lowest and the highest sixth are left
/// out: places are looked at on every date that shows them, also beside clouds. Where fewer than three are known, the band
/// breaks off. It shows what the eye should compare with; the detectors have their own baselines.
enum SeasonalBaseline {
  static let halfWindow = 15
  static let leastObservations = 3
  /// The days between two corners of the band.
  private static let step = 10

  /// The band over a range of days; empty where too little came before.
  static func band(
    of points: [ReportSeries.Point], before first: CalendarDate, over days: ClosedRange<Int>
  ) -> [ReportSeries.Normal] {
    let earlier = points.compactMap { point -> (day: Int, value: Double)? in
      guard let date = CalendarDate(point.date), date < first else { return nil }
      return (dayOfYear(date), point.median)
    }
    guard earlier.count >= leastObservations else { return [] }
    var result: [ReportSeries.Normal] = []
    for number in stride(from: days.lowerBound, through: days.upperBound, by: step) {
      let date = CalendarDate(dayNumber: number)
      let season = dayOfYear(date)
      let values = earlier.filter { entry in
        let distance = abs(entry.day - season)
        return min(distance, 365 - min(distance, 365)) <= halfWindow
      }.map(\.value).sorted()
      guard values.count >= leastObservations else { continue }
      let extremes = values.count / 6
      let middle = values.count / 2
      let median =
        values.count.isMultiple(of: 2)
        ? (values[middle - 1] + values[middle]) / 2 : values[middle]
      result.append(
        .init(
          date: date.description, lower: values[extremes], middle: median,
          upper: values[values.count - 1 - extremes]))
    }
    return result
  }

  private static func dayOfYear(_ date: CalendarDate) -> Int {
    date.dayNumber - (CalendarDate(year: date.parts.year, month: 1, day: 1)?.dayNumber ?? 0)
  }
}
