import LandUnits

/// The statistics of all units of a zonal job, filled block by block.
struct ZonalResults: Sendable {
  /// For each unit one record per index.
  private(set) var records: [ZonalRecord]
  /// For each record one value per percentile.
  private(set) var values: [Int16]
  private let indexCount: Int
  private let percentiles: [Int]
  /// Units of several blocks that are not complete yet, with the number of blocks that are missing.
  private var open: [Int: (missing: Int32, zones: [ZonalAccumulator])] = [:]

  init(units: Int, indices: Int, percentiles: [Int]) {
    records = Array(repeating: .empty, count: units * indices)
    values = Array(repeating: .min, count: units * indices * percentiles.count)
    indexCount = indices
    self.percentiles = percentiles
  }

  /// The records of a unit, one per index.
  func records(of unit: Int) -> ArraySlice<ZonalRecord> {
    records[unit * indexCount..<(unit + 1) * indexCount]
  }

  /// The percentiles of one index of a unit.
  func percentiles(of unit: Int, index: Int) -> ArraySlice<Int16> {
    let first = (unit * indexCount + index) * percentiles.count
    return values[first..<first + percentiles.count]
  }

  /// Adds what a block gave; blocks come in ascending order.
  mutating func add(_ product: ZonalWorker.Product, blockCounts: [Int32]) {
    let stride = indexCount * percentiles.count
    for (position, unit) in product.units.enumerated() {
      for index in 0..<indexCount {
        records[Int(unit) * indexCount + index] = product.records[position * indexCount + index]
      }
      for value in 0..<stride {
        values[Int(unit) * stride + value] = product.percentiles[position * stride + value]
      }
    }
    for (unit, zones) in product.parts {
      var known = open.removeValue(forKey: unit) ?? (blockCounts[unit], [])
      known.missing -= 1
      if known.zones.isEmpty {
        known.zones = zones
      } else {
        for index in 0..<indexCount { known.zones[index].merge(zones[index]) }
      }
      if known.missing > 0 {
        open[unit] = known
      } else {
        close(unit, &known.zones)
      }
    }
  }

  private mutating func close(_ unit: Int, _ zones: inout [ZonalAccumulator]) {
    var found: [Int16] = []
    for index in 0..<indexCount {
      records[unit * indexCount + index] = zones[index].record()
      zones[index].appendPercentiles(percentiles, to: &found)
    }
    let first = unit * indexCount * percentiles.count
    for (position, value) in found.enumerated() { values[first + position] = value }
  }
}
