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

  /// Days within which a field that turned green again was farmed and not built on [P]: one crop stands and falls in less.
  static let bareSpellDays = 270
  /// The share of a clue in cropland from which that holds.
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
    if Self.isBareSpell(clue) { return nil }
    clue.finding = Self.finding(clue.approval)
    clue.tests = tests(of: region)
    clue.acquisitions = context.acquisitions(
      on: Set(
        [region.firstDate, region.provisionalDate, region.confirmedDate, region.lastDate]
          .compactMap { $0 }))
    return clue
  }

  /// Whether what ended was no construction: on cropland, green again before a year's crops had passed.
  static func isBareSpell(_ clue: MonitoredClue) -> Bool {
    guard clue.detectionState == .ended, let ended = clue.endedDate,
      ended.dayNumber - clue.firstDate.dayNumber < bareSpellDays
    else { return false }
    let cropland = LayerRole.cropland.rawValue
    let share = clue.overlaps.reduce(0.0) { $0 + ($1.layer == cropland ? $1.shareOfClue : 0) }
    return share >= croplandShare
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

  private func tests(of region: ConstructionRegion) -> [ClueTest] {
    func mean(_ measure: ConstructionBlock.Measure) -> Double? {
      region.means[measure.rawValue].map { $0 / IndexValue.scale }
    }
    let span = region.lastDate.dayNumber - region.firstDate.dayNumber
    return [
      DetectorTest(
        "vegetation_loss", mean(.vegetationLoss), .atLeast, parameters.vegetationLoss),
      DetectorTest("soil_rise", mean(.soilRise), .atLeast, parameters.soilRise),
      DetectorTest(
        "brightness_rise", mean(.brightnessRise), .atLeast, parameters.brightnessRise),
      DetectorTest("hits", Double(region.hits), .atLeast, Double(parameters.confirmingHits)),
      DetectorTest(
        "confidence", region.means[ConstructionBlock.Measure.confidence.rawValue], .atLeast,
        Double(parameters.confirmingConfidence)),
      DetectorTest("span_days", Double(span), .atLeast, Double(parameters.confirmingSpan)),
      DetectorTest("pending_pixels", Double(region.pendingPixels), .atLeast, 0),
    ].map(ClueTest.init)
  }
}
