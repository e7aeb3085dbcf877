import Diagnostics
import GeoIO
import Geometry
import Imagery
import LedgerStore
import Monitoring
import Supervision

extension MonitorReport {
  /// The summary that `monitor` prints for people, in Chinese and English.
  func text(ledger: String) throws(TiankanError) -> String {
    let vocabulary = try Vocabulary.builtIn()
    var lines = [
      "景 scenes: \(scenes) on \(overpasses) days"
        + (until.map { ", 截至 until \($0)" } ?? "")
        + "; beside the area \(scenesBeside), later \(scenesLater), superseded \(scenesSuperseded)",
      "瓦片 tiles: \(tiles.joined(separator: ", ")); blocks read \(blocks), skipped \(skippedBlocks); under clouds and not decoded \(hiddenBlocks)",
      "计算 computed: \(workText); 线索历史 clue histories read \(clueHistories), in blocks \(historyBlocks)",
      "监测 watched: \(watchedPixels) pixels, 可判定 decided \(Self.percent(monitoredPixels, of: watchedPixels));"
        + " 图斑 land units \(units); 耕地 parcels \(parcels), 可判定 decided "
        + Self.percent(decidedParcels, of: parcels),
    ]
    for count in clues {
      let kind = vocabulary[count.kind]
      let states = DetectionState.allCases.compactMap { state in
        count.states[state].map { "\(vocabulary[state].chinese) \(state.rawValue) \($0)" }
      }
      lines.append("线索 \(kind.chinese) \(kind.english): \(states.joined(separator: ", "))")
    }
    if clues.isEmpty { lines.append("线索 clues: 0") }
    let changes = ClueEvent.allCases.compactMap { event in
      events[event].map { "\(event.rawValue) \($0)" }
    }
    lines.append("变动 changes: \(changes.isEmpty ? "none" : changes.joined(separator: ", "))")
    if let night { lines += Self.lines(night, vocabulary) }
    lines.append("置信度 confidence: 未校准 not calibrated")
    lines += notices.map { "注意 notice: \($0)" }
    if !refusals.isEmpty {
      lines.append("未采用 refused: \(refusals.count) inputs; each is listed above")
    }
    lines.append(
      "台账 ledger: \(BoundaryReader.subject(of: ledger)), generation \(generation)")
    return lines.joined(separator: "\n")
  }

  /// How many alerts are printed; the feed has all.
  private static let shownAlerts = 10

  private static func lines(_ night: NightAlerts, _ vocabulary: Vocabulary) -> [String] {
    var lines = [
      "提醒 alerts: \(night.alerts.count), 按县上限暂缓 held back \(night.heldBack)"
        + " (每县上限 cap per county \(night.cap))"
        + ", 仅一次观测未列入 single hit, not listed \(night.unconfirmed)"
    ]
    for county in night.counties where county.heldBack > 0 {
      lines.append(
        "  县 county \(county.county.isEmpty ? "—" : county.county): \(county.listed), 暂缓 held back \(county.heldBack)"
      )
    }
    for alert in night.alerts.prefix(shownAlerts) {
      let clue = alert.row.clue
      lines.append(
        "  \(clue.priority.rawValue) \(alert.row.publicNumber ?? "\(clue.key)") "
          + "\(vocabulary[clue.key.kind].chinese) \(vocabulary[clue.detectionState].chinese) "
          + "\(AreaUnits.muText(squareMetres: clue.squareMetres)) 亩: "
          + alert.events.map(\.rawValue).joined(separator: ", "))
    }
    if night.alerts.count > shownAlerts {
      lines.append("  … 另有 and \(night.alerts.count - shownAlerts) more in the feed")
    }
    return lines
  }

  private var workText: String {
    work.map { "\($0.tile) \($0.mode.rawValue) (\($0.reason))" }.joined(separator: ", ")
  }

  /// The summary as a JSON document.
  func json() throws(TiankanError) -> String { try JSONText.encode(MonitorSummary(self)) }

  private static func percent(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "—" }
    return "\((Double(part) / Double(whole) * 1000).rounded() / 10) %"
  }
}

/// The summary of a run as machines read it.
private struct MonitorSummary: Encodable {
  private struct Left: Encodable {
    var subject: String
    var code: String
    var reason: String
  }

  private struct Work: Encodable {
    var tile: String
    var mode: String
    var reason: String
  }

  private var generation: Int
  private var work: [Work]
  private var clueHistories: [String: Int]
  private var until: String?
  private var tiles: [String]
  private var scenes: [String: Int]
  private var blocks: [String: Int]
  private var pixels: [String: Int]
  private var landUnits: Int
  private var parcels: [String: Int]
  private var clues: [String: [String: Int]]
  private var events: [String: Int]
  private var notices: [String]
  private var refusals: [Left]
  private var run: Int?
  private var alerts: Alerts?

  private struct Alerts: Encodable {
    struct County: Encodable {
      var county: String?
      var listed: Int
      var heldBack: Int
      var unconfirmed: Int

      enum CodingKeys: String, CodingKey {
        case county, listed, unconfirmed
        case heldBack = "held_back"
      }
    }
    var listed: Int
    var heldBack: Int
    var unconfirmed: Int
    var capPerCounty: Int
    var counties: [County]

    enum CodingKeys: String, CodingKey {
      case listed, unconfirmed, counties
      case heldBack = "held_back"
      case capPerCounty = "cap_per_county"
    }
  }

  private enum CodingKeys: String, CodingKey {
    case generation, work, until, tiles, scenes, blocks, pixels, parcels, clues, events, notices,
      refusals, run, alerts
    case landUnits = "land_units"
    case clueHistories = "clue_histories"
  }

  init(_ report: MonitorReport) {
    generation = report.generation
    work = report.work.map { Work(tile: $0.tile, mode: $0.mode.rawValue, reason: $0.reason) }
    clueHistories = ["clues": report.clueHistories, "blocks": report.historyBlocks]
    until = report.until?.description
    tiles = report.tiles
    scenes = [
      "used": report.scenes, "days": report.overpasses, "beside": report.scenesBeside,
      "later": report.scenesLater, "superseded": report.scenesSuperseded,
    ]
    blocks = [
      "read": report.blocks, "skipped": report.skippedBlocks, "hidden": report.hiddenBlocks,
    ]
    pixels = ["watched": report.watchedPixels, "decided": report.monitoredPixels]
    landUnits = report.units
    parcels = ["all": report.parcels, "decided": report.decidedParcels]
    clues = [:]
    for count in report.clues {
      clues[count.kind.rawValue] = Dictionary(
        uniqueKeysWithValues: count.states.map { ($0.key.rawValue, $0.value) })
    }
    events = Dictionary(
      uniqueKeysWithValues: report.events.map { ($0.key.rawValue, $0.value) })
    notices = report.notices
    refusals = report.refusals.map {
      Left(subject: $0.subject, code: $0.code, reason: $0.reason)
    }
    run = report.night?.run.number
    alerts = report.night.map { night in
      Alerts(
        listed: night.alerts.count, heldBack: night.heldBack, unconfirmed: night.unconfirmed,
        capPerCounty: night.cap,
        counties: night.counties.map {
          .init(
            county: $0.county.isEmpty ? nil : $0.county, listed: $0.listed, heldBack: $0.heldBack,
            unconfirmed: $0.unconfirmed)
        })
    }
  }
}
