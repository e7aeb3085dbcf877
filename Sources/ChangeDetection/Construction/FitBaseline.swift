import Imagery

/// The three indices with a normal value.
private enum Quantity: Sendable {
  case vegetation, soil, brightness

  @inline(__always)
  func value(of observation: PixelObservation) -> Int16 {
    switch self {
    case .vegetation: observation.vegetation
    case .soil: observation.soil
    case .brightness: observation.brightness
    }
  }
}

/// Centre, spread and range of a quantity in a season.
private struct SeasonSummary {
  var centre: Int
  /// `deviations` robust standard deviations.
  var margin: Int
  var minimum: Int
  var maximum: Int
}

/// The vegetation limits of a season: from the observations of its window, or from the harmonic model where they are too
/// few.
func fitVegetation(
  _ season: Int, history: Range<Int>, series: Span<PixelObservation>, rules: ConstructionRules,
  models: inout PixelModels, workspace: inout BaselineWorkspace, limits: inout SeasonLimits
) {
  guard
    let found = summary(
      .vegetation, season, history, series, rules, &models.vegetation, &workspace)
  else { return }
  limits.vegetation = quantised(found.centre)
  limits.vegetationFloor = quantised(
    max(
      found.centre - max(rules.vegetationLoss, found.margin),
      found.minimum - rules.lossBelowMinimum))
}

/// The limits of soil and brightness of a season, likewise.
func fitGround(
  _ season: Int, history: Range<Int>, series: Span<PixelObservation>, rules: ConstructionRules,
  models: inout PixelModels, workspace: inout BaselineWorkspace, limits: inout SeasonLimits
) {
  if let found = summary(.soil, season, history, series, rules, &models.soil, &workspace) {
    limits.soil = quantised(found.centre)
    limits.soilCeiling = quantised(ceiling(found, rise: rules.soilRise))
  }
  if let found = summary(
    .brightness, season, history, series, rules, &models.brightness, &workspace)
  {
    limits.brightness = quantised(found.centre)
    limits.brightnessCeiling = quantised(ceiling(found, rise: rules.brightnessRise))
  }
}

/// Beyond the usual spread; or, where the season varies much, beyond its maximum.
private func ceiling(_ found: SeasonSummary, rise: Int) -> Int {
  min(found.centre + max(rise, found.margin), found.maximum + rise)
}

/// Multiples of 0.005, towards negative infinity.
private func quantised(_ value: Int) -> Int16 {
  let step = SeasonLimits.step
  let down = value >= 0 ? value / step : -((step - 1 - value) / step)
  return Int16(clamping: down * step)
}

private func summary(
  _ quantity: Quantity, _ season: Int, _ history: Range<Int>, _ series: Span<PixelObservation>,
  _ rules: ConstructionRules, _ model: inout PixelModel, _ workspace: inout BaselineWorkspace
) -> SeasonSummary? {
  let bit: UInt16 = 1 << UInt16(season)
  var count = 0
  do {
    var values = workspace.values.mutableSpan
    for i in history where series[i].windows & bit != 0 {
      let value = quantity.value(of: series[i])
      guard value != IndexValue.noData else { continue }
      values[count] = value
      count += 1
    }
    if count >= rules.minimumWindowObservations {
      return summary(ofFirst: count, in: &values, rules: rules)
    }
  }
  return harmonicSummary(quantity, season, history, series, rules, &model, &workspace)
}

/// Median and median absolute deviation; orders the values on its way.
private func summary(
  ofFirst count: Int, in values: inout MutableSpan<Int16>, rules: ConstructionRules
) -> SeasonSummary {
  sort(&values, count: count)
  let (minimum, maximum) = (Int(values[0]), Int(values[count - 1]))
  let centre = middle(values, count: count)
  for i in 0..<count {
    values[i] = Int16(clamping: abs(Int(values[i]) - centre))
  }
  sort(&values, count: count)
  let spread = middle(values, count: count)
  return SeasonSummary(
    centre: centre, margin: (spread * rules.deviationFactor + 5000) / 10_000, minimum: minimum,
    maximum: maximum)
}

/// The curve of the whole history at the middle of the season; of order 2 from 24 observations on.
private func harmonicSummary(
  _ quantity: Quantity, _ season: Int, _ history: Range<Int>, _ series: Span<PixelObservation>,
  _ rules: ConstructionRules, _ model: inout PixelModel, _ workspace: inout BaselineWorkspace
) -> SeasonSummary? {
  if !model.isFitted {
    model.isFitted = true
    let count = collect(
      quantity, history, series, values: &workspace.values, days: &workspace.days)
    if count >= rules.minimumObservations {
      model.curve = fitCurve(
        &workspace.harmonics, days: workspace.days, values: workspace.values, count: count,
        basis: workspace.basis)
    }
  }
  guard let model = model.curve else { return nil }
  let phase = 2 * SeriesCalendar.middle(of: season)
  let value = model.value(cosine: workspace.basis[phase], sine: workspace.basis[phase + 1])
  let centre = Int(IndexValue.stored(scaled: value))
  let margin = Int(
    max(0, min(32_767, rules.deviations * model.deviation)).rounded(.toNearestOrEven))
  return SeasonSummary(
    centre: centre, margin: margin, minimum: centre - margin, maximum: centre + margin)
}

