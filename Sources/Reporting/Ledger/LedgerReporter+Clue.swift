import ChangeDetection
public import Diagnostics
import Geometry
import Imagery
public import LedgerStore
import Supervision

extension LedgerReporter {
  /// The report of a clue.
  ///
  /// - Parameter id: The key, the public number, or the beginning of either; `county:` may stand before it.
  /// - Throws: `.notFound` with the nearest keys, `.usage` where several fit, errors of reading.
  public func clue(
    _ id: String, in ledger: borrowing Ledger
  ) throws(TiankanError) -> LedgerReport<ClueDocument> {
    let row = try find(id, in: ledger)
    let clue = row.clue
    let evidence = Set(clue.acquisitions)
    let found = try cluePlace(of: clue, in: ledger)
    let (place, unit, rows, seen) = (found.place, found.unit, found.rows, found.seen)
    var document = try assembler.document(
      clue, publicNumber: row.publicNumber, handlingState: row.handlingState,
      unit: unit.map(name), generation: try ledger.generation(),
      scenes: list(rows) { seen.use(of: $0, evidence: evidence) })
    document.series = assembler.series(
      seen.observations, indices: Self.indices(of: clue.key.kind), normalBefore: clue.firstDate)
    document.gaps = assembler.gaps(seen.observations)
    document.journal = try ledger.events(of: clue.key).map(event)
    document.notices += simulated(rows) + notices(seen.observations)
    var brought = try ledger.attachments(of: clue.key)
    if let unit {
      brought += try ledger.evidence(ofUnit: unit.id, layer: unit.layer).map(\.attachment)
    }
    document.notices += brought.map(Self.fieldEvidence)
    let drawn = try pictures(
      of: Subject(
        place: place, first: clue.firstDate, settled: clue.confirmedDate ?? clue.firstDate,
        clearShares: seen.clearShares), rows: rows)
    document.pictures = drawn.note
    if let notice = drawn.notice { document.notices.append(notice) }
    return LedgerReport(document: document, pictures: drawn.pictures)
  }

  /// Where a clue lies, the scenes of its tiles, and what they show of it.
  struct CluePlace {
    var place: ReportPlace
    var unit: LandUnitRow?
    var rows: [SceneRow]
    var seen: Sightings
  }

  func cluePlace(
    of clue: MonitoredClue, in ledger: borrowing Ledger
  ) throws(TiankanError) -> CluePlace {
    let rows = try ledger.scenes(ofTilesOf: Set(clue.acquisitions))
    let unit = try unit(of: clue, in: ledger)
    var boundaries: [MultiPolygon] = unit.map { [$0.outline] } ?? []
    for overlap in clue.overlaps.prefix(4) where unit?.id != overlap.unit {
      if let touched = try? ledger.landUnit(overlap.unit, in: [overlap.layer]) {
        boundaries.append(touched.outline)
      }
    }
    let place = ReportPlace(
      outline: clue.outline, boundaries: boundaries, crs: ledger.grid.crs)
    if let unit {
      let seen = Sightings(rows: try ledger.observations(of: unit), scenes: rows)
      return CluePlace(place: place, unit: unit, rows: rows, seen: seen)
    }
    let stored = try ledger.observations(of: Self.observed(clue))
    let seen =
      stored.isEmpty
      ? try measured(place, rows: rows, near: clue.firstDate)
      : Sightings(rows: stored, scenes: rows)
    return CluePlace(place: place, unit: nil, rows: rows, seen: seen)
  }

  func find(_ id: String, in ledger: borrowing Ledger) throws(TiankanError) -> ClueRow {
    do throws(TiankanError) {
      return try ledger.clue(id)
    } catch  where error.code == .notFound {
      var filter = ClueFilter()
      filter.limit = 5000
      let all = try ledger.clues(filter)
      let names = all.map { "\($0.clue.key)" } + all.compactMap(\.publicNumber)
      throw TiankanError(
        .notFound, error.message + Self.suggestion(nearestNames(to: id, among: names)),
        subject: id)
    }
  }

  static func suggestion(_ names: [String]) -> String {
    names.isEmpty ? "" : "; nearest: \(names.joined(separator: ", "))"
  }

