import Diagnostics
import Foundation
import Geometry
import Imagery
import LedgerStore
import Supervision

/// An alert as a line of JSON and as a feature of GeoJSON; `docs/formats.md` has the keys.
struct AlertLine: Encodable {
  struct Overlap: Encodable {
    var layer: String
    var unitId: String
    var unitName: String?
    var overlapM2: Double
    var shareOfClue: Double
  }

  var run: Int
  var generation: Int
  var time: String
  var rank: Int
  var clueKey: String
  var publicNumber: String?
  var events: [String]
  var kind: String
  var kindZh: String
  var kindEn: String
  var finding: String
  var detectionState: String
  var detectionStateZh: String
  var detectionStateEn: String
  var priority: String
  var neverDropped: Bool
  var approval: String
  var county: String?
  var gridCell: String?
  var tile: String
  var unitId: String?
  var firstDate: String
  var provisionalDate: String?
  var confirmedDate: String?
  var lastDate: String
  var endedDate: String?
  var hits: Int
  var observations: Int
  var areaM2: Double
  var areaMu: Double
  var previousM2: Double?
  var longitude: Double
  var latitude: Double
  var ruleSet: String
  var overlaps: [Overlap]

  init(_ alert: NightAlert, rank: Int, of night: NightAlerts, _ vocabulary: Vocabulary) {
    let clue = alert.row.clue
    run = night.run.number
    generation = night.run.generation
    time = night.run.run.finished
    self.rank = rank
    clueKey = clue.key.description
    publicNumber = alert.row.publicNumber
    events = alert.events.map(\.rawValue)
    kind = clue.key.kind.rawValue
    kindZh = vocabulary[clue.key.kind].chinese
    kindEn = vocabulary[clue.key.kind].english
    finding = clue.finding
    detectionState = clue.detectionState.rawValue
    detectionStateZh = vocabulary[clue.detectionState].chinese
    detectionStateEn = vocabulary[clue.detectionState].english
    priority = clue.priority.rawValue
    neverDropped = alert.isExempt
    approval = clue.approval.rawValue
    county = clue.county
    gridCell = alert.cell
    tile = clue.key.tile
    unitId = clue.unit
    firstDate = clue.firstDate.description
    provisionalDate = clue.provisionalDate?.description
    confirmedDate = clue.confirmedDate?.description
    lastDate = clue.lastDate.description
    endedDate = clue.endedDate?.description
    hits = clue.hits
    observations = clue.observations
    areaM2 = clue.squareMetres
    areaMu = (AreaUnits.mu(squareMetres: clue.squareMetres) * 100).rounded(.toNearestOrEven) / 100
    previousM2 = alert.previousSquareMetres
    longitude = clue.position.x
    latitude = clue.position.y
    ruleSet = clue.ruleSet
    overlaps = clue.overlaps.map {
      Overlap(
        layer: $0.layer, unitId: $0.unit, unitName: $0.name.isEmpty ? nil : $0.name,
        overlapM2: $0.squareMetres, shareOfClue: $0.shareOfClue)
    }
  }
}

/// The document of a run: counts and what went, beside the alerts; it is written last and says that all is there.
struct NightDocument: Encodable {
  struct Words: Encodable {
    var code: String
    var zh: String
    var en: String
    var states: [String: Int]
    var priorities: [String: Int]
  }
  struct County: Encodable {
    var county: String?
    var alerts: Int
    var heldBack: Int
    var unconfirmed: Int
  }
  struct Gone: Encodable {
    var clueKey: String
    var event: String
    var successor: String?
  }

  var schema = "tiankan-night-1"
  var run: Int
  var generation: Int
  var started: String
  var finished: String
  var program: String
  var until: String?
  var exitStatus: Int
  var counts: [String: Int]
  var clues: [Words]
  var events: [String: Int]
  var capPerCounty: Int
  var alerts: Int
  var neverDropped: Int
  var heldBack: Int
  var unconfirmed: Int
  var counties: [County]
  var gone: [Gone]
  var confidence: String

  init(_ night: NightAlerts, _ vocabulary: Vocabulary) {
    let row = night.run.run
    run = night.run.number
    generation = night.run.generation
    started = row.started
    finished = row.finished
    program = row.program
    until = row.until?.description
    exitStatus = row.exitStatus
    counts = row.counts
    clues = ClueKind.allCases.compactMap { kind in
      let rows = night.counts.filter { $0.kind == kind.rawValue }
      guard !rows.isEmpty else { return nil }
      var words = Words(
        code: kind.rawValue, zh: vocabulary[kind].chinese, en: vocabulary[kind].english,
        states: [:], priorities: [:])
      for row in rows {
        words.states[row.state, default: 0] += row.count
        words.priorities[row.priority, default: 0] += row.count
      }
      return words
    }
    events = Dictionary(uniqueKeysWithValues: night.events.map { ($0.key.rawValue, $0.value) })
    capPerCounty = night.cap
    alerts = night.alerts.count
    neverDropped = night.alerts.count { $0.isExempt }
    heldBack = night.heldBack
    unconfirmed = night.unconfirmed
    counties = night.counties.map {
      County(
        county: $0.county.isEmpty ? nil : $0.county, alerts: $0.listed, heldBack: $0.heldBack,
        unconfirmed: $0.unconfirmed)
    }
    gone = night.gone.map {
      Gone(clueKey: $0.key, event: $0.event.rawValue, successor: $0.successor)
    }
    confidence = vocabulary[.notCalibrated].chinese
  }
}
