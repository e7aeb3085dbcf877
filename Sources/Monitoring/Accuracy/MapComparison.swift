import Diagnostics
import GeoIO
import Imagery
import Supervision

/// Counts every pixel of a map against a reference raster of the same grid.
struct MapComparison {
  /// The classes by their numbers, ascending.
  let classes: [Int]
  let matrix: ErrorMatrix
  /// Pixels without a class in the map or the reference.
  let left: Int

  /// - Parameter meanings: The class that a number of the reference means; numbers that are not listed mean themselves.
  /// - Throws: `.unsuitableCRS` where the grids differ; `.empty` where no pixel has a class in both.
  init(
    map path: String, reference: String, meanings: [Int: Int], progress: (Int, Int) -> Void
  ) throws(TiankanError) {
    var map = try ClassMap(opening: path)
    var labels = try ClassMap(opening: reference)
    guard map.grid.hasSamePixels(as: labels.grid) else {
      throw TiankanError(
        .unsuitableCRS,
        "map and reference have different grids; bring the reference onto the grid of the map (gdalwarp -r near)",
        subject: reference)
    }
    var counts: [Int: Int] = [:]
    var left = 0
    var own = Raster<UInt16>(width: 0, height: 0)
    var other = Raster<UInt16>(width: 0, height: 0)
    for start in stride(from: 0, to: map.grid.rows, by: ClassMap.rowsAtOnce) {
      let rows = start..<min(start + ClassMap.rowsAtOnce, map.grid.rows)
      try map.read(rows: rows, into: &own)
      try labels.read(rows: rows, into: &other)
      // Neighbours are mostly alike: counting runs keeps the dictionary out of the loop.
      var run = 0
      var key = -1
      for index in 0..<own.count {
        let next = Int(own.samples[index]) << 16 | Int(other.samples[index])
        if next != key {
          if run > 0 { counts[key, default: 0] += run }
          key = next
          run = 0
        }
        run += 1
      }
      if run > 0 { counts[key, default: 0] += run }
      progress(rows.upperBound, map.grid.rows)
    }
    var pairs: [(map: Int, reference: Int, count: Int)] = []
    for (key, count) in counts.sorted(by: { $0.key < $1.key }) {
      let mapClass = key >> 16
      let label = key & 0xFFFF
      guard mapClass != Int(ClassMap.none), label != Int(ClassMap.none) else {
        left += count
        continue
      }
      pairs.append((mapClass, meanings[label] ?? label, count))
    }
    guard !pairs.isEmpty else {
      throw TiankanError(
        .empty, "not one pixel has a class in both rasters; choose rasters of the same place",
        subject: reference)
    }
    let classes = Set(pairs.map(\.map)).union(pairs.map(\.reference)).sorted()
    var matrix = ErrorMatrix(classes: classes.map { SampleJob.name(of: $0) })
    for pair in pairs {
      guard let row = classes.firstIndex(of: pair.map),
        let column = classes.firstIndex(of: pair.reference)
      else { continue }
      matrix.add(pair.count, map: row, reference: column)
    }
    self.classes = classes
    self.matrix = matrix
    self.left = left
  }
}
