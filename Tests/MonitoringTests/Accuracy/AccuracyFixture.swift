import Diagnostics
import Foundation
import GeoIO
import Geometry
import Imagery
import Logging
import Monitoring
import TestSupport
import Testing

/// A made map of classes, the truth of which is known for every pixel.
struct AccuracyFixture {
  let folder: TemporaryFolder
  let grid: Grid
  /// The map: 0 unchanged, 1 changed, 255 no data.
  let map: [UInt8]
  /// What is true: two of the map's three sites, and one beside the third that the map misses.
  let truth: [UInt8]

  static let columns = 300
  static let rows = 530

  init() throws {
    folder = try TemporaryFolder()
    grid = try TestGrid(columns: Self.columns, rows: Self.rows).grid
    var map = [UInt8](repeating: 0, count: Self.columns * Self.rows)
    var truth = map
    func fill(_ raster: inout [UInt8], _ column: Int, _ row: Int, _ width: Int, _ height: Int) {
      for y in row..<(row + height) {
        for x in column..<(column + width) { raster[y * Self.columns + x] = 1 }
      }
    }
    // The second site lies on the border of the bands of rows that are read at once, the third at the edge.
    fill(&map, 40, 30, 20, 12)
    fill(&map, 100, 250, 15, 12)
    fill(&map, 285, 500, 15, 10)
    fill(&truth, 41, 30, 20, 12)
    fill(&truth, 100, 250, 15, 14)
    fill(&truth, 200, 100, 8, 8)
    for column in 0..<Self.columns { map[520 * Self.columns + column] = 255 }
    self.map = map
    self.truth = truth
    try write(map, "map.tif")
    try write(truth, "truth.tif")
  }

  func write(_ samples: [UInt8], _ name: String) throws {
    try Self.write(samples, folder.path(name), grid: grid)
  }

  static func write(_ samples: [UInt8], _ path: String, grid: Grid) throws {
    var writer = try RasterWriter(
      path, grid: grid,
      RasterOutput(
        pixelType: .uint8, bands: [.init(name: "class", noData: 255)], layout: .tiled))
    try writer.write(band: 1, window: grid.window, samples.span)
    try writer.finish()
  }

  /// The stratum of every pixel by the definition, pixel by pixel: the class, "ring" near a class, nil without data.
  func stratum(_ column: Int, _ row: Int, ring: Int) -> String? {
    let value = map[row * Self.columns + column]
    if value == 255 { return nil }
    if value == 1 { return "changed" }
    for y in max(0, row - ring)...min(Self.rows - 1, row + ring) {
      for x in max(0, column - ring)...min(Self.columns - 1, column + ring)
      where map[y * Self.columns + x] == 1 {
        return ring > 0 ? "ring" : "unchanged"
      }
    }
    return "unchanged"
  }

  static func context() -> JobContext {
    JobContext(
      pool: WorkerPool(threads: 2),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  @discardableResult
  func sample(seed: UInt64, perStratum: Int, ring: Int = 3, form: String? = nil) throws
    -> SampleReport
  {
    try SampleJob(
      SampleRequest(
        map: folder.path("map.tif"), size: .perStratum(perStratum), ring: ring, seed: seed,
        output: folder.path("sample.gpkg"), form: form.map { folder.path($0) }),
      in: Self.context()
    ).run()
  }

  /// The form filled with the truth, as a CSV file.
  func fill(_ name: String = "filled.csv", _ change: (Int, String) -> String = { $1 }) throws
    -> String
  {
    let design = try AttributeTable(reading: "\(folder.path("sample.gpkg"))#sample_design")
    var text = "sample_id,reference\n"
    for row in design.rows {
      let column = try #require(row["column_number"]?.number)
      let line = try #require(row["row_number"]?.number)
      let id = try #require(row["sample_id"]?.text)
      let label = String(truth[Int(line) * Self.columns + Int(column)])
      text += "\(id),\(change(try #require(Int(id)), label))\n"
    }
    let path = folder.path(name)
    try Data(text.utf8).write(to: URL(filePath: path))
    return path
  }

  func assess(_ form: String? = nil) throws -> AssessReport {
    try AssessJob(.sample(folder.path("sample.gpkg"), form: form), in: Self.context()).run()
  }
}
