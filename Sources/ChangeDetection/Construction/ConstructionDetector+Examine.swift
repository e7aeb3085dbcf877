import Imagery

extension ConstructionDetector {
  /// Examines a block into memory that the caller keeps: nothing is allocated but to grow.
  ///
  /// - Parameters:
  ///   - series: the block.
  ///   - result: gets the size of the block and its findings.
  ///   - workspace: the worker's memory.
  public func examine(
    _ series: borrowing SeriesBlock, into result: inout ConstructionBlock,
    workspace: inout ConstructionWorkspace
  ) {
    scanAll(series, into: &result, workspace: &workspace) { _, _, _, _, _, _ in }
  }

  /// Examines a block, and captures what later nights need to go on from here.
  ///
  /// - Parameters:
  ///   - series: the block.
  ///   - result: gets the size of the block and its findings.
  ///   - capture: gets what is remembered, and the baselines of the latest epoch in the seasons of the latest quarter.
  ///   - workspace: the worker's memory.
  public func examine(
    _ series: borrowing SeriesBlock, into result: inout ConstructionBlock,
    capture: inout ConstructionCapture, workspace: inout ConstructionWorkspace
  ) {
    capture.reshape(
      width: series.width, height: series.height,
      seasons: series.dates.last.map { Self.seasons(ofQuarterWith: Int($0.day)) } ?? [],
      hasCurves: hasCurves)
    scanAll(series, into: &result, workspace: &workspace) {
      scan, pixel, series, count, cover, workspace in
      capture.memory.keep(scan.memory, at: pixel, rules: rules)
      capture.checkpoint.keep(scan.checkpoint, at: pixel, rules: rules)
      capture.baselines.keep(
        &scan.baseline, at: pixel, in: series.span.extracting(0..<count), cover: cover,
        rules: rules, workspace: &workspace)
    }
  }

  @inline(__always)
  private func scanAll(
    _ series: borrowing SeriesBlock, into result: inout ConstructionBlock,
    workspace: inout ConstructionWorkspace,
    keep: (
      inout PixelScan, Int, borrowing [PixelObservation], Int, PixelCover, inout BaselineWorkspace
    ) -> Void
  ) {
    result.reshape(width: series.width, height: series.height)
    workspace.prepare(dateCount: series.dates.count)
    let calendar = SeriesCalendar(dates: series.dates, parameters: parameters)
    let design = parameters.design(of: calendar.dates)
    for pixel in 0..<series.pixelCount {
      let count = gather(
        series.samples.samples, dates: calendar.dates.span, pixel: pixel,
        into: &workspace.series)
      let cover = series.pixelCover(pixel)
      var scan = scan(
        &workspace.series, count: count, calendar: calendar, design: design, cover: cover,
        workspace: &workspace.baseline)
      result.set(scan.memory.outcome, isSeen: scan.memory.isSeen, at: pixel)
      keep(&scan, pixel, workspace.series, count, cover, &workspace.baseline)
    }
  }

  private func scan(
    _ series: inout [PixelObservation], count: Int, calendar: SeriesCalendar,
    design: SeriesDesign, cover: PixelCover, workspace: inout BaselineWorkspace
  ) -> PixelScan {
    scanPixel(
      series.span.extracting(0..<count), epochs: calendar.epochs.span,
      periodStart: calendar.periodStart, design: design, cover: cover, rules: rules,
      workspace: &workspace)
  }
}

extension SeriesBlock {
  func pixelCover(_ pixel: Int) -> PixelCover {
    guard knowsCropland else { return .unknown }
    return cover.samples[pixel] == 0 ? .other : .cropland
  }

  /// Whether any date has a soil index anywhere.
  var hasSoilIndex: Bool {
    let lines = samples.samples
    let perGroup = SeriesIndex.allCases.count * dates.count * Self.lanes
    let start = SeriesIndex.soil.rawValue * dates.count * Self.lanes
    var group = 0
    while group < lines.count {
      for i in group + start..<group + start + dates.count * Self.lanes
      where lines[i] != IndexValue.noData { return true }
      group += perGroup
    }
    return false
  }
}

extension ConstructionBlock {
  /// Writes the outcome of a pixel.
  mutating func set(_ outcome: PixelOutcome, isSeen: Bool, at pixel: Int) {
    let state = outcome.state
    let isEvent = state.first != 0
    var status = state.status
    if !outcome.isMonitored {
      status = isSeen ? ConstructionStatus.undecidable : ConstructionStatus.noData
    }
    let count = pixelCount
    put(status, at: pixel, in: &states)
    put(state.hits, at: pixel, in: &hitCounts)
    put(state.clear, at: pixel, in: &clearCounts)
    put(state.first, at: pixel, in: &days)
    put(state.provisional, at: count + pixel, in: &days)
    put(state.confirmed, at: 2 * count + pixel, in: &days)
    put(state.last, at: 3 * count + pixel, in: &days)
    put(state.end, at: 4 * count + pixel, in: &days)
    put(state.vegetationLoss, at: pixel, in: &measures)
    put(state.soilRise, at: count + pixel, in: &measures)
    put(state.brightnessRise, at: 2 * count + pixel, in: &measures)
    let confidence = isEvent ? Int16(clamping: state.confidence) : IndexValue.noData
    put(confidence, at: 3 * count + pixel, in: &measures)
  }
}

@inline(__always)
private func put<Sample>(_ value: Sample, at position: Int, in raster: inout Raster<Sample>) {
  var samples = raster.mutableSamples
  samples[position] = value
}

/// Collects the observations of a pixel in the order of days, one per day.
func gather(
  _ samples: Span<Int16>, dates: Span<SeriesCalendar.Date>, pixel: Int,
  into series: inout [PixelObservation]
) -> Int {
  let lanes = SeriesBlock.lanes
  let plane = dates.count * lanes
  let start = pixel / lanes * SeriesIndex.allCases.count * plane + pixel % lanes
  var observations = series.mutableSpan
  var count = 0
  for date in dates.indices {
    let line = start + date * lanes
    let vegetation = samples[line]
    guard vegetation != IndexValue.noData else { continue }
    let observation = PixelObservation(
      day: dates[date].day, season: dates[date].season, windows: dates[date].windows,
      vegetation: vegetation, soil: samples[line + plane],
      brightness: samples[line + 2 * plane], water: samples[line + 3 * plane],
      date: UInt16(truncatingIfNeeded: date))
    if count > 0, observations[count - 1].day == observation.day {
      if observation.prevails(over: observations[count - 1]) {
        observations[count - 1] = observation
      }
    } else {
      observations[count] = observation
      count += 1
    }
  }
  return count
}
