import ChangeDetection
public import Diagnostics
import Geometry
import Imagery
public import LedgerStore
import Supervision

extension LedgerReporter {
  /// The largest place that is drawn as one picture, in pixels of the ledger's grid.
  private static let largestOverview = 4_000_000.0

  /// The report of a tile.
  ///
  /// - Throws: `.notFound` with the tiles there are, errors of reading.
  public func tile(
    _ id: String, in ledger: borrowing Ledger
  ) throws(TiankanError) -> LedgerReport<TileDocument> {
    var filter = ClueFilter()
    filter.tile = id
    filter.restrict(to: sight)
    let rows = try ledger.clues(filter)
    let results = try ledger.resultCounts(tile: id)
    if rows.isEmpty, results.isEmpty, try ledger.landUnits(tile: id, limit: 1).isEmpty {
      let tiles = Set(try ledger.resultCounts().map(\.tile) + ledger.clues().map(\.clue.key.tile))
      throw TiankanError(
        .notFound,
        "the ledger has nothing of this tile; it has: \(tiles.sorted().joined(separator: ", "))",
        subject: id)
    }
    let scenes = try ledger.scenes()
    let grid = ledger.grid
    var document = TileDocument(
      tile: id, crs: grid.crs.authorityCode ?? grid.crs.name,
      core: [grid.originX, grid.minY, grid.maxX, grid.originY],
      decidedShare: Self.decidedShare(results),
      provenance: assembler.provenance(
        ruleSets: Set(rows.map(\.clue.ruleSet)).sorted(), areaMethod: "ellipsoidal_pixels",
        generation: try ledger.generation(), scenes: list(scenes) { Self.use(of: $0) }))
    document.clues = try summaries(filter, in: ledger)
    document.counts = Self.counts(document.clues)
    document.gaps = ObservationGaps.find(
      in: scenes.compactMap { row in
        Self.use(of: row).code == "observed" ? row.acquisition.sensed?.date : nil
      })
    document.refusals = scenes.filter { $0.status == .refused }.map {
      TileDocument.Refused(subject: $0.path, code: $0.status.rawValue, reason: $0.reason)
    }
    document.notices = simulated(scenes)
    let drawn = try overview(rows, scenes: scenes, grid: grid)
    document.pictures = drawn.note
    if let notice = drawn.notice { document.notices.append(notice) }
    return LedgerReport(document: document, pictures: drawn.pictures)
  }

  private func overview(
    _ rows: [ClueRow], scenes: [SceneRow], grid: Grid
  ) throws(TiankanError) -> (
    pictures: [ReportPicture], note: ReportPictureNote?, notice: ReportTerm?
  ) {
    let place = ReportPlace(
      outline: nil, others: rows.map(\.clue.outline), crs: grid.crs)
    let box = place.envelope
    guard !box.isEmpty else { return ([], nil, nil) }
    guard box.width / grid.pixelWidth * box.height / grid.pixelHeight < Self.largestOverview else {
      return ([], nil, assembler.term(.notices, "picture_too_large"))
    }
    var shares: [String: Double] = [:]
    for scene in scenes {
      shares[scene.acquisition.description] = Self.use(of: scene).clearShare
    }
    let firsts = rows.map(\.clue.firstDate)
    return try pictures(
      of: Subject(
        place: place, first: firsts.min() ?? CalendarDate(dayNumber: 0),
        settled: firsts.max() ?? CalendarDate(dayNumber: 0), clearShares: shares), rows: scenes)
  }

  /// What a scene was good for over the whole grid.
  private static func use(of row: SceneRow) -> (code: String, clearShare: Double?) {
    let share = row.usableShare.map { Double($0) / IndexValue.scale }
    switch row.status {
    case .superseded: return ("superseded", share)
    case .refused: return ("refused", share)
    case .accepted: break
    }
    guard let share, share < 0.1 else { return ("observed", share) }
    return ((row.noDataShare ?? 0) > 5000 ? "no_data" : "cloud", share)
  }

  /// The share of land units with a decision, in the last period of each kind.
  static func decidedShare(_ results: [ResultCount]) -> Double? {
    var last: [String: String] = [:]
    for result in results where result.state != "pending" {
      last[result.kind] = max(last[result.kind] ?? "", result.period)
    }
    let counted = results.filter { last[$0.kind] == $0.period && $0.state != "pending" }
    let total = counted.reduce(0) { $0 + $1.count }
    guard total > 0 else { return nil }
    let open = counted.filter { ["undecidable", "too_small"].contains($0.state) }
      .reduce(0) { $0 + $1.count }
    return Double(total - open) / Double(total)
  }

  /// How many clues by kind and state, in the order of the list.
  static func counts(_ clues: [ClueSummary]) -> [TileDocument.Count] {
    var counts: [TileDocument.Count] = []
    var areas: [Double] = []
    for clue in clues {
      let position = counts.firstIndex {
        $0.kind.code == clue.kind.code && $0.state.code == clue.detectionState.code
      }
      if let position {
        counts[position].count += 1
        areas[position] += clue.area.squareMetres
      } else {
        counts.append(
          .init(
            kind: clue.kind, state: clue.detectionState, count: 1,
            area: ReportArea(squareMetres: 0)))
        areas.append(clue.area.squareMetres)
      }
    }
    for position in counts.indices {
      counts[position].area = ReportArea(squareMetres: areas[position])
    }
    return counts.sorted { ($0.kind.code, $0.state.code) < ($1.kind.code, $1.state.code) }
  }
}
