public import Diagnostics
import Geometry
public import Imagery
public import Supervision

/// Turns the values of the ledger into the parts of documents: codes into terms, areas, positions in three systems.
///
/// Made once per report; it holds two transformations of coordinates and the words.
public struct DocumentAssembler {
  let vocabulary: Vocabulary
  let terms: ReportTerms
  let grid: Grid
  private let program: String
  private let systems: PositionSystems

  /// Creates an assembler.
  ///
  /// - Parameters:
  ///   - grid: The monitored grid, in whose datum positions are.
  ///   - program: The program and its version.
  public init(grid: Grid, program: String) throws(TiankanError) {
    vocabulary = try Vocabulary.builtIn()
    terms = try ReportTerms.load()
    self.grid = grid
    self.program = program
    systems = try PositionSystems(of: grid.crs)
  }

  func term(_ kind: ClueKind) -> ReportTerm { Self.term(kind.rawValue, vocabulary[kind]) }
  func term(_ state: DetectionState) -> ReportTerm { Self.term(state.rawValue, vocabulary[state]) }
  func term(_ state: HandlingState) -> ReportTerm { Self.term(state.rawValue, vocabulary[state]) }

  /// A code with its words.
  public func term(_ group: ReportTerms.Group, _ code: String) -> ReportTerm {
    terms.term(group, code)
  }

  private static func term(_ code: String, _ phrase: Phrase) -> ReportTerm {
    ReportTerm(code: code, zh: phrase.chinese, en: phrase.english)
  }

  /// A position inside, given as longitude and latitude in the grid's datum.
  public func position(
    longitude: Double, latitude: Double
  ) throws(TiankanError) -> ReportPosition {
    try systems.position(longitude: longitude, latitude: latitude)
  }

  /// A clue as a row of a list.
  public func summary(
    _ clue: MonitoredClue, publicNumber: String?, handlingState: HandlingState
  ) throws(TiankanError) -> ClueSummary {
    let position = try position(longitude: clue.position.x, latitude: clue.position.y)
    return ClueSummary(
      key: clue.key.description, publicNumber: publicNumber, kind: term(clue.key.kind),
      finding: finding(clue), detectionState: term(clue.detectionState),
      handlingState: term(handlingState),
      priority: terms.term(.priorities, clue.priority.rawValue),
      approval: terms.term(.approvals, clue.approval.rawValue),
      dates: ReportDates(
        first: clue.firstDate.description, provisional: clue.provisionalDate?.description,
        confirmed: clue.confirmedDate?.description, last: clue.lastDate.description,
        ended: clue.endedDate?.description),
      area: ReportArea(squareMetres: clue.squareMetres), position: position.cgcs2000)
  }

  /// The finding's words; the kind's where the finding says no more.
  private func finding(_ clue: MonitoredClue) -> ReportTerm {
    clue.finding.isEmpty || clue.finding == clue.key.kind.rawValue
      ? term(clue.key.kind) : terms.term(.findings, clue.finding)
  }

  /// The document of a clue without what the journal, the scenes and the series add.
  public func document(
    _ clue: MonitoredClue, publicNumber: String?, handlingState: HandlingState,
    unit: ReportUnitName?, generation: Int?, scenes: [ReportScene]
  ) throws(TiankanError) -> ClueDocument {
    var document = ClueDocument(
      summary: try summary(clue, publicNumber: publicNumber, handlingState: handlingState),
      tile: clue.key.tile, county: clue.county, unit: unit, hits: clue.hits,
      observations: clue.observations, pixelCount: clue.pixelCount,
      grossArea: ReportArea(squareMetres: clue.squareMetres),
      netArea: clue.netSquareMetres.map { ReportArea(squareMetres: $0) },
      position: try position(longitude: clue.position.x, latitude: clue.position.y),
      provenance: provenance(
        ruleSets: [clue.ruleSet],
        areaMethod: clue.unit == nil ? "ellipsoidal_pixels" : "ellipsoidal_outline",
        generation: generation, scenes: scenes))
    document.overlaps = clue.overlaps.map(overlap)
    document.tests = clue.tests.map(test)
    document.marks = marks(of: clue)
    if clue.approval == .incomplete {
      document.notices.append(Self.term("approvals_incomplete", vocabulary[.approvalsIncomplete]))
    }
    if clue.unit == nil, clue.pixelCount < 9 {
      document.notices.append(terms.term(.notices, "small_patch"))
    }
    return document
  }

  /// What a document rests on.
  public func provenance(
    ruleSets: [String], areaMethod: String, generation: Int?, scenes: [ReportScene]
  ) -> ReportProvenance {
    ReportProvenance(
      program: program, ruleSets: ruleSets, areaMethod: terms.term(.notices, areaMethod),
      confidence: Self.term("not_calibrated", vocabulary[.notCalibrated]), generation: generation,
      scenes: scenes.sorted { ($0.date, $0.acquisition) < ($1.date, $1.acquisition) })
  }

  /// An overlap.
  public func overlap(_ overlap: ClueOverlap) -> ReportOverlap {
    ReportOverlap(
      layer: terms.term(.layers, overlap.layer), unit: overlap.unit,
      name: overlap.name.isEmpty ? nil : overlap.name,
      area: ReportArea(squareMetres: overlap.squareMetres), shareOfClue: overlap.shareOfClue,
      shareOfUnit: overlap.shareOfUnit)
  }

  /// A test.
  public func test(_ test: ClueTest) -> ReportTest {
    ReportTest(
      name: terms.term(.tests, test.name), value: test.value, comparison: test.comparison,
      threshold: test.threshold, met: test.isMet, date: test.date?.description,
      period: test.period.isEmpty ? nil : test.period)
  }

  /// The days of a clue's life that charts mark.
  private func marks(of clue: MonitoredClue) -> [ReportEvent] {
    let days = [
      ("first", clue.firstDate), ("provisional", clue.provisionalDate),
      ("confirmed", clue.confirmedDate), ("ended", clue.endedDate),
    ]
    return days.compactMap { code, date in
      date.map { ReportEvent(date: $0.description, kind: terms.term(.events, code)) }
    }
  }

  /// The indices of a place over time, with what was normal before a day; days without a value are left out.
  public func series(
    _ observations: [PlaceObservation], indices: [String], normalBefore: CalendarDate?
  ) -> [ReportSeries] {
    let sorted = observations.sorted {
      ($0.date, $0.acquisition) < ($1.date, $1.acquisition)
    }
    guard let first = sorted.first?.date, let last = sorted.last?.date else { return [] }
    return indices.compactMap { index in
      let points = sorted.compactMap { observation -> ReportSeries.Point? in
        guard let value = observation.values.first(where: { $0.index == index }) else {
          return nil
        }
        return .init(
          date: observation.date.description, median: value.median,
          lowerQuartile: value.lowerQuartile, upperQuartile: value.upperQuartile,
          platform: observation.platform, clearShare: observation.clearShare)
      }
      guard !points.isEmpty else { return nil }
      var series = ReportSeries(index: terms.term(.indices, index), points: points)
      if let normalBefore {
        series.baseline = SeasonalBaseline.band(
          of: points, before: normalBefore, over: first.dayNumber...last.dayNumber)
      }
      return series
    }
  }

  /// Stretches without a clear view, and a notice where several satellites are mixed.
  public func gaps(_ observations: [PlaceObservation]) -> [ReportGap] {
    ObservationGaps.find(in: observations.map(\.date))
  }
}
