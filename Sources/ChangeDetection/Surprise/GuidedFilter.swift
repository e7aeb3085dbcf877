import Imagery

/// Smooths scores within grounds and not across their edges: the guided filter (He, Sun and Tang 2013) with two guides.
///
/// In each square of 7 × 7 pixels the scores p are fitted by a₁ I₁ + a₂ I₂ + b, with ε (a₁² + a₂²) as the price of slopes; a pixel
/// takes the mean of the fits of the squares that hold it. Edges of the guides stay, noise beside them goes. What is outside
/// the plane counts as 0. A pixel's result is made of the same sums in the same order wherever the plane begins.
struct GuidedFilter: ~Copyable, Sendable {
  /// The radius of the squares.
  static let radius = 3
  /// How far a number reaches: to the squares that hold it, and to their pixels.
  static let reach = 2 * radius
  /// p, I₁, I₂, p I₁, p I₂, I₁², I₁ I₂, I₂², one below the other, with a margin of `reach`.
  private var planes = Raster<Float>(width: 0, height: 0)
  /// Their sums over seven rows, then over squares.
  private var columns = Raster<Float>(width: 0, height: 0)
  private var squares = Raster<Float>(width: 0, height: 0)
  /// a₁, a₂, b, one below the other.
  private var fits = Raster<Float>(width: 0, height: 0)

  init() {}

  /// Smooths a plane in place, a row of cells at a time, so that what is between stays in the cache.
  ///
  /// - Parameters:
  ///   - scores: p; becomes what is smoothed.
  ///   - cells: Where anything within `reach` is other than 0; elsewhere the result is 0.
  ///   - first: I₁, of the same size.
  ///   - second: I₂, of the same size.
  ///   - edgeVariance: ε, in squared units of the guides.
  ///   - work: Memory.
  mutating func smooth(
    _ scores: inout Raster<Float>, in cells: ActiveCells, along first: borrowing Raster<Float>,
    _ second: borrowing Raster<Float>, edgeVariance: Float, work: inout Raster<Float>
  ) {
    work.reshape(width: scores.width, height: scores.height)
    do {
      var view = work.mutableSamples
      for i in view.indices { view[i] = 0 }
    }
    for row in 0..<cells.rows {
      for run in cells.runs(row) {
        load(
          scores, first, second, rows: cells.pixelRows(row), columns: run, into: &planes)
        smooth(
          cells.pixelRows(row), columns: run, edgeVariance: edgeVariance, into: &work)
      }
    }
    swap(&scores, &work)
  }

  /// Smooths the part of the plane that is loaded.
  private mutating func smooth(
    _ range: Range<Int>, columns run: Range<Int>, edgeVariance: Float,
    into work: inout Raster<Float>
  ) {
    let reach = Self.reach
    let rows = range.count + 2 * reach
    let stride = planes.width
    columns.reshape(width: stride, height: 8)
    squares.reshape(width: stride, height: 8)
    fits.reshape(width: stride, height: 3 * rows)
    for row in Self.radius..<rows - Self.radius {
      for plane in 0..<8 {
        sumRows(planes, from: plane * rows + row - Self.radius, into: &columns, at: plane)
        sumColumns(columns, row: plane, into: &squares, at: plane)
      }
      fit(squares, edgeVariance: edgeVariance, into: &fits, row: row, rows: rows)
    }
    for row in reach..<rows - reach {
      for plane in 0..<3 {
        sumRows(fits, from: plane * rows + row - Self.radius, into: &columns, at: plane)
        sumColumns(columns, row: plane, into: &squares, at: plane)
      }
      apply(
        squares, planes, row: row, rows: rows, into: &work, at: range.lowerBound + row - reach,
        columns: run)
    }
  }
}

/// 1/49, of the pixels of a square.
private let share: Float = 1 / 49

/// Copies a part with its margin, which is 0 outside of the plane, and makes the products.
private func load(
  _ scores: borrowing Raster<Float>, _ first: borrowing Raster<Float>,
  _ second: borrowing Raster<Float>, rows range: Range<Int>, columns: Range<Int>,
  into planes: inout Raster<Float>
) {
  let (width, reach) = (scores.width, GuidedFilter.reach)
  let rows = range.count + 2 * reach
  planes.reshape(width: columns.count + 2 * reach, height: 8 * rows)
  let (stride, top, left) = (planes.width, range.lowerBound - reach, columns.lowerBound - reach)
  let (p, one, two) = (scores.samples, first.samples, second.samples)
  precondition(one.count == p.count && two.count == p.count, "guides of the scores' size")
  var view = planes.mutableSamples
  for i in view.indices { view[i] = 0 }
  for row in max(0, -top)..<min(rows, scores.height - top) {
    let source = (top + row) * width
    let target = row * stride - left
    for column in max(0, left)..<min(width, left + stride) {
      let (x, a, b) = (p[source &+ column], one[source &+ column], two[source &+ column])
      let place = target &+ column
      view[place] = x
      view[place &+ rows &* stride] = a
      view[place &+ 2 &* rows &* stride] = b
      view[place &+ 3 &* rows &* stride] = x * a
      view[place &+ 4 &* rows &* stride] = x * b
      view[place &+ 5 &* rows &* stride] = a * a
      view[place &+ 6 &* rows &* stride] = a * b
      view[place &+ 7 &* rows &* stride] = b * b
    }
  }
}

