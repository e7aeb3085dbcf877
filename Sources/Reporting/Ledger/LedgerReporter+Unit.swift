import ChangeDetection
public import Diagnostics
import Geometry
import Imagery
public import LedgerStore
import Supervision

extension LedgerReporter {
  /// The report of a parcel, a project or a mine.
  ///
  /// - Parameter id: The identifier; `county:` or `layer:` may stand before it.
  /// - Throws: `.notFound` with the nearest identifiers, `.usage` where several fit, errors of reading.
  public func unit(
    _ id: String, kind: ReportUnitKind, in ledger: borrowing Ledger
  ) throws(TiankanError) -> LedgerReport<UnitDocument> {
    let unit = try find(id, kind: kind, in: ledger)
    let observations = try ledger.observations(of: unit)
    let rows = try ledger.scenes(ofTilesOf: Set(observations.map(\.acquisition)))
    let seen = Sightings(rows: observations, scenes: rows)
    let results = try ledger.results(of: unit)
    let inside = try PositionSystems(of: ledger.grid.crs)
      .position(inPlane: Self.innerPoint(of: unit.outline))
    var document = UnitDocument(
      kind: assembler.term(.units, kind.rawValue), unit: name(unit),
      layerVersion: unit.version.isEmpty ? nil : unit.version, county: unit.county,
      grossArea: ReportArea(squareMetres: unit.grossSquareMetres),
      netArea: unit.netSquareMetres.map { ReportArea(squareMetres: $0) }, position: inside,
      provenance: assembler.provenance(
        ruleSets: Set(results.map(\.ruleSet)).sorted(), areaMethod: "ellipsoidal_outline",
        generation: try ledger.generation(),
        scenes: list(rows) { seen.use(of: $0, evidence: []) }))
    document.fields = unit.attributes.compactMap { attribute in
      attribute.value.text.map { UnitDocument.Field(name: attribute.name, value: $0) }
    }
    var filter = ClueFilter()
    filter.unit = (unit.layer, unit.id)
    filter.restrict(to: sight)
    document.clues = try summaries(filter, in: ledger)
    document.background = assembler.background(results)
    document.periods = results.filter { !BackgroundResult.isBackground($0.period) }.map { result in
      UnitDocument.Period(
        kind: assembler.term(result.kind), period: result.period,
        state: assembler.term(.findings, result.state), tests: result.tests.map(assembler.test))
    }
    document.series = assembler.series(
      seen.observations, indices: kind.indices, normalBefore: nil)
    document.gaps = assembler.gaps(seen.observations)
    document.notices = simulated(rows) + notices(seen.observations)
    var brought = try ledger.evidence(ofUnit: unit.id, layer: unit.layer).map(\.attachment)
    for row in try ledger.clues(filter) { brought += try ledger.attachments(of: row.clue.key) }
    document.notices += brought.map(Self.fieldEvidence)
    let drawn = try pictures(
      of: subject(of: unit, rows: rows, seen: seen, crs: ledger.grid.crs), rows: rows)
    document.pictures = drawn.note
    if let notice = drawn.notice { document.notices.append(notice) }
    return LedgerReport(document: document, pictures: drawn.pictures)
  }

  /// Pictures of a unit show its first and its last year: before the second year of scenes, and in the last.
  private func subject(
    of unit: LandUnitRow, rows: [SceneRow], seen: Sightings, crs: CoordinateReferenceSystem
  ) -> Subject {
    let days = rows.filter { $0.status == .accepted }
      .compactMap { $0.acquisition.sensed?.date.dayNumber }
    let first = days.min() ?? 0
    let last = days.max() ?? 0
    let year = min(365, max(1, (last - first) / 2))
    return Subject(
      place: ReportPlace(outline: nil, boundaries: [unit.outline], crs: crs),
      first: CalendarDate(dayNumber: first + year),
      settled: CalendarDate(dayNumber: max(last - year, first + year)),
      clearShares: seen.clearShares)
  }

  /// The clues that pass a filter as rows of a list, ranked.
  func summaries(
    _ filter: ClueFilter, in ledger: borrowing Ledger
  ) throws(TiankanError) -> [ClueSummary] {
    var summaries: [ClueSummary] = []
    for row in try ledger.clues(filter) {
      summaries.append(
        try assembler.summary(
          row.clue, publicNumber: row.publicNumber, handlingState: row.handlingState))
    }
    return summaries.sorted(by: ClueSummary.isBefore)
  }

  private func find(
    _ id: String, kind: ReportUnitKind, in ledger: borrowing Ledger
  ) throws(TiankanError) -> LandUnitRow {
    do throws(TiankanError) {
      return try ledger.landUnit(id, in: kind.layers)
    } catch  where error.code == .notFound {
      var names: [String] = []
      for layer in kind.layers {
        names += try ledger.landUnits(layer: layer, limit: 5000).map(\.id)
      }
      throw TiankanError(
        .notFound, error.message + Self.suggestion(nearestNames(to: id, among: names)),
        subject: id)
    }
  }

  /// A point inside an outline: the middle of the longest stretch of the line halfway up its largest part.
  static func innerPoint(of outline: MultiPolygon) -> Coordinate {
    let parts = outline.polygons.max {
      $0.envelope.width * $0.envelope.height < $1.envelope.width * $1.envelope.height
    }
    guard let part = parts else { return Coordinate(x: 0, y: 0) }
    let box = part.envelope
    // A little off the middle, so that the line does not run along an edge.
    let y = box.minY + box.height * 0.501
    var crossings: [Double] = []
    for ring in part.rings {
      for (start, end) in zip(ring.coordinates, ring.coordinates.dropFirst())
      where (start.y > y) != (end.y > y) {
        crossings.append(start.x + (y - start.y) / (end.y - start.y) * (end.x - start.x))
      }
    }
    crossings.sort()
    var best = (left: (box.minX + box.maxX) / 2, width: 0.0)
    for pair in stride(from: 0, to: crossings.count - 1, by: 2)
    where crossings[pair + 1] - crossings[pair] > best.width {
      best = (crossings[pair], crossings[pair + 1] - crossings[pair])
    }
    return Coordinate(x: best.left + best.width / 2, y: y)
  }
}