  private func unit(
    of clue: MonitoredClue, in ledger: borrowing Ledger
  ) throws(TiankanError) -> LandUnitRow? {
    guard let id = clue.unit else { return nil }
    let layers = clue.key.kind == .rehabilitationLag ? ["mines"] : ["cropland"]
    do throws(TiankanError) {
      return try ledger.landUnit(id, in: layers)
    } catch  where error.code == .notFound || error.code == .usage {
      return nil
    }
  }

  func name(_ unit: LandUnitRow) -> ReportUnitName {
    ReportUnitName(
      layer: assembler.term(.layers, unit.layer), id: unit.id, name: unit.name)
  }

  /// The name under which the monitoring run observes a clue that is about no land unit: the layer `clue` and its key.
  private static func observed(_ clue: MonitoredClue) -> LandUnitRow {
    LandUnitRow(
      layer: "clue", id: "\(clue.key)", name: nil, version: "", tile: clue.key.tile,
      county: clue.county, grossSquareMetres: clue.squareMetres, netSquareMetres: nil,
      purePixels: clue.pixelCount, attributes: [], outline: clue.outline)
  }

  /// Measures a place without land unit in the scenes at hand.
  private func measured(
    _ place: ReportPlace, rows: [SceneRow], near first: CalendarDate
  ) throws(TiankanError) -> Sightings {
    let accepted = rows.filter { $0.status == .accepted }
    let nearest = accepted.filter { scenes[$0.acquisition.description] != nil }
      .sorted {
        distance($0, from: first) < distance($1, from: first)
      }.prefix(Self.examinedScenes)
      .sorted { ($0.acquisition.sensed?.date ?? first) < ($1.acquisition.sensed?.date ?? first) }
    let found = try PlaceSeries.read(
      place, from: nearest.compactMap { scenes[$0.acquisition.description] },
      indices: [.ndvi, .bsi, .fvc])
    return Sightings(found, rows: nearest)
  }

  private func distance(_ row: SceneRow, from day: CalendarDate) -> Int {
    abs((row.acquisition.sensed?.date.dayNumber ?? 0) - day.dayNumber)
  }

  static func indices(of kind: ClueKind) -> [String] {
    switch kind {
    case .rehabilitationLag: ["cover", "bare_share", "ndvi"]
    case .abandonment, .nonGrain: ["ndvi", "bsi", "ndmi"]
    case .construction, .change: ["ndvi", "bsi", "cover"]
    }
  }

  /// A photo or an orthophoto.
  static func fieldEvidence(_ attachment: String) -> ReportTerm {
    ReportTerm(
      code: "field_evidence", zh: "现场取证：\(attachment)",
      en: "evidence from the field: \(attachment)")
  }

  /// The label of simulated data, where a scene says that it is.
  func simulated(_ rows: [SceneRow]) -> [ReportTerm] {
    rows.contains { $0.acquisition.platform.hasPrefix("simulated") }
      ? [assembler.term(.notices, "simulated")] : []
  }

  func notices(_ observations: [PlaceObservation]) -> [ReportTerm] {
    let platforms = Set(observations.map(\.platform))
    return platforms.count > 1 ? [assembler.term(.notices, "two_sensors")] : []
  }

  private func event(_ row: EventRow) -> ReportEvent {
    var parts: [String] = []
    if let number = row.publicNumber { parts.append(number) }
    if let from = row.fromState, let to = row.toState, from != to {
      parts.append("\(from.rawValue) → \(to.rawValue)")
    }
    if let area = row.squareMetres {
      let previous = row.previousSquareMetres.map { "\(NumberText.fixed($0, 1)) → " } ?? ""
      parts.append("\(previous)\(NumberText.fixed(area, 1)) m²")
    }
    if let other = row.otherClue { parts.append(other) }
    if let handling = row.handlingState { parts.append(handling.rawValue) }
    return ReportEvent(
      date: row.time, kind: assembler.term(.events, row.kind.rawValue),
      note: parts.isEmpty ? nil : parts.joined(separator: ", "))
  }
}
