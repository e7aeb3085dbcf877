import Imagery

extension ConstructionDetector {
  /// The day on which the latest period of an archive begins, in days since 1970-01-01; nil without a date.
  ///
  /// A period is a quarter of the year, as far as it lies in one epoch: what the state holds the baseline for.
  ///
  /// - Parameter dates: All dates of the archive, ascending.
  public func periodStart(of dates: [SeriesDate]) -> Int? {
    dates.isEmpty ? nil : SeriesCalendar(dates: dates, parameters: parameters).periodStart
  }

  /// The seasons of the quarter of the year in which a day lies.
  public static func seasons(ofQuarterWith day: Int) -> [Int] {
    let first = SeriesCalendar.quarter(of: day) * SeriesCalendar.seasonsPerQuarter
    return Array(first..<first + SeriesCalendar.seasonsPerQuarter)
  }

  /// The seasons in which dates lie: what `advance` needs of the baselines.
  public static func seasons(of dates: [SeriesDate]) -> [Int] {
    Set(dates.map { Int(SeriesCalendar.season(of: Int($0.day))) }).sorted()
  }

  /// Goes on from what was remembered with dates that are all later, and of the same period.
  ///
  /// The results are those of `examine` over all dates.
  ///
  /// - Parameters:
  ///   - memory: what was remembered; of the size of the block.
  ///   - series: the new dates.
  ///   - baselines: of the epoch, with the seasons of the dates.
  ///   - next: gets what is to be remembered.
  ///   - result: gets the findings.
  ///   - workspace: the worker's memory.
  public func advance(
    _ memory: borrowing ConstructionMemory, with series: borrowing SeriesBlock,
    baselines: borrowing ConstructionBaselines, into next: inout ConstructionMemory,
    result: inout ConstructionBlock, workspace: inout ConstructionWorkspace
  ) {
    result.reshape(width: series.width, height: series.height)
    next.reshape(width: series.width, height: series.height, hasProcesses: hasCurves)
    workspace.prepare(dateCount: series.dates.count)
    let calendar = SeriesCalendar(dates: series.dates, parameters: parameters)
    let design = parameters.design(of: calendar.dates)
    let held = baselines.seasons
    let places = (0..<SeriesCalendar.seasons).map { held.firstIndex(of: $0) ?? -1 }
    var cursor = 0
    for pixel in 0..<series.pixelCount {
      var known = memory.memory(of: pixel, cursor: &cursor)
      let count = gather(
        series.samples.samples, dates: calendar.dates.span, pixel: pixel,
        into: &workspace.series)
      if count > 0 {
        let isWatched = baselines.isWatched(pixel)
        let extremes = isWatched ? baselines.extremes(of: pixel) : .unknown
        let curve = isWatched ? baselines.curve(of: pixel) : .unknown
        for i in 0..<count {
          let observation = workspace.series[i]
          let limits =
            isWatched
            ? baselines.limits(at: places[Int(observation.season)], of: pixel) : .unknown
          known.advance(
            observation, isWatched: isWatched, extremes: extremes, limits: limits, curve: curve,
            design: design.rows.span, rules: rules)
        }
      }
      result.set(known.outcome, isSeen: known.isSeen, at: pixel)
      next.keep(known, at: pixel, rules: rules)
    }
  }
}
