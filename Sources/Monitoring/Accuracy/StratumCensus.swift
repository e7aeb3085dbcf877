import Diagnostics
import Geometry
import Imagery

/// The pixels and areas of all strata of a map, and the finding of pixels by their number in a stratum.
struct StratumCensus {
  /// A pixel that was drawn.
  struct Unit: Hashable {
    var stratum: UInt16
    var column: Int
    var row: Int
  }

  private(set) var pixels = [Int](repeating: 0, count: Int(UInt16.max) + 1)
  private(set) var squareMetres = [Double](repeating: 0, count: Int(UInt16.max) + 1)

  /// Counts a map.
  ///
  /// - Complexity: one pass over the map; memory of some rows.
  init(_ map: inout ClassMap, strata: SampleStrata, progress: (Int) -> Void) throws(TiankanError) {
    let areas = try PixelAreas(of: map.grid)
    let columns = map.grid.columns
    var counts = pixels
    var units = [Int64](repeating: 0, count: counts.count)
    try Self.visit(&map, strata: strata, progress: progress) { row, values in
      var start = 0
      while start < columns {
        var end = start + 1
        while end < columns && values[end] == values[start] { end += 1 }
        counts[Int(values[start])] += end - start
        units[Int(values[start])] += areas.units(
          of: PixelRun(row: Int32(row), start: Int32(start), end: Int32(end)))
        start = end
      }
    }
    pixels = counts
    squareMetres = units.map { areas.squareMetres($0) }
  }

  /// Finds pixels by their numbers in reading order within each stratum.
  static func find(
    _ numbers: [UInt16: [Int]], in map: inout ClassMap, strata: SampleStrata,
    progress: (Int) -> Void
  ) throws(TiankanError) -> [Unit] {
    let columns = map.grid.columns
    var passed = [Int](repeating: 0, count: Int(UInt16.max) + 1)
    var next = [Int](repeating: Int.max, count: passed.count)
    var position = [Int](repeating: 0, count: passed.count)
    for (stratum, wanted) in numbers { next[Int(stratum)] = wanted.first ?? Int.max }
    var found: [Unit] = []
    try visit(&map, strata: strata, progress: progress) { row, values in
      for column in 0..<columns {
        let stratum = values[column]
        let key = Int(stratum)
        if passed[key] == next[key] {
          found.append(Unit(stratum: stratum, column: column, row: row))
          position[key] += 1
          let wanted = numbers[stratum] ?? []
          next[key] = position[key] < wanted.count ? wanted[position[key]] : Int.max
        }
        passed[key] += 1
      }
    }
    return found
  }

  /// Hands the strata of each row to `body`, from top to bottom.
  private static func visit(
    _ map: inout ClassMap, strata: SampleStrata, progress: (Int) -> Void,
    _ body: (Int, Span<UInt16>) -> Void
  ) throws(TiankanError) {
    let grid = map.grid
    var classes = Raster<UInt16>(width: 0, height: 0)
    var numbers = Raster<UInt16>(width: 0, height: 0)
    for start in stride(from: 0, to: grid.rows, by: ClassMap.rowsAtOnce) {
      let rows = start..<min(start + ClassMap.rowsAtOnce, grid.rows)
      let first = max(0, start - strata.ring)
      let end = min(grid.rows, rows.upperBound + strata.ring)
      try map.read(rows: first..<end, into: &classes)
      numbers.reshape(width: grid.columns, height: rows.count)
      var view = numbers.mutableSamples
      strata.stratify(
        classes.samples, columns: grid.columns, above: start - first, into: &view)
      for row in rows {
        let position = (row - start) * grid.columns
        body(row, numbers.samples.extracting(position..<(position + grid.columns)))
      }
      progress(rows.upperBound)
    }
  }
}
