/// The segment with the fastest recovery that is not believed; nil where there is none.
///
/// A recovery is too fast if it covers more than the threshold of the fitted range in a year and, where one-year
/// recoveries are prevented, if it is over within a year.
func fastestRecovery(
  _ curve: Trajectory, _ times: Span<Double>, _ parameters: SegmentationParameters
) -> Int? {
  // A recovery over the whole range in just as many years as are allowed is believed, however the division is rounded.
  let limit = parameters.recoveryThreshold * curve.range * (1 + 1e-12)
  var (steepest, found) = (0.0, -1)
  for segment in 0..<(curve.count - 1) {
    let slope = curve.slope(segment, times)
    let isShort = times[curve.position(segment + 1)] - times[curve.position(segment)] <= 1
    guard slope < 0, -slope > limit || (isShort && parameters.preventsOneYearRecovery) else {
      continue
    }
    if -slope > steepest { (steepest, found) = (-slope, segment) }
  }
  return found < 0 ? nil : found
}

/// Takes out the vertex at the end of a recovery that is too fast, else the one whose loss raises the residuals least.
///
/// The observation at the end of such a recovery is replaced by the line between its neighbours (at the end of the series
/// by the one before), so that it pulls at no later fit either; without that step other vertices are found.
func removeVertex(
  _ curve: inout Trajectory, _ times: Span<Double>, _ values: inout MutableSpan<Double>,
  _ parameters: SegmentationParameters
) {
  if let segment = fastestRecovery(curve, times, parameters) {
    let place = curve.position(segment + 1)
    if segment + 1 < curve.count - 1 {
      let share = (times[place] - times[place - 1]) / (times[place + 1] - times[place - 1])
      values[place] = values[place - 1] + share * (values[place + 1] - values[place - 1])
      curve.remove(segment + 1)
      return
    }
    values[place] = values[place - 1]
    curve.setValue(values[place], at: curve.count - 1)
  }
  curve.remove(weakestVertex(curve, times, values.span))
}

/// The inner vertex between whose neighbours a straight line leaves the smallest squared distance per year.
func weakestVertex(
  _ curve: Trajectory, _ times: Span<Double>, _ values: Span<Double>
) -> Int {
  var (least, weakest) = (Double.infinity, 1)
  for vertex in 1..<(curve.count - 1) {
    let part = curve.position(vertex - 1)...curve.position(vertex + 1)
    let duration = times[part.upperBound] - times[part.lowerBound]
    let line = StraightLine(
      from: curve.value(vertex - 1), to: curve.value(vertex + 1), over: duration)
    let distance = line.squaredDistance(times, values, part) / duration
    if distance < least { (least, weakest) = (distance, vertex) }
  }
  return weakest
}

/// The model to take: of those whose probability of F is at most 2 − proportion times the lowest one the one with the most vertices, if no
/// recovery in it is too fast; else the search goes on without it. Nil where the one that is left is above the threshold.
///
/// - Parameter models: The curves, the most vertices first; the probability of those refused becomes 1.
func bestModel(
  _ models: inout MutableSpan<Trajectory>, _ times: Span<Double>,
  _ parameters: SegmentationParameters
) -> Int? {
  let tolerance = ElementaryFunctions.naturalLogarithm(2 - parameters.bestModelProportion)
  let threshold = ElementaryFunctions.naturalLogarithm(parameters.probabilityThreshold)
  while true {
    var lowest = 0.0
    for index in models.indices { lowest = min(lowest, models[index].logProbability) }
    guard lowest <= threshold else { return nil }
    var found = 0
    while models[found].logProbability > lowest + tolerance { found += 1 }
    if fastestRecovery(models[found], times, parameters) == nil {
      return models[found].logProbability <= threshold ? found : nil
    }
    models[found].logProbability = 0
  }
}
