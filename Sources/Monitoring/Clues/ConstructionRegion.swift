import ChangeDetection
import Diagnostics
import Imagery
import Supervision

/// A region of pixels that show new construction: how far it has come, since when, and the numbers behind it.
struct ConstructionRegion: Sendable {
  /// How sure the program is.
  var state: DetectionState
  /// The pixels that have come as far as the state.
  var runs: [PixelRun]
  var pixelCount: Int
  /// The pixel with the earliest first hit; among equals the smallest row, then column. The key is made of it.
  var anchor: (row: Int, column: Int)
  /// The day of the anchor's first hit.
  var anchorDate: CalendarDate
  /// The day by which a quarter of the pixels, and two at least, had begun.
  var firstDate: CalendarDate
  var provisionalDate: CalendarDate?
  var confirmedDate: CalendarDate?
  var lastDate: CalendarDate
  var endedDate: CalendarDate?
  /// The medians over the pixels.
  var hits: Int
  var observations: Int
  /// The means of the evidence in stored units; nil where no pixel has it.
  var means: [Double?]
  /// Pixels beside that have not come as far yet.
  var pendingPixels: Int

  /// Summarises a region from the planes.
  ///
  /// The dates of provisional and confirmed are those on which the smallest area that is listed had come so far: one early
  /// pixel does not make a clue.
  init(
    _ region: [PixelRun], planes: borrowing PlaneMosaic, minimumPixels: Int
  ) throws(TiankanError) {
    var values = PixelValues()
    for stretch in Self.stretches(of: region) {
      try values.read(region[stretch], planes)
    }
    let enough = max(1, minimumPixels)
    let sure = values.count { $0 == ConstructionStatus.confirmed || $0 == ConstructionStatus.ended }
    let known = values.count {
      $0 != ConstructionStatus.first && $0 != ConstructionStatus.none
    }
    let level: (DetectionState, (UInt8) -> Bool)
    if sure >= enough {
      level = (
        .confirmed, { $0 == ConstructionStatus.confirmed || $0 == ConstructionStatus.ended }
      )
    } else if known >= enough {
      level = (.provisional, { $0 != ConstructionStatus.first })
    } else {
      level = (.first, { _ in true })
    }
    let kept = values.positions { level.1($0) }
    var state = level.0
    if state == .confirmed,
      kept.allSatisfy({ values.status[$0] == ConstructionStatus.ended })
    {
      state = .ended
    }
    self.state = state
    runs = values.runs(of: kept)
    pixelCount = kept.count
    pendingPixels = values.status.count - kept.count
    // A quarter of the pixels and two at least must have begun: one that a bright field or haze dates early is no start.
    let firsts = kept.map { values.days[0][$0] }.sorted()
    let begun = firsts[min(firsts.count, max(2, (firsts.count + 3) / 4)) - 1]
    var anchor = kept[0]
    for position in kept where values.days[0][position] < values.days[0][anchor] {
      anchor = position
    }
    self.anchor = values.place(of: anchor)
    func date(_ day: UInt16) -> CalendarDate { CalendarDate(dayNumber: Int(day)) }
    func reached(_ milestone: ConstructionBlock.Milestone) -> CalendarDate? {
      let days = kept.map { values.days[milestone.rawValue][$0] }.filter { $0 > 0 }.sorted()
      return days.count >= enough ? max(date(days[enough - 1]), date(begun)) : nil
    }
    anchorDate = date(values.days[0][anchor])
    firstDate = date(begun)
    provisionalDate = state == .first ? nil : reached(.provisional)
    confirmedDate = state == .confirmed || state == .ended ? reached(.confirmed) : nil
    let last = kept.map { values.days[ConstructionBlock.Milestone.last.rawValue][$0] }.max() ?? 0
    lastDate = max(firstDate, date(last))
    let end = kept.map { values.days[ConstructionBlock.Milestone.end.rawValue][$0] }.max() ?? 0
    endedDate = state == .ended && end > 0 ? date(end) : nil
    hits = Self.median(kept.map { Int(values.hits[$0]) })
    observations = Self.median(kept.map { Int(values.clear[$0]) })
    means = values.measures.map { plane in
      var total: Int64 = 0
      var count = 0
      for position in kept where plane[position] != IndexValue.noData {
        total += Int64(plane[position])
        count += 1
      }
      return count > 0 ? Double(total) / Double(count) : nil
    }
  }

