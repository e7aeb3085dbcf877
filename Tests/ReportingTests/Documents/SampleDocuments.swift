import ChangeDetection
import Diagnostics
import Foundation
import GeoIO
import Geometry
import Imagery
import Reporting
import Supervision
import TestSupport

/// A grid of 10 m pixels in CGCS2000 / 3-degree Gauss-Kruger CM 117E, as a Fujian county would use.
func makeChineseGrid() throws -> Grid {
  Grid(
    crs: try CoordinateReferenceSystem(parsing: "EPSG:4548"), originX: 500_000,
    originY: 2_760_000, pixelWidth: 10, pixelHeight: 10, columns: 400, rows: 300)
}

/// A clue of construction on cropland, with every part that a document can have.
func makeClue(grid: Grid) -> MonitoredClue {
  let first = date("2024-03-12")
  var clue = MonitoredClue(
    key: ClueKey(tile: "T1", kind: .construction, firstDate: first, row: 20, column: 30),
    detectionState: .confirmed, finding: "construction", firstDate: first,
    lastDate: date("2024-09-08"), pixelCount: 42, squareMetres: 4198.7,
    outline: makeSquare(x: 500_300, y: 2_759_800, side: 60),
    position: Coordinate(x: 117.003_2, y: 24.945), priority: .second, ruleSet: "fujian-2025 1.0")
  clue.provisionalDate = date("2024-04-06")
  clue.confirmedDate = date("2024-05-01")
  clue.hits = 6
  clue.observations = 7
  clue.approval = .incomplete
  clue.county = "350582"
  clue.tests = [
    ClueTest(
      name: "ndvi_drop", value: 0.3817, comparison: ">=", threshold: 0.15, isMet: true,
      date: first, period: ""),
    ClueTest(
      name: "bsi_rise", value: 0.1432, comparison: ">=", threshold: 0.1, isMet: true, date: first,
      period: ""),
    ClueTest(
      name: "neighbours_z", value: nil, comparison: "<=", threshold: -2, isMet: nil, date: nil,
      period: "2023/2024"),
  ]
  clue.overlaps = [
    ClueOverlap(
      layer: "cropland", unit: "350582001", name: "<script>alert('田')</script>",
      squareMetres: 4011.25, shareOfClue: 0.9554, shareOfUnit: 0.1203),
    ClueOverlap(
      layer: "projects", unit: "XM-7", name: "整治一期 & 二期", squareMetres: 4198.7, shareOfClue: 1,
      shareOfUnit: 0.0042),
  ]
  return clue
}

func date(_ text: String) -> CalendarDate {
  CalendarDate(text) ?? CalendarDate(dayNumber: 0)
}

/// Three years of two satellites over cropland that is bare from March 2024 on, with a winter without a clear view.
func makeObservations() -> [PlaceObservation] {
  var result: [PlaceObservation] = []
  for number in stride(from: date("2022-01-05").dayNumber, to: date("2024-10-01").dayNumber, by: 11)
  {
    let day = CalendarDate(dayNumber: number)
    guard !(date("2022-11-20")...date("2023-03-02")).contains(day) else { continue }
    let season = sin(Double(number) / 365.25 * 4 * .pi)
    let isBare = day >= date("2024-03-12")
    let ndvi = isBare ? 0.14 + 0.02 * season : 0.52 + 0.24 * season
    let isFirstSatellite = number.isMultiple(of: 2)
    result.append(
      PlaceObservation(
        date: day,
        acquisition: "\(isFirstSatellite ? "sentinel-2a" : "landsat-8")_T1_\(day)",
        platform: isFirstSatellite ? "sentinel-2a" : "landsat-8",
        clearShare: number.isMultiple(of: 3) ? 1 : 0.82,
        values: [
          .init(
            index: "ndvi", median: ndvi, lowerQuartile: ndvi - 0.05, upperQuartile: ndvi + 0.04),
          .init(
            index: "bsi", median: 0.12 - ndvi / 2, lowerQuartile: nil, upperQuartile: nil),
        ]))
  }
  return result
}

/// The scenes of the observations, and some that showed nothing.
func makeScenes(_ assembler: DocumentAssembler) -> [ReportScene] {
  var scenes = makeObservations().map { seen in
    ReportScene(
      acquisition: seen.acquisition, date: seen.date.description, platform: seen.platform,
      version: "05.10", use: assembler.term(.uses, "observed"), clearShare: seen.clearShare)
  }
  for (day, use) in [("2022-12-10", "cloud"), ("2023-01-14", "cloud"), ("2024-02-20", "no_data")] {
    scenes.append(
      ReportScene(
        acquisition: "sentinel-2b_T1_\(day)", date: day, platform: "sentinel-2b", version: "05.10",
        use: assembler.term(.uses, use), clearShare: 0.04))
  }
  return scenes
}

/// A clue's document with everything in it but pictures.
func makeClueDocument() throws -> ClueDocument {
  let grid = try makeChineseGrid()
  let assembler = try DocumentAssembler(grid: grid, program: "tiankan 0.0-test")
  let clue = makeClue(grid: grid)
  var document = try assembler.document(
    clue, publicNumber: "3505822024JS00017", handlingState: .issued, unit: nil, generation: 12,
    scenes: makeScenes(assembler))
  let observations = makeObservations()
  document.series = assembler.series(
    observations, indices: ["ndvi", "bsi"], normalBefore: clue.firstDate)
  document.gaps = assembler.gaps(observations)
  document.journal = [
    ReportEvent(
      date: "2024-05-02T19:12:00Z", kind: assembler.term(.events, "numbered"),
      note: "3505822024JS00017")
  ]
  return document
}

/// The scenes that the repository carries, by year.
func recoveryScenes() throws -> [Scene] {
  let recognizer = SceneRecognizer(library: try SensorProfileLibrary())
  return try (2002...2023).map { year in
    let path = TestData.packageRoot.appending(path: "scenes/landsat-recovery/\(year).tif").path
    return try recognizer.scene(at: path, options: SceneOptions(quality: .declined))
  }
}

/// The outline of the burnt site, and its CRS.
func recoverySite() throws -> (outline: MultiPolygon, crs: CoordinateReferenceSystem) {
  let path = TestData.packageRoot.appending(path: "scenes/landsat-recovery/restoration_site.gpkg")
  let layer = try BoundaryReader.read(path.path, options: BoundaryOptions())
  return (layer.features[0].geometry, layer.crs)
}
