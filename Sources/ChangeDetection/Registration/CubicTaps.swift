/// The four neighbours and weights of cubic convolution for a shift along one axis.
struct CubicTaps: Sendable {
  /// The first neighbour, relative to the pixel.
  let start: Int
  let weights: (Float, Float, Float, Float)

  init(_ shift: Double) {
    let whole = shift.rounded(.down)
    let f = shift - whole
    start = Int(whole) - 1
    func near(_ d: Double) -> Double { (1.5 * d - 2.5) * d * d + 1 }
    func far(_ d: Double) -> Double { ((-0.5 * d + 2.5) * d - 4) * d + 2 }
    weights = (Float(far(1 + f)), Float(near(f)), Float(near(1 - f)), Float(far(2 - f)))
  }

  /// Makes a row of results.
  ///
  /// - Parameters:
  ///   - row: Where the row begins in source and target.
  ///   - step: From one neighbour to the next: 1 along rows, the width along columns.
  ///   - position: Along columns the number of the row and how many there are; along rows nil.
  func apply(
    _ source: Span<Float>, _ row: Int, step: Int, position: (row: Int, height: Int)?, count: Int,
    into target: inout MutableSpan<Float>
  ) {
    if let position {
      func line(_ tap: Int) -> Range<Int> {
        let place = min(max(position.row + start + tap, 0), position.height - 1)
        return place * step..<place * step + count
      }
      combine(
        source.extracting(line(0)), source.extracting(line(1)), source.extracting(line(2)),
        source.extracting(line(3)), at: row, into: &target)
      return
    }
    for column in 0..<count {
      func number(_ tap: Int) -> Float {
        source[row &+ min(max(column &+ start &+ tap, 0), count &- 1)]
      }
      target[row &+ column] =
        number(0) * weights.0 + number(1) * weights.1 + number(2) * weights.2
        + number(3) * weights.3
    }
  }

  private func combine(
    _ a: Span<Float>, _ b: Span<Float>, _ c: Span<Float>, _ d: Span<Float>, at row: Int,
    into target: inout MutableSpan<Float>
  ) {
    let count = a.count
    precondition(b.count == count && c.count == count && d.count == count)
    let (p, q, r, s) = weights
    for i in 0..<count { target[row &+ i] = a[i] * p + b[i] * q + c[i] * r + d[i] * s }
  }
}