/// The values of a quantity in the history, with their days.
private func collect(
  _ quantity: Quantity, _ history: Range<Int>, _ series: Span<PixelObservation>,
  values: inout [Int16], days: inout [UInt16]
) -> Int {
  var values = values.mutableSpan
  var days = days.mutableSpan
  var count = 0
  for i in history {
    let value = quantity.value(of: series[i])
    guard value != IndexValue.noData else { continue }
    values[count] = value
    days[count] = series[i].day
    count += 1
  }
  return count
}

private func fitCurve(
  _ harmonics: inout HarmonicFit, days: [UInt16], values: [Int16], count: Int, basis: [Double]
) -> HarmonicModel? {
  harmonics.fit(
    days: days.span.extracting(0..<count), values: values.span.extracting(0..<count),
    order: count >= 24 ? 2 : 1, basis: basis.span)
}

/// What the history ever showed: how bright the bare ground was, and how long it lay bare.
func fitExtremes(
  history: Range<Int>, series: Span<PixelObservation>, cover: PixelCover,
  rules: ConstructionRules, workspace: inout BaselineWorkspace
) -> PixelExtremes {
  var extremes = PixelExtremes.unknown
  var values = workspace.values.mutableSpan
  var count = 0
  for i in history where series[i].isBare(rules) {
    guard series[i].soil != IndexValue.noData else { continue }
    values[count] = series[i].soil
    count += 1
  }
  if count >= rules.bareObservations {
    sort(&values, count: count)
    extremes.soilFloor = Int16(clamping: middle(values, count: count))
  }
  count = 0
  for i in history where series[i].isBare(rules) {
    guard series[i].brightness != IndexValue.noData else { continue }
    values[count] = series[i].brightness
    count += 1
  }
  extremes.guardedSpell = UInt16(
    clamping: longestBareSpell(history, series, rules) + rules.guardMargin)
  extremes.liesBare = cover == .cropland || count >= rules.bareObservations
  extremes.brightnessCeiling = brightnessCeiling(&values, count: count, rules: rules)
  if count >= rules.bareObservations {
    extremes.bareBrightness = Int16(clamping: middle(values, count: count))
  }
  count = 0
  for i in history where series[i].isBare(rules) && series[i].soil >= extremes.soilFloor {
    guard series[i].brightness != IndexValue.noData else { continue }
    values[count] = series[i].brightness
    count += 1
  }
  extremes.soilBrightnessCeiling = min(
    extremes.brightnessCeiling, brightnessCeiling(&values, count: count, rules: rules))
  return extremes
}

/// A margin above the brightest bare observation; of many, the highest sixteenth counts as remnants of cloud.
private func brightnessCeiling(
  _ values: inout MutableSpan<Int16>, count: Int, rules: ConstructionRules
) -> Int16 {
  guard count >= rules.bareObservations else { return .max }
  sort(&values, count: count)
  let high = Int(values[count - 1 - count / 16])
  return Int16(
    clamping: high
      + max(rules.brightnessBeyondBare, high * rules.brightnessBeyondBareShare / 10_000))
}

/// The longest run of observations without lasting vegetation, from the first bare day to the first green one.
private func longestBareSpell(
  _ history: Range<Int>, _ series: Span<PixelObservation>, _ rules: ConstructionRules
) -> Int {
  var longest = 0
  var since = 0
  var greens: UInt8 = 0
  var greenSince = 0
  for i in history {
    let observation = series[i]
    let day = Int(observation.day)
    if observation.vegetation > rules.bareNDVI {
      if greens == 0 { greenSince = day }
      greens = greens == .max ? .max : greens + 1
      if greens >= rules.greenObservations, since != 0 {
        longest = max(longest, greenSince - since)
        since = 0
      }
    } else {
      greens = 0
      if since == 0 { since = day }
    }
  }
  if since != 0, let last = history.last { longest = max(longest, Int(series[last].day) - since) }
  return longest
}

/// The median of ordered values; the mean of the two middle ones, rounded down.
private func middle(_ values: borrowing MutableSpan<Int16>, count: Int) -> Int {
  let half = count / 2
  return count % 2 == 1 ? Int(values[half]) : (Int(values[half - 1]) + Int(values[half])) >> 1
}

/// Sorts the first values: by insertion, since they are few, and by halving gaps where they are many (Shell 1959).
private func sort(_ values: inout MutableSpan<Int16>, count: Int) {
  var gap = count <= 24 ? 1 : count / 2
  while gap > 0 {
    for i in gap..<max(gap, count) {
      let value = values[i]
      var position = i
      while position >= gap, values[position - gap] > value {
        values[position] = values[position - gap]
        position -= gap
      }
      values[position] = value
    }
    gap /= 2
  }
}
