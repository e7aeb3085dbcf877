import Imagery

/// Which medians of 5 × 5 pixels can be other than 0, and which of their pixels must then be known.
///
/// Where fewer than 13 of the 25 pixels are other than 0, the median is 0 whatever they are. So of the pixels that surprise the first
/// mixture only those matter that lie within 2 pixels of a place that has 13 of them around it.
struct MedianScreen: ~Copyable, Sendable {
  /// 1 where the median can be other than 0.
  private(set) var open = Raster<UInt8>(width: 0, height: 0)
  private var work = Raster<UInt8>(width: 0, height: 0)

  init() {}

  /// Leaves those of some marks that a median depends on.
  ///
  /// - Parameter marks: 1 where a number may be other than 0, else 0.
  mutating func restrict(_ marks: inout Raster<UInt8>) {
    let (width, height) = (marks.width, marks.height)
    open.reshape(width: width, height: height)
    work.reshape(width: width, height: height)
    combineColumns(marks, isSum: true, into: &work)
    combineRows(work, isSum: true, into: &open)
    do {
      var view = open.mutableSamples
      for i in view.indices { view[i] = view[i] >= 13 ? 1 : 0 }
    }
    combineColumns(open, isSum: false, into: &work)
    for row in 0..<height {
      let own = row * width..<(row + 1) * width
      var view = marks.mutableSamples(in: own)
      keep(work, rows: max(0, row - 2)..<min(height, row + 3), in: &view)
    }
  }

  /// Lets every median be computed.
  mutating func openAll(width: Int, height: Int) {
    open.reshape(width: width, height: height)
    var view = open.mutableSamples
    for i in view.indices { view[i] = 1 }
  }
}

/// Adds up, or joins, the five columns around each; what is outside counts as 0.
private func combineColumns(
  _ plane: borrowing Raster<UInt8>, isSum: Bool, into result: inout Raster<UInt8>
) {
  let width = plane.width
  for row in 0..<plane.height {
    let range = row * width..<(row + 1) * width
    let source = plane.samples.extracting(range)
    var view = result.mutableSamples(in: range)
    for column in 0..<width { view[column] = source[column] }
    for offset in 1...2 where width > offset {
      combine(source.extracting(offset..<width), at: 0, &view, isSum)
      combine(source.extracting(0..<width - offset), at: offset, &view, isSum)
    }
  }
}

/// Adds up the five rows around each.
private func combineRows(
  _ rows: borrowing Raster<UInt8>, isSum: Bool, into result: inout Raster<UInt8>
) {
  let (width, height) = (rows.width, rows.height)
  for row in 0..<height {
    var view = result.mutableSamples(in: row * width..<(row + 1) * width)
    for i in view.indices { view[i] = 0 }
    for other in max(0, row - 2)..<min(height, row + 3) {
      combine(rows.samples.extracting(other * width..<(other + 1) * width), at: 0, &view, isSum)
    }
  }
}

private func combine(
  _ source: Span<UInt8>, at start: Int, _ target: inout MutableSpan<UInt8>, _ isSum: Bool
) {
  let count = source.count
  precondition(start >= 0 && start + count <= target.count, "inside the row")
  if isSum {
    for i in 0..<count { target[start &+ i] &+= source[i] }
  } else {
    for i in 0..<count { target[start &+ i] |= source[i] }
  }
}

/// Clears the marks of a row where none of some rows has one.
private func keep(
  _ plane: borrowing Raster<UInt8>, rows: Range<Int>, in marks: inout MutableSpan<UInt8>
) {
  let (width, samples) = (marks.count, plane.samples)
  precondition(rows.upperBound * width <= samples.count, "rows of the plane")
  let last = rows.upperBound - 1
  // Where rows are cut off at the plane's edge, the last one stands in for those that lack.
  func line(_ offset: Int) -> Range<Int> {
    let row = min(rows.lowerBound + offset, last)
    return row * width..<(row + 1) * width
  }
  keep(
    &marks, samples.extracting(line(0)), samples.extracting(line(1)), samples.extracting(line(2)),
    samples.extracting(line(3)), samples.extracting(line(4)))
}

private func keep(
  _ marks: inout MutableSpan<UInt8>, _ a: Span<UInt8>, _ b: Span<UInt8>, _ c: Span<UInt8>,
  _ d: Span<UInt8>, _ e: Span<UInt8>
) {
  let count = marks.count
  precondition(a.count == count && b.count == count && c.count == count)
  precondition(d.count == count && e.count == count, "rows of one width")
  for i in 0..<count { marks[i] &= a[i] | b[i] | c[i] | d[i] | e[i] }
}
