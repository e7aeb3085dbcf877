import Diagnostics
import ChangeDetection
import Imagery
import LandUnits
import LedgerStore
import Supervision
import TestSupport
import Testing

@testable import Monitoring

@Suite(.enabled(if: Program.hasPython)) struct ParcelExaminerTests {
  let fixture: Fixture

  init() throws {
    fixture = try Fixture()
    try fixture.python(
      """
      layer("cropland", ["BSM", "DLBM"], [(0, 0, 12, 12, ["P1", "0103"])])
      layer("counties", ["XZQDM"], [(0, 0, 100, 100, ["350101"])])
      scene("only", "2025-03-01")
      open(f"{folder}/fallow.csv", "w").write("BSM,from,to\\nP1,2022-10-01,2024-09-30\\nP9,2020-01-01,2029-01-01\\n")
      open(f"{folder}/others.csv", "w").write("BSM,from,to\\nP9,2020-01-01,2029-01-01\\n")
      """)
  }

  /// NDVI by days since 10-01: one crop of maize that is harvested, and weeds that nobody ploughs or mows.
  static let maize = [
    (0, 0.20), (190, 0.18), (215, 0.20), (285, 0.84), (320, 0.70), (342, 0.22), (366, 0.20),
  ]
  static let weeds = [
    (0, 0.62), (60, 0.46), (110, 0.38), (150, 0.40), (230, 0.74), (300, 0.76), (366, 0.62),
  ]

  /// Two crop years with a crop, then weeds; a date every five days.
  func observations() throws -> [UnitObservation] {
    let first = try day("2020-10-01").dayNumber
    let until = try day("2024-12-31").dayNumber
    return stride(from: first, through: until, by: 5).map { number in
      let elapsed = number - first
      let curve = elapsed < 730 ? Self.maize : Self.weeds
      let position = elapsed % 365
      let next = curve.firstIndex { $0.0 > position } ?? 1
      let (from, to) = (curve[next - 1], curve[next])
      let ndvi =
        from.1 + (to.1 - from.1) * Double(position - from.0) / Double(to.0 - from.0)
      func summary(_ value: Double) -> IndexSummary {
        let stored = Int16((value * 10_000).rounded())
        return IndexSummary(
          mean: stored, median: stored, lowerQuartile: stored, upperQuartile: stored)
      }
      var row = UnitObservation(
        date: CalendarDate(dayNumber: number), scene: 0, platform: "generic", clearShare: 10_000)
      row.ndvi = summary(ndvi)
      row.bsi = summary(0.22 - 0.6 * ndvi)
      row.ndmi = summary(0.6 * ndvi - 0.22)
      row.mndwi = summary(-0.45)
      row.ndwi = summary(-0.3 - 0.4 * ndvi)
      row.brightness = summary(0.10)
      row.redness = summary(0.10 - 0.3 * ndvi)
      return row
    }
  }

  func examine(fallow: String) throws -> (results: [String: String], clues: [MonitoredClue]) {
    let configuration = try fixture.configuration([
      "counties: {source: counties.gpkg, fields: {id: XZQDM}}",
      "cropland: {source: cropland.gpkg, fields: {id: BSM}, fallow: {source: \(fallow), fields: {id: BSM, from: from, to: to}}}",
    ])
    let layers = try AreaLayers(configuration, vocabulary: try Vocabulary.builtIn())
    let units = try MonitoredUnits(
      layers, grid: configuration.grid, tiles: configuration.tiles)
    let context = try ClueContext(
      grid: configuration.grid, units: units, layers: layers, archive: try fixture.archive(),
      until: try day("2024-12-31"))
    let examiner = ParcelExaminer(
      detector: AbandonmentDetector(), context: context, classField: nil)
    let parcel = try #require(units.units(of: .cropland, in: "A").first)
    let found = try examiner.examine(parcel, pixels: 100, observations: try observations())
    return (
      Dictionary(found.results.map { ($0.period, $0.state) }, uniquingKeysWith: { $1 }),
      found.clues
    )
  }

  @Test func `two idle years are a clue that belongs to the parcel, its tile and county`() throws {
    let found = try examine(fallow: "others.csv")
    let clue = try #require(found.clues.first, "\(found.results)")
    #expect(found.clues.count == 1)
    #expect(clue.key.kind == .abandonment)
    #expect(clue.key.tile == "A")
    #expect((clue.key.row, clue.key.column) == (6, 6))
    #expect(clue.unit == "P1")
    #expect(clue.county == "350101")
    #expect(clue.priority == .second)
    #expect(clue.approval == .notApplicable)
    #expect(!clue.tests.isEmpty)
  }

  @Test func `years on the approved fallow list are exempt and no clue`() throws {
    let found = try examine(fallow: "fallow.csv")
    #expect(found.clues.isEmpty)
    #expect(found.results.values.contains("exempt"), "\(found.results)")
  }
}
