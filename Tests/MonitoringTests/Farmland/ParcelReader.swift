import ChangeDetection
import Diagnostics
import Foundation
import GeoIO
import Geometry
import Imagery
import LandUnits
import TestSupport

/// Reads the series of real parcels from plain rasters, for tests.
struct ParcelReader {
  /// A parcel with its class in the reference and its pixels.
  struct Parcel {
    var name: String
    var feature: Feature
    var cells: [Int]
    var series: UnitSeries
  }

  /// One band of a file as real numbers, row after row.
  static func band(_ number: Int, of path: String) throws -> [Double] {
    var dataset = try RasterDataset(opening: path)
    let window = try dataset.info.grid().window
    var raster = Raster<Double>(width: window.width, height: window.height)
    do {
      var samples = raster.mutableSamples
      try dataset.read(band: number, window: window, into: &samples)
    }
    let samples = raster.samples
    return samples.indices.map { samples[$0] }
  }

  /// The parcels of a layer that have pure pixels on a grid.
  static func parcels(_ layer: String, on grid: Grid) throws -> [Parcel] {
    let features = try BoundaryReader.read(layer).features
    return try features.enumerated().compactMap { index, feature in
      let coverage = try UnitCoverage.pure(of: feature.geometry, on: grid)
      var cells: [Int] = []
      for row in 0..<grid.rows {
        for column in 0..<grid.columns where coverage.weight(column: column, row: row) > 0 {
          cells.append(row * grid.columns + column)
        }
      }
      guard !cells.isEmpty else { return nil }
      return Parcel(
        name: "\(index)", feature: feature, cells: cells,
        series: UnitSeries(
          unit: "\(index)", purePixels: Int(coverage.effectivePixels), observations: []))
    }
  }

  /// The median over the clear cells of a parcel in the stored form; nothing where no cell is clear.
  static func summary(_ values: [Double], _ cells: [Int], _ isClear: [Bool]) -> IndexSummary {
    let sorted = cells.filter { isClear[$0] && values[$0].isFinite }.map { values[$0] }.sorted()
    guard !sorted.isEmpty else { return .noData }
    let middle =
      sorted.count % 2 == 1
      ? sorted[sorted.count / 2] : (sorted[sorted.count / 2 - 1] + sorted[sorted.count / 2]) / 2
    let stored = IndexValue.stored(scaled: middle * IndexValue.scale)
    return IndexSummary(
      mean: stored, median: stored, lowerQuartile: stored, upperQuartile: stored)
  }

  /// Adds a date to the parcels that are partly clear on it.
  static func observe(
    _ parcels: inout [Parcel], date: CalendarDate, isClear: [Bool],
    indices: [(WritableKeyPath<UnitObservation, IndexSummary>, [Double])]
  ) {
    for index in parcels.indices {
      let cells = parcels[index].cells
      let clear = cells.count { isClear[$0] }
      guard clear > 0 else { continue }
      var observation = UnitObservation(
        date: date, scene: parcels[index].series.observations.count, platform: "sentinel-2",
        clearShare: Int16(10_000 * clear / cells.count))
      for (path, values) in indices {
        observation[keyPath: path] = summary(values, cells, isClear)
      }
      parcels[index].series.observations.append(observation)
    }
  }
}
