import ChangeDetection
import Diagnostics
import Geometry
import Imagery
import LandUnits
import Supervision

/// Makes clues of regions of new construction.
struct ConstructionClues: Sendable {
  let context: ClueContext
  let parameters: ConstructionParameters
  let ruleSet: String
  let tiles: [Tile]
  /// What is farmed; nil without a cropland layer.
  let cropland: PixelClasses?

  /// Days within which a field that turned green again was farmed and not built on [P]: from a
  /// harvest in September to the rice of the next summer it is nearly as long.
  static let bareSpellDays = 300
  /// The share of a clue's pixels on cropland, or beside a pixel of it, from which that holds.
  static let croplandShare = 0.5

  /// The clue of a region; nil where it was a bare spell of farmland, as the crop that followed shows.
  func clue(of region: ConstructionRegion) throws(TiankanError) -> MonitoredClue? {
    var area: Int64 = 0
    for run in region.runs { area += context.areas.units(of: run) }
    let squareMetres = context.areas.squareMetres(area)
    let outline = OutlineTracer.outline(of: region.runs).multiPolygon(on: context.grid)
    let anchor = Window(
      column: region.anchor.column, row: region.anchor.row, width: 1, height: 1)
    guard let tile = tiles.first(where: { $0.core.contains(anchor) }) else {
      throw TiankanError(.bug, "a region's anchor lies in no tile")
    }
    var clue = MonitoredClue(
      key: ClueKey(
        tile: tile.id, kind: .construction, firstDate: region.anchorDate, row: region.anchor.row,
        column: region.anchor.column),
      detectionState: region.state, finding: "construction", firstDate: region.firstDate,
      lastDate: region.lastDate, pixelCount: region.pixelCount, squareMetres: squareMetres,
      outline: outline, position: try context.geographic(try outline.pointOnSurface()),
      priority: .third, ruleSet: ruleSet)
    clue.provisionalDate = region.provisionalDate
    clue.confirmedDate = region.confirmedDate
    clue.endedDate = region.endedDate
    clue.hits = region.hits
    clue.observations = region.observations
    try context.place(&clue, concernsApprovals: true)
    if Self.isShortSpell(clue), let cropland,
      try Self.croplandShare(of: region.runs, cropland: cropland, on: context.grid)
        >= Self.croplandShare
    {
      return nil
    }
    clue.finding = Self.finding(clue.approval)
    clue.tests = tests(of: region, clue)
    clue.acquisitions = acquisitions(of: clue)
    return clue
  }

  /// The clue with another first date, and with what depends on it: how it stands to approvals of that time, its acquisitions.
  func redated(_ clue: MonitoredClue, to day: CalendarDate) -> MonitoredClue {
    guard day != clue.firstDate else { return clue }
    var clue = clue
    clue.firstDate = day
    clue.provisionalDate = clue.provisionalDate.map { max($0, day) }
    context.judge(&clue, concernsApprovals: true)
    clue.finding = Self.finding(clue.approval)
    clue.acquisitions = acquisitions(of: clue)
    for position in clue.tests.indices where clue.tests[position].name == Self.spanTest {
      clue.tests[position] = ClueTest(span(of: clue))
    }
    return clue
  }

  private func acquisitions(of clue: MonitoredClue) -> [String] {
    context.acquisitions(
      on: Set(
        [clue.firstDate, clue.provisionalDate, clue.confirmedDate, clue.lastDate]
          .compactMap { $0 }), showing: clue.outline)
  }

  private static let spanTest = "span_days"

  private func span(of clue: MonitoredClue) -> DetectorTest {
    DetectorTest(
      Self.spanTest, Double(clue.lastDate.dayNumber - clue.firstDate.dayNumber), .atLeast,
      Double(parameters.confirmingSpan))
  }

  /// Whether what ended was green again before a year's crops had passed: on cropland no construction, but a bare spell.
  static func isShortSpell(_ clue: MonitoredClue) -> Bool {
    guard clue.detectionState == .ended, let ended = clue.endedDate else { return false }
    return ended.dayNumber - clue.firstDate.dayNumber < bareSpellDays
  }

  /// The share of pixels on cropland or beside a pixel of it, by centres.
  ///
  /// A pixel beside a field shows the field as well: bands of 20 m reach half a pixel further, scenes lie 0.3 pixels off, and ridges
  /// and paths between fields are narrower than a pixel.
  static func croplandShare(
    of runs: [PixelRun], cropland: PixelClasses, on grid: Grid
  ) throws(TiankanError) -> Double {
    guard let first = runs.first, let last = runs.last else { return 0 }
    var classes = Raster<UInt8>(width: 0, height: 0)
    var farmed = 0
    var total = 0
    var start = 0
    // Some rows at a time, since a region may be long.
    for top in stride(from: Int(first.row), through: Int(last.row), by: 128) {
      var end = start
      while end < runs.count, Int(runs[end].row) < top + 128 { end += 1 }
      let part = runs[start..<end]
      start = end
      guard let left = part.map(\.start).min(), let right = part.map(\.end).max(),
        let highest = part.first, let lowest = part.last
      else { continue }
      let window = Window(
        column: Int(left), row: Int(highest.row), width: Int(right - left),
        height: Int(lowest.row - highest.row) + 1
      ).expanded(by: 1).intersection(grid.window)
      try cropland.write(window, into: &classes)
      for run in part {
        for column in Int(run.start)..<Int(run.end) {
          total += 1
          let near = Window(column: column, row: Int(run.row), width: 1, height: 1)
            .expanded(by: 1).intersection(window)
          if isFarmed(near, in: classes, of: window) { farmed += 1 }
        }
      }
    }
    return Double(farmed) / Double(max(1, total))
  }

  private static func isFarmed(
    _ part: Window, in classes: borrowing Raster<UInt8>, of window: Window
  ) -> Bool {
    let values = classes.samples
    for row in part.row..<part.endRow {
      for column in part.column..<part.endColumn
      where values[(row - window.row) * window.width + column - window.column] != 0 {
        return true
      }
    }
    return false
  }

  /// What the clue says: 疑似未批先建 only where the approvals are complete and none fits.
  static func finding(_ approval: ApprovalRelation) -> String {
    switch approval {
    case .noneFound: "construction_without_approval"
    case .matches: "construction_as_approved"
    case .toBeChecked: "construction_to_be_checked"
    case .incomplete, .notApplicable: "construction_approvals_incomplete"
    }
  }

  private func tests(of region: ConstructionRegion, _ clue: MonitoredClue) -> [ClueTest] {
    func mean(_ measure: ConstructionBlock.Measure) -> Double? {
      region.means[measure.rawValue].map { $0 / IndexValue.scale }
    }
    return [
      // Other methods judge a process; the loss is told against what they expect.
      parameters.method == .baseline
        ? DetectorTest(
          "vegetation_loss", mean(.vegetationLoss), .atLeast, parameters.vegetationLoss)
        : DetectorTest("vegetation_loss", mean(.vegetationLoss), .above, 0),
      DetectorTest("soil_rise", mean(.soilRise), .atLeast, parameters.soilRise),
      DetectorTest(
        "brightness_rise", mean(.brightnessRise), .atLeast, parameters.brightnessRise),
      DetectorTest("hits", Double(region.hits), .atLeast, Double(parameters.confirmingHits)),
      DetectorTest(
        "confidence", region.means[ConstructionBlock.Measure.confidence.rawValue], .atLeast,
        Double(parameters.confirmingConfidence)),
      span(of: clue),
      DetectorTest("pending_pixels", Double(region.pendingPixels), .atLeast, 0),
    ].map(ClueTest.init)
  }
}