  /// Cuts the runs into stretches whose rectangle stays small, so that a large region is not read as one window.
  private static func stretches(of runs: [PixelRun]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start = 0
    while start < runs.count {
      var end = start
      let limit = Int(runs[start].row) + 128
      while end < runs.count, Int(runs[end].row) < limit { end += 1 }
      result.append(start..<end)
      start = end
    }
    return result
  }

  private static func median(_ values: [Int]) -> Int {
    values.isEmpty ? 0 : values.sorted()[(values.count - 1) / 2]
  }
}

/// The planes at the pixels of a region, in the order of its runs.
private struct PixelValues {
  var rows: [Int32] = []
  var columns: [Int32] = []
  var status: [UInt8] = []
  var hits: [UInt8] = []
  var clear: [UInt8] = []
  var days: [[UInt16]] = Array(repeating: [], count: ConstructionBlock.Milestone.allCases.count)
  var measures: [[Int16]] = Array(repeating: [], count: ConstructionBlock.Measure.allCases.count)

  mutating func read(
    _ runs: ArraySlice<PixelRun>, _ planes: borrowing PlaneMosaic
  ) throws(TiankanError) {
    guard let first = runs.first, let last = runs.last else { return }
    let left = runs.reduce(Int32.max) { min($0, $1.start) }
    let right = runs.reduce(Int32.min) { max($0, $1.end) }
    let window = Window(
      column: Int(left), row: Int(first.row), width: Int(right - left),
      height: Int(last.row - first.row) + 1)
    for run in runs {
      for column in run.start..<run.end {
        rows.append(run.row)
        columns.append(column)
      }
    }
    var bytes = Raster<UInt8>(width: 0, height: 0)
    try planes.readStatus(window, into: &bytes)
    Self.gather(runs, window, bytes, &status)
    try planes.readCounts(band: 2, window, into: &bytes)
    Self.gather(runs, window, bytes, &hits)
    try planes.readCounts(band: 3, window, into: &bytes)
    Self.gather(runs, window, bytes, &clear)
    var words = Raster<UInt16>(width: 0, height: 0)
    for milestone in ConstructionBlock.Milestone.allCases {
      try planes.readDays(of: milestone, window, into: &words)
      Self.gather(runs, window, words, &days[milestone.rawValue])
    }
    var numbers = Raster<Int16>(width: 0, height: 0)
    for measure in ConstructionBlock.Measure.allCases {
      try planes.readMeasure(measure, window, into: &numbers)
      Self.gather(runs, window, numbers, &measures[measure.rawValue])
    }
  }

  private static func gather<Sample: PixelSample>(
    _ runs: ArraySlice<PixelRun>, _ window: Window, _ plane: borrowing Raster<Sample>,
    _ target: inout [Sample]
  ) {
    let values = plane.samples
    for run in runs {
      let start = (Int(run.row) - window.row) * window.width - window.column
      for column in run.start..<run.end { target.append(values[start + Int(column)]) }
    }
  }

  func count(where isCounted: (UInt8) -> Bool) -> Int { status.count(where: isCounted) }

  func positions(where isKept: (UInt8) -> Bool) -> [Int] {
    status.indices.filter { isKept(status[$0]) }
  }

  func place(of position: Int) -> (row: Int, column: Int) {
    (Int(rows[position]), Int(columns[position]))
  }

  /// Maximal runs of some pixels, which stand in scan order.
  func runs(of kept: [Int]) -> [PixelRun] {
    var runs: [PixelRun] = []
    for position in kept {
      let (row, column) = (rows[position], columns[position])
      if let last = runs.last, last.row == row, last.end == column {
        runs[runs.count - 1].end = column + 1
      } else {
        runs.append(PixelRun(row: row, start: column, end: column + 1))
      }
    }
    return runs
  }
}