/// Adds up seven rows.
private func sumRows(
  _ planes: borrowing Raster<Float>, from first: Int, into sums: inout Raster<Float>, at row: Int
) {
  let width = planes.width
  func line(_ offset: Int) -> Range<Int> {
    (first + offset) * width..<(first + offset + 1) * width
  }
  let samples = planes.samples
  var target = sums.mutableSamples(in: row * width..<(row + 1) * width)
  sumSeven(
    samples.extracting(line(0)), samples.extracting(line(1)), samples.extracting(line(2)),
    samples.extracting(line(3)), samples.extracting(line(4)), samples.extracting(line(5)),
    samples.extracting(line(6)), into: &target)
}

/// Adds up seven columns around each; the first and last three stay as they are.
private func sumColumns(
  _ columns: borrowing Raster<Float>, row: Int, into sums: inout Raster<Float>, at target: Int
) {
  let width = columns.width
  let count = width - 2 * GuidedFilter.radius
  let samples = columns.samples
  func part(_ offset: Int) -> Range<Int> { row * width + offset..<row * width + offset + count }
  let start = target * width + GuidedFilter.radius
  var view = sums.mutableSamples(in: start..<start + count)
  sumSeven(
    samples.extracting(part(0)), samples.extracting(part(1)), samples.extracting(part(2)),
    samples.extracting(part(3)), samples.extracting(part(4)), samples.extracting(part(5)),
    samples.extracting(part(6)), into: &view)
}

private func sumSeven(
  _ a: Span<Float>, _ b: Span<Float>, _ c: Span<Float>, _ d: Span<Float>, _ e: Span<Float>,
  _ f: Span<Float>, _ g: Span<Float>, into sums: inout MutableSpan<Float>
) {
  let count = sums.count
  precondition(a.count == count && b.count == count && c.count == count && d.count == count)
  precondition(e.count == count && f.count == count && g.count == count)
  for i in 0..<count { sums[i] = ((a[i] + b[i]) + (c[i] + d[i])) + ((e[i] + f[i]) + g[i]) }
}

/// Solves (Σ + ε 1) a = cov(I, p), b = mean p − a · mean I, for the squares of a row.
private func fit(
  _ squares: borrowing Raster<Float>, edgeVariance: Float, into fits: inout Raster<Float>,
  row: Int, rows: Int
) {
  let width = squares.width
  let sums = squares.samples
  precondition(sums.count == 8 * width, "the sums of a row")
  var view = fits.mutableSamples
  let next = rows &* width
  for column in GuidedFilter.radius..<width - GuidedFilter.radius {
    let p = sums[column] * share
    let one = sums[width &+ column] * share
    let two = sums[2 &* width &+ column] * share
    let first = sums[3 &* width &+ column] * share - p * one
    let second = sums[4 &* width &+ column] * share - p * two
    // Rounding may leave a little less than 0.
    let left = max(0, sums[5 &* width &+ column] * share - one * one) + edgeVariance
    let cross = sums[6 &* width &+ column] * share - one * two
    let right = max(0, sums[7 &* width &+ column] * share - two * two) + edgeVariance
    let factor = 1 / max(left * right - cross * cross, edgeVariance * edgeVariance)
    let a = (first * right - second * cross) * factor
    let b = (second * left - first * cross) * factor
    let place = row &* width &+ column
    view[place] = a
    view[place &+ next] = b
    view[place &+ 2 &* next] = p - a * one - b * two
  }
}

/// Evaluates the mean fits of a row.
private func apply(
  _ squares: borrowing Raster<Float>, _ planes: borrowing Raster<Float>, row: Int, rows: Int,
  into result: inout Raster<Float>, at target: Int, columns: Range<Int>
) {
  let stride = squares.width
  let sums = squares.samples
  let guides = planes.samples
  let start = target * result.width
  var view = result.mutableSamples(
    in: start + columns.lowerBound..<start + columns.upperBound)
  for column in view.indices {
    let place = column &+ GuidedFilter.reach
    let one = guides[(rows &+ row) &* stride &+ place]
    let two = guides[(2 &* rows &+ row) &* stride &+ place]
    view[column] =
      (sums[place] * one + sums[stride &+ place] * two + sums[2 &* stride &+ place]) * share
  }
}
