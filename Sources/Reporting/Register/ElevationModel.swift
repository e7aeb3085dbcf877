public import Diagnostics
import GeoIO
public import Geometry
public import Imagery
import LandUnits

/// The elevation model of a configuration: mean slopes of outlines.
public struct ElevationModel: ~Copyable {
  private var raster: RasterDataset
  private let grid: Grid
  private let cell: GroundResolution
  private let scale: Double
  private let offset: Double
  private let noData: Double?

  /// Opens a raster of elevations in metres.
  ///
  /// - Throws: `.missingCRS`, `.unsuitableCRS`, `.notFound`, `.unsupportedFormat`.
  public init(opening path: String) throws(TiankanError) {
    let raster = try RasterDataset(opening: path)
    let grid = try raster.info.grid()
    let band = raster.info.bands.first
    let cell = try GroundResolution(of: grid)
    self.grid = grid
    self.cell = cell
    scale = band?.scale ?? 1
    offset = band?.offset ?? 0
    noData = band?.noData
    self.raster = raster
  }

  /// The mean slope in degrees over the cells whose centres lie in an outline; nil where less than half of them have one, and
  /// for outlines beside the model or smaller than a cell.
  ///
  /// - Complexity: memory for the window of the outline.
  public mutating func meanSlope(
    of outline: MultiPolygon, in crs: CoordinateReferenceSystem
  ) throws(TiankanError) -> Double? {
    let place = try ReportPlace(outline: outline, crs: crs).transformed(to: grid.crs)
    let box = place.envelope
    let window = grid.window(fromX: box.minX, y: box.minY, toX: box.maxX, y: box.maxY)
      .expanded(by: 1).intersection(grid.window)
    guard !window.isEmpty, let local = place.outline else { return nil }
    var heights = Raster<Float>(width: window.width, height: window.height)
    var samples = heights.mutableSamples
    try raster.read(band: 1, window: window, into: &samples)
    for position in samples.indices {
      let number = Double(samples[position])
      samples[position] = number == noData ? .nan : Float(number * scale + offset)
    }
    return try mean(heights.samples, window, local)
  }

  private func mean(
    _ heights: Span<Float>, _ window: Window, _ outline: MultiPolygon
  ) throws(TiankanError) -> Double? {
    var sum = 0.0
    var known = 0
    var all = 0
    for run in try UnitCoverage.centreRuns(of: outline, on: grid, within: window) {
      for column in Int(run.start)..<Int(run.end) {
        all += 1
        guard
          let slope = surfaceSlope(
            heights, width: window.width, column: column - window.column,
            row: Int(run.row) - window.row, cellWidth: cell.width, cellHeight: cell.height)
        else { continue }
        sum += slope
        known += 1
      }
    }
    return known > 0 && 2 * known >= all ? sum / Double(known) : nil
  }
}
