import Diagnostics
import Geometry
import Imagery
import LandUnits
import Supervision

/// What clues are made with: the area's land units, what they mean, and how positions and areas are measured.
struct ClueContext: Sendable {
  let grid: Grid
  let units: MonitoredUnits
  let layers: AreaLayers
  let areas: PixelAreas
  let archive: SceneArchive
  /// The last day that was watched.
  let until: CalendarDate
  /// The outlines inside which approvals are complete; nil for the whole area.
  private let coverage: [MultiPolygon]?

  init(
    grid: Grid, units: MonitoredUnits, layers: AreaLayers, archive: SceneArchive,
    until: CalendarDate
  ) throws(TiankanError) {
    self.grid = grid
    self.units = units
    self.layers = layers
    self.archive = archive
    self.until = until
    areas = try PixelAreas(of: grid)
    if let stated = layers.approvalCoverage {
      coverage = try LandUnitIndex(stated, crs: grid.crs).outlines
    } else {
      coverage = nil
    }
  }

  /// Finds the overlaps of a clue, its priority, its relation to approvals, and its county.
  ///
  /// - Parameter concernsApprovals: Whether approvals play a part in this kind of clue.
  func place(_ clue: inout MonitoredClue, concernsApprovals: Bool) throws(TiankanError) {
    let found = try units.index.overlaps(
      of: clue.outline, areaSquareMetres: clue.squareMetres)
    clue.overlaps = found.map { overlap in
      let unit = units.index.units[overlap.unit]
      return ClueOverlap(
        layer: unit.layer, unit: unit.id, name: unit.name ?? "",
        squareMetres: overlap.squareMetres, shareOfClue: overlap.shareOfClue,
        shareOfUnit: overlap.shareOfUnit)
    }
    judge(&clue, concernsApprovals: concernsApprovals)
    let counties = LayerRole.counties.rawValue
    clue.county = clue.overlaps.first { $0.layer == counties }?.unit
  }

  /// Finds a clue's priority and its relation to approvals from its overlaps and its first date.
  func judge(_ clue: inout MonitoredClue, concernsApprovals: Bool) {
    let parts = clue.overlaps.map { overlap in
      OverlayJudgement.Part(
        meaning(of: overlap), share: overlap.shareOfClue, squareMetres: overlap.squareMetres)
    }
    let judgement = OverlayJudgement(
      parts: parts, firstDate: clue.firstDate,
      hasCompleteApprovals: approvalsAreComplete(at: clue.outline, on: clue.firstDate))
    clue.priority = judgement.priority
    clue.approval = concernsApprovals ? judgement.approval : .notApplicable
  }

  private func meaning(of overlap: ClueOverlap) -> OverlayJudgement.Part.Meaning {
    switch LayerRole(rawValue: overlap.layer) {
    case .cropland: .cropland
    case .approvals: layers.meanings[.approvals]?[overlap.unit] ?? .other
    case .controlLines: layers.meanings[.controlLines]?[overlap.unit] ?? .other
    default: .other
    }
  }

  private func approvalsAreComplete(at outline: MultiPolygon, on date: CalendarDate) -> Bool {
    guard let last = layers.approvalsCompleteTo, date <= last else { return false }
    guard let coverage else { return true }
    // Where the inner point of a clue cannot be found, nothing is claimed.
    guard let inner = try? outline.pointOnSurface() else { return false }
    return coverage.contains { $0.contains(inner) }
  }

  /// The acquisitions of some overpasses that may show an outline: a day's overpass is many tiles wide, and most of its scenes show
  /// nothing of a place.
  func acquisitions(
    ofOverpasses numbers: some Sequence<Int>, showing outline: MultiPolygon
  ) -> [String] {
    let box = outline.envelope
    let window = grid.window(fromX: box.minX, y: box.minY, toX: box.maxX, y: box.maxY)
    return numbers.flatMap { number in
      archive.overpasses[number].entries.map { archive.entries[$0] }
        .filter { !$0.window.intersection(window).isEmpty }.map(\.acquisition)
    }
  }

  /// The acquisitions on some days that may show an outline.
  func acquisitions(on days: Set<CalendarDate>, showing outline: MultiPolygon) -> [String] {
    acquisitions(
      ofOverpasses: archive.overpasses.indices.filter {
        days.contains(archive.overpasses[$0].date)
      }, showing: outline)
  }

  /// Longitude and latitude of a position on the grid.
  func geographic(_ position: Coordinate) throws(TiankanError) -> Coordinate {
    try units.index.longitudeLatitude(of: position)
  }

  /// A clue about a whole land unit, without dates beyond the first and last.
  func clue(
    about number: Int, kind: ClueKind, finding: String, state: DetectionState,
    from firstDate: CalendarDate, to lastDate: CalendarDate, pixels: Int, ruleSet: String
  ) throws(TiankanError) -> MonitoredClue {
    guard let place = units.places[number] else {
      throw TiankanError(.bug, "a land unit without tile has a clue")
    }
    let unit = units.index.units[number]
    var clue = MonitoredClue(
      key: ClueKey(
        tile: place.tile, kind: kind, firstDate: firstDate, row: place.row, column: place.column),
      detectionState: state, finding: finding, firstDate: firstDate, lastDate: lastDate,
      pixelCount: pixels, squareMetres: unit.grossSquareMetres,
      outline: units.index.outlines[number], position: try geographic(place.interior),
      priority: .third, ruleSet: ruleSet)
    clue.netSquareMetres = unit.netSquareMetres
    clue.unit = unit.id
    try self.place(&clue, concernsApprovals: false)
    clue.county = clue.county ?? place.county
    return clue
  }
}
