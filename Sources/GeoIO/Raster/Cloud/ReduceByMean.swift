import Imagery

/// Halves a plane: each sample is the mean of the valid ones of two by two, rounded half away from zero.
///
/// Where the plane has an odd width or height, the last column or row is the mean of what there is. This is GDAL's `AVERAGE`
/// where sizes are even.
///
/// - Parameters:
///   - source: `width` × `height` samples.
///   - target: Receives `(width + 1) / 2` × `(height + 1) / 2` samples.
///   - noData: The number of samples that do not count, the smallest one: no mean of others can be it.
func reduceByMean(
  _ source: Span<Int16>, width: Int, height: Int, into target: inout MutableSpan<Int16>
) {
  let across = (width + 1) / 2
  let down = (height + 1) / 2
  precondition(source.count == width * height && target.count == across * down, "sizes differ")
  for row in 0..<down {
    let upper = source.extracting(2 * row * width..<(2 * row + 1) * width)
    let below = min(2 * row + 1, height - 1)
    let lower = source.extracting(below * width..<(below + 1) * width)
    let isSingle = 2 * row + 1 == height
    let start = row * across
    reduceRows(upper, lower, isSingle: isSingle, start: start, into: &target)
    if width % 2 == 1 {
      let first = upper[width - 1]
      let second = isSingle ? .min : lower[width - 1]
      target[start + across - 1] = mean(first, .min, second, .min)
    }
  }
}

/// The pairs of columns of two rows; of one where the second repeats the first.
private func reduceRows(
  _ upper: Span<Int16>, _ lower: Span<Int16>, isSingle: Bool, start: Int,
  into target: inout MutableSpan<Int16>
) {
  let pairs = upper.count / 2
  precondition(lower.count == upper.count && start >= 0 && start + pairs <= target.count)
  if isSingle {
    for column in 0..<pairs {
      target[start &+ column] = mean(
        upper[2 &* column], upper[2 &* column &+ 1], .min, .min)
    }
    return
  }
  for column in 0..<pairs {
    target[start &+ column] = mean(
      upper[2 &* column], upper[2 &* column &+ 1], lower[2 &* column], lower[2 &* column &+ 1])
  }
}

/// The mean of those of four samples that are not the smallest number; that number where all are.
///
/// Sums and quotients need no more than 24 bits. A sixteenth away from zero turns halves into more than halves and leaves
/// thirds and quarters on their side, so that rounding half to even, which the addition of 1.5 × 2²³ does, rounds half
/// away from zero.
@inline(always)
private func mean(_ a: Int16, _ b: Int16, _ c: Int16, _ d: Int16) -> Int16 {
  let none = Int16.min
  let sum =
    (a == none ? 0 : Int32(a)) &+ (b == none ? 0 : Int32(b)) &+ (c == none ? 0 : Int32(c))
    &+ (d == none ? 0 : Int32(d))
  let count: Int32 =
    (a == none ? 0 : 1) &+ (b == none ? 0 : 1) &+ (c == none ? 0 : 1) &+ (d == none ? 0 : 1)
  let quotient = Float(sum) / Float(count == 0 ? 1 : count)
  let nudged = quotient + (sum < 0 ? -0.0625 : 0.0625)
  let rounded = (nudged + 12_582_912).bitPattern
  return count == 0 ? none : Int16(truncatingIfNeeded: rounded)
}
