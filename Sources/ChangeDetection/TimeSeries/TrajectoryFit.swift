/// Gives the vertices of a curve their values from left to right, and tests it.
///
/// The first segment is the regression line of its observations or the line between two of them, whichever is nearer; every
/// further one goes on from where the one before ended, by the anchored regression or to the observation at its end (Kennedy et al. 2010, section 2.3).
func fitFromLeft(_ curve: inout Trajectory, _ times: Span<Double>, _ values: Span<Double>) {
  var start = values[curve.position(0)]
  for segment in 0..<(curve.count - 1) {
    let part = curve.position(segment)...curve.position(segment + 1)
    let duration = times[part.upperBound] - times[part.lowerBound]
    let direct = StraightLine(from: start, to: values[part.upperBound], over: duration)
    let fitted =
      segment == 0
      ? StraightLine(regression: times, values, part)
      : StraightLine(anchored: start, times, values, part)
    let isNearer =
      fitted.squaredDistance(times, values, part) < direct.squaredDistance(times, values, part)
    let line = isNearer ? fitted : direct
    if segment == 0 { curve.setValue(line.start, at: 0) }
    start = line.start + line.slope * duration
    curve.setValue(start, at: segment + 1)
  }
  curve.logProbability = logProbability(of: curve, times, values)
}

/// Gives all vertices of a curve the values with the least sum of squared residuals at once, and tests it.
///
/// The value at vertex j acts on the observations of the two segments beside it, so the normal equations have three diagonals.
func fitAtOnce(_ curve: inout Trajectory, _ times: Span<Double>, _ values: Span<Double>) {
  var diagonal = InlineArray<24, Double>(repeating: 0)
  var band = InlineArray<24, Double>(repeating: 0)
  var right = InlineArray<24, Double>(repeating: 0)
  for segment in 0..<(curve.count - 1) {
    let (first, last) = (curve.position(segment), curve.position(segment + 1))
    // The vertex between two segments is one observation and counts once.
    for i in (segment == 0 ? first : first + 1)...last {
      let share = (times[i] - times[first]) / (times[last] - times[first])
      diagonal[segment] += (1 - share) * (1 - share)
      diagonal[segment + 1] += share * share
      band[segment] += share * (1 - share)
      right[segment] += (1 - share) * values[i]
      right[segment + 1] += share * values[i]
    }
  }
  for vertex in 1..<curve.count {
    let factor = band[vertex - 1] / diagonal[vertex - 1]
    diagonal[vertex] -= factor * band[vertex - 1]
    right[vertex] -= factor * right[vertex - 1]
  }
  var above = 0.0
  for vertex in stride(from: curve.count - 1, through: 0, by: -1) {
    above = (right[vertex] - band[vertex] * above) / diagonal[vertex]
    curve.setValue(above, at: vertex)
  }
  curve.logProbability = logProbability(of: curve, times, values)
}

/// The sum of squared residuals of a curve.
func squaredResiduals(
  of curve: Trajectory, _ times: Span<Double>, _ values: Span<Double>
) -> Double {
  var sum = 0.0
  for segment in 0..<(curve.count - 1) {
    let (first, last) = (curve.position(segment), curve.position(segment + 1))
    let (start, slope) = (curve.value(segment), curve.slope(segment, times))
    for i in (segment == 0 ? first : first + 1)...last {
      let residual = values[i] - (start + slope * (times[i] - times[first]))
      sum += residual * residual
    }
  }
  return sum
}

/// The logarithm of the probability of F = ((S₀ − S)/2s)/(S/(n − 2s − 1)) for s segments and n observations, S₀ the squares about the
/// mean: two degrees of freedom per segment, its vertex's year and value. 0 where too few observations are left.
private func logProbability(
  of curve: Trajectory, _ times: Span<Double>, _ values: Span<Double>
) -> Double {
  let segments = curve.count - 1
  let degrees = values.count - 2 * segments - 1
  guard degrees > 0 else { return 0 }
  var mean = 0.0
  for i in values.indices { mean += values[i] }
  mean /= Double(values.count)
  var total = 0.0
  for i in values.indices { total += (values[i] - mean) * (values[i] - mean) }
  let rest = min(total, squaredResiduals(of: curve, times, values))
  guard total > rest else { return 0 }
  let ratio = (total - rest) / Double(2 * segments) / (rest / Double(degrees))
  return FDistribution.logUpperTail(ratio, half: segments, degrees: degrees)
}
