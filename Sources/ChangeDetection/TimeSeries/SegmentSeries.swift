/// Segments one series of yearly values: LandTrendr's temporal segmentation, for long backgrounds of ten years and more.
///
/// Spikes are damped; potential vertices are found by greatest deviation and culled by angle; the curve through them is
/// fitted from left to right; vertices are taken out one by one; of the models the one is taken whose p of F is near the
/// lowest and whose recoveries are believable. Where none is significant, the same is tried with all values fitted at once; then a flat line
/// at the mean is taken. A first or last year without a value continues the nearest one.
///
/// Kennedy, Yang and Cohen 2010, doi:10.1016/j.rse.2010.07.008; settings as Kennedy et al. 2018, doi:10.3390/rs10050691.
/// Allocates nothing but what the workspace lacks.
///
/// - Parameters:
///   - years: One value per year, not-a-number where a year has none; an index that falls where vegetation is lost.
///   - parameters: The settings.
///   - workspace: Memory, reused from series to series.
///   - curve: The curve: positions are years after the first one, values those of the index.
/// - Returns: Whether the years with a value are enough.
/// - Complexity: O(years × vertices²) operations.
func segmentSeries(
  _ years: Span<Double>, _ parameters: SegmentationParameters,
  _ workspace: inout SegmentationWorkspace, into curve: inout SegmentedCurve
) -> Bool {
  precondition(parameters.problem == nil, "settings in range")
  workspace.reserve(years.count)
  var count = 0
  for year in years.indices where years[year].isFinite {
    workspace.times[count] = Double(year)
    // Turned, so that a loss rises: what follows tells loss and recovery apart by the sign.
    workspace.values[count] = -years[year]
    count += 1
  }
  guard count >= max(parameters.minimumObservations, 3) else { return false }
  let best = segmentObservations(
    0..<count, workspace.times, &workspace.values, &workspace.models, parameters)
  curve = SegmentedCurve(years: years.count)
  if let best {
    curve.take(
      workspace.models[best], workspace.times.span, years: years.count,
      limit: parameters.maximumSegments + 1)
  } else {
    var sum = 0.0
    for i in 0..<count { sum += workspace.values[i] }
    curve.flatten(at: -sum / Double(count))
  }
  var squares = 0.0
  for year in years.indices where years[year].isFinite {
    let residual = years[year] - curve.value(inYear: year)
    squares += residual * residual
  }
  curve.meanSquare = squares / Double(count)
  return true
}

/// Models of the observations in a part of the workspace, and which of them to take; nil for a flat line.
private func segmentObservations(
  _ part: Range<Int>, _ storedTimes: [Double], _ storedValues: inout [Double],
  _ storedModels: inout [Trajectory], _ parameters: SegmentationParameters
) -> Int? {
  let times = storedTimes.span.extracting(part)
  var wholeValues = storedValues.mutableSpan
  var values = wholeValues._mutatingExtracting(part)
  dampSpikes(&values, threshold: parameters.spikeThreshold)
  var potential = potentialVertices(
    times, values.span, limit: parameters.maximumSegments + 1 + parameters.vertexOvershoot)
  cullVertices(&potential, times, values.span, keeping: parameters.maximumSegments + 1)
  // A series without a bend is told as a flat line, as in the published program.
  guard potential.count > 2 else { return nil }
  var wholeModels = storedModels.mutableSpan
  var models = wholeModels._mutatingExtracting(0..<(potential.count - 1))
  var model = potential
  for index in models.indices {
    if index > 0 { removeVertex(&model, times, &values, parameters) }
    fitFromLeft(&model, times, values.span)
    models[index] = model
  }
  if let best = bestModel(&models, times, parameters) { return best }
  model = potential
  for index in models.indices {
    if index > 0 { model.remove(weakestVertex(model, times, values.span)) }
    fitAtOnce(&model, times, values.span)
    models[index] = model
  }
  return bestModel(&models, times, parameters)
}
