import Imagery

/// What the dates of a block mean for every pixel: seasons, windows and the yearly epochs of the baseline.
struct SeriesCalendar: Sendable {
  /// The seasons of a year.
  static let seasons = 12

  /// A period in which one baseline holds: from its rollover to the next.
  struct Epoch: Hashable, Sendable {
    /// The rollover.
    var start: Int
    /// The first day of the archive that the baseline is fitted from.
    var historyStart: Int
  }

  /// What the detector needs to know of a date.
  struct Date: BitwiseCopyable, Sendable {
    var day: UInt16
    /// The twelfth of the year, from 0.
    var season: UInt8
    /// The seasons in whose windows the day lies, as bits.
    var windows: UInt16
  }

  /// The dates of the block.
  var dates: [Date] = []
  /// The epochs that begin after the first date, up to the last date.
  var epochs: [Epoch] = []
  /// The first day of the period of the last date: of its quarter of the year, or of the epoch where that begins later.
  var periodStart = 0

  init(dates: [SeriesDate], parameters: ConstructionParameters) {
    for date in dates {
      self.dates.append(
        Date(
          day: date.day, season: Self.season(of: Int(date.day)),
          windows: Self.windows(of: Int(date.day), margin: parameters.windowMargin)))
    }
    guard let first = dates.first, let last = dates.last else { return }
    for year in first.date.parts.year...last.date.parts.year {
      guard let start = Self.rollover(year, parameters), start > Int(first.day),
        start <= Int(last.day),
        let historyStart = Self.rollover(year - parameters.baselineYears, parameters)
      else { continue }
      epochs.append(Epoch(start: start, historyStart: historyStart))
    }
    periodStart = Int(last.day)
    let quarter = Self.quarter(of: periodStart)
    while Self.quarter(of: periodStart - 1) == quarter { periodStart -= 1 }
    periodStart = max(periodStart, epochs.last?.start ?? 0)
  }

  /// The seasons that lie in one quarter of the year.
  static let seasonsPerQuarter = 3

  /// The quarter of the year, from 0.
  static func quarter(of day: Int) -> Int { Int(season(of: day)) / seasonsPerQuarter }

  /// The rollover of a year; on 28 February where the year has no 29th.
  private static func rollover(_ year: Int, _ parameters: ConstructionParameters) -> Int? {
    let (month, day) = (parameters.rolloverMonth, parameters.rolloverDay)
    return
      (CalendarDate(year: year, month: month, day: day)
      ?? CalendarDate(year: year, month: month, day: min(day, 28)))?.dayNumber
  }

  /// The phase of a day in units of 1/1461 year.
  private static func phase(of day: Int) -> Int { 4 * day % HarmonicBasis.period }

  static func season(of day: Int) -> UInt8 {
    UInt8(phase(of: day) * seasons / HarmonicBasis.period)
  }

  /// The seasons whose twelfth of the year, grown by `margin` days on both sides, holds the day.
  static func windows(of day: Int, margin: Int) -> UInt16 {
    let circle = 2 * seasons * HarmonicBasis.period
    let position = 2 * seasons * phase(of: day)
    let reach = HarmonicBasis.period + margin * 4 * 2 * seasons
    var bits: UInt16 = 0
    for season in 0..<seasons {
      let distance = abs(position - (2 * season + 1) * HarmonicBasis.period)
      if min(distance, circle - distance) <= reach { bits |= 1 << UInt16(season) }
    }
    return bits
  }

  /// The day of the period that stands for a season in the harmonic table: its middle.
  static func middle(of season: Int) -> Int {
    (2 * season + 1) * HarmonicBasis.period / (8 * seasons)
  }
}
