import Diagnostics
import Foundation
import Geometry
import Imagery
import LedgerStore
import Supervision

/// A ledger over the burnt site, with a clue in it, a mine, its observations and results, and every scene.
func makeSampleLedger(at path: String) throws(TiankanError) {
  let scenes: [Scene]
  let site: (outline: MultiPolygon, crs: CoordinateReferenceSystem)
  do {
    scenes = try recoveryScenes()
    site = try recoverySite()
  } catch {
    throw TiankanError(.bug, "the scenes of the repository cannot be read", cause: "\(error)")
  }
  guard let grid = scenes.first?.grid(for: [.red]) else { return }
  let ledger = try Ledger.create(at: path, grid: grid)
  let run = LedgerRun(
    started: "2026-01-02T03:04:05Z", program: "tiankan test", configurationHash: "0")
  try ledger.commit(run: run) { (transaction: inout LedgerTransaction) throws(TiankanError) in
    for scene in scenes {
      try transaction.append(
        SceneRow(
          acquisition: scene.acquisition, version: scene.version, profile: scene.profile,
          path: scene.name.split(separator: "/").last.map(String.init) ?? ""))
    }
    var refused = SceneRow(
      acquisition: AcquisitionID(
        platform: "landsat-5", sensor: "generic", tile: "bc06",
        sensed: SensingTime(date: date("2006-08-01"))),
      version: ProductVersion(baseline: "", processed: ""), profile: "generic", status: .refused,
      path: "broken.tif")
    refused.reason = "the file is damaged; fetch it again"
    try transaction.append(refused)
    try transaction.append(
      LandUnitRow(
        layer: "mines", id: "KQ-3", name: "<b>采石场</b>", version: "2024", tile: "bc06",
        county: "350582", grossSquareMetres: 745_200, netSquareMetres: nil, purePixels: 700,
        attributes: [Feature.Attribute("KSMC", .text("采石场"))], outline: site.outline))
    for (position, scene) in scenes.enumerated() {
      guard let day = scene.acquisition.sensed?.date else { continue }
      var row = ObservationRow(
        tile: "bc06", layer: "mines", unit: "KQ-3", date: day,
        acquisition: scene.acquisition.description, clearShare: 9000)
      let value = Int16(5000 - 100 * position)
      row.ndvi = IndexNumbers(
        mean: value, median: value, lowerQuartile: value - 500, upperQuartile: value + 500)
      row.bareShare = 2500
      try transaction.append(row)
    }
    try transaction.append(
      UnitResultRow(
        tile: "bc06", layer: "mines", unit: "KQ-3", kind: .rehabilitationLag, period: "2023",
        state: "stalled", ruleSet: "mine 1",
        tests: [
          ClueTest(
            name: "two_season_growth", value: -0.01, comparison: ">", threshold: 0, isMet: false,
            date: nil, period: "2023")
        ]))
    for (period, state, change) in [
      ("background", "background_disturbed", -0.38457),
      ("background-2002-2005", "background_gain", 0.10449),
      ("background-2005-2006", "background_loss", -0.38457),
      ("background-2006-2024", "background_gain", 0.24907),
    ] {
      try transaction.append(
        UnitResultRow(
          tile: "bc06", layer: "mines", unit: "KQ-3", kind: .rehabilitationLag, period: period,
          state: state, ruleSet: "mine 1",
          tests: [
            ClueTest(
              name: "background_change_nbr", value: change, comparison: "<=", threshold: -0.1,
              isMet: change < 0, date: nil,
              period: period == "background" ? "background-2005-2006" : "")
          ]))
    }
    try transaction.append(makeBurntClue(grid: grid, scenes: scenes))
  }
}

/// A clue of 6 × 5 pixels inside the burnt site, first seen in 2006.
private func makeBurntClue(grid: Grid, scenes: [Scene]) -> MonitoredClue {
  let outline = makeSquare(
    x: grid.x(ofColumnEdge: 20), y: grid.y(ofRowEdge: 12), side: 5 * grid.pixelWidth)
  var clue = MonitoredClue(
    key: ClueKey(
      tile: "bc06", kind: .construction, firstDate: date("2006-07-01"), row: 12, column: 20),
    detectionState: .confirmed, finding: "construction", firstDate: date("2006-07-01"),
    lastDate: date("2008-07-01"), pixelCount: 25, squareMetres: 22_500, outline: outline,
    position: Coordinate(x: -122.5, y: 53.9), priority: .third, ruleSet: "built 1")
  clue.confirmedDate = date("2008-07-01")
  clue.hits = 3
  clue.observations = 3
  clue.county = "350582"
  clue.acquisitions = scenes[4...6].map(\.acquisition.description)
  clue.tests = [
    ClueTest(
      name: "ndvi_drop", value: 0.31, comparison: ">=", threshold: 0.15, isMet: true,
      date: date("2006-07-01"), period: "")
  ]
  clue.overlaps = [
    ClueOverlap(
      layer: "mines", unit: "KQ-3", name: "采石场", squareMetres: 22_500, shareOfClue: 1,
      shareOfUnit: 0.03)
  ]
  return clue
}
