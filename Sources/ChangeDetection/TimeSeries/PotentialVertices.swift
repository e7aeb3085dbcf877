/// The observations where a series may bend: the ends, then again and again the one farthest from the regression line of the
/// segment with the largest mean squared residual (Kennedy et al. 2010, section 2.3).
///
/// A recovery in the very last year begins no segment: one year does not show that it lasts.
///
/// - Parameters:
///   - times: The years with a value, ascending.
///   - values: Their values, a loss rising.
///   - limit: The number of vertices looked for.
func potentialVertices(
  _ times: Span<Double>, _ values: Span<Double>, limit: Int
) -> Trajectory {
  var result = Trajectory(observations: values.count)
  // What rounding leaves on a straight stretch is no bend.
  let range = valueRange(values)
  let rounding = 1e-24 * range * range
  // Segments that cannot be split are passed over until another one is.
  var exhausted = InlineArray<24, Bool>(repeating: false)
  while result.count < min(limit, values.count - 2) {
    var (largest, chosen) = (rounding, -1)
    for segment in 0..<(result.count - 1) where !exhausted[segment] {
      let part = result.position(segment)...result.position(segment + 1)
      guard part.count > 2 else { continue }
      let line = StraightLine(regression: times, values, part)
      let residual = line.squaredDistance(times, values, part) / Double(part.count)
      if residual > largest { (largest, chosen) = (residual, segment) }
    }
    guard chosen >= 0 else { return result }
    let part = result.position(chosen)...result.position(chosen + 1)
    let isLast = chosen == result.count - 2
    if let vertex = farthest(times, values, part, isLast: isLast) {
      result.insert(vertex, inside: chosen)
      exhausted = InlineArray(repeating: false)
    } else {
      exhausted[chosen] = true
    }
  }
  return result
}

/// The observation inside a stretch that is farthest from its regression line; nil where all lie on it or may not be chosen.
private func farthest(
  _ times: Span<Double>, _ values: Span<Double>, _ part: ClosedRange<Int>, isLast: Bool
) -> Int? {
  let line = StraightLine(regression: times, values, part)
  let (first, last) = (part.lowerBound, part.upperBound)
  var (largest, found) = (0.0, -1)
  for i in (first + 1)..<last {
    if isLast, i == last - 1, values[last] <= values[i] { continue }
    let distance = abs(values[i] - (line.start + line.slope * (times[i] - times[first])))
    if distance > largest { (largest, found) = (distance, i) }
  }
  return found < 0 ? nil : found
}

/// Takes out the vertices that bend the series least until a number is left.
///
/// With both axes stretched to a square, a vertex counts as much as the steeper of the two lines to its neighbours, times
/// 1 + 2 rise/range where the series loses after it (Kennedy et al. 2010, section 2.3, with the weight of the published program).
func cullVertices(
  _ vertices: inout Trajectory, _ times: Span<Double>, _ values: Span<Double>, keeping count: Int
) {
  let range = valueRange(values)
  guard range > 0 else { return }
  let side = times[times.count - 1] - times[0]
  let scale = side / range
  while vertices.count > max(count, 2) {
    var (least, weakest) = (Double.infinity, 1)
    for vertex in 1..<(vertices.count - 1) {
      let (left, middle, right) = (
        vertices.position(vertex - 1), vertices.position(vertex), vertices.position(vertex + 1)
      )
      let bend = bend(
        before: (times[middle] - times[left], (values[middle] - values[left]) * scale),
        after: (times[right] - times[middle], (values[right] - values[middle]) * scale),
        range: side)
      if bend < least { (least, weakest) = (bend, vertex) }
    }
    vertices.remove(weakest)
  }
}

/// How much a vertex bends a series, from the steps (time, value) before and after it.
func bend(
  before: (time: Double, value: Double), after: (time: Double, value: Double), range: Double
) -> Double {
  let steeper = max(abs(before.value / before.time), abs(after.value / after.time))
  return ElementaryFunctions.arcTangent(steeper) * (1 + max(0, 2 * after.value / range))
}

/// The distance from the lowest to the highest value.
private func valueRange(_ values: Span<Double>) -> Double {
  var (low, high) = (values[0], values[0])
  for i in values.indices {
    low = min(low, values[i])
    high = max(high, values[i])
  }
  return high - low
}
