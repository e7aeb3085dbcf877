import Geometry
import Imagery

/// Pixels of a small raster, as a picture in text or from a generator.
struct Mask: Equatable {
  var columns: Int
  var rows: Int
  var pixels: [Bool]

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    pixels = [Bool](repeating: false, count: columns * rows)
  }

  /// A picture: `#` is a pixel of the region.
  init(_ lines: String...) {
    self.init(columns: lines[0].count, rows: lines.count)
    for (row, line) in lines.enumerated() {
      for (column, sign) in line.enumerated() { self[column, row] = sign == "#" }
    }
  }

  subscript(column: Int, row: Int) -> Bool {
    get {
      column >= 0 && column < columns && row >= 0 && row < rows && pixels[row * columns + column]
    }
    set { pixels[row * columns + column] = newValue }
  }

  var count: Int { pixels.count { $0 } }

  /// The maximal runs in scan order.
  var runs: [PixelRun] {
    var runs: [PixelRun] = []
    for row in 0..<rows {
      var column = 0
      while column < columns {
        guard self[column, row] else {
          column += 1
          continue
        }
        let start = column
        while self[column, row] { column += 1 }
        runs.append(PixelRun(row: Int32(row), start: Int32(start), end: Int32(column)))
      }
    }
    return runs
  }

  /// The 4-connected parts by flooding, as pixel sets in the order of their first pixels.
  var parts: [Mask] {
    var rest = self
    var parts: [Mask] = []
    for start in pixels.indices where rest.pixels[start] {
      var part = Mask(columns: columns, rows: rows)
      var open = [start]
      while let place = open.popLast() {
        let (column, row) = (place % columns, place / columns)
        guard rest[column, row] else { continue }
        rest[column, row] = false
        part[column, row] = true
        for (x, y) in [(column - 1, row), (column + 1, row), (column, row - 1), (column, row + 1)]
        where rest[x, y] { open.append(y * columns + x) }
      }
      parts.append(part)
    }
    return parts
  }

  /// Burns a geometry whose coordinates are columns and −rows: pixels with their middle inside, by the even-odd rule.
  init(columns: Int, rows: Int, burning geometry: MultiPolygon) {
    self.init(columns: columns, rows: rows)
    for polygon in geometry.polygons {
      for ring in polygon.rings {
        for (a, b) in zip(ring.coordinates, ring.coordinates.dropFirst()) where a.x == b.x {
          for row in Int(-max(a.y, b.y))..<Int(-min(a.y, b.y)) {
            for column in Int(a.x)..<columns { self[column, row].toggle() }
          }
        }
      }
    }
  }
}
