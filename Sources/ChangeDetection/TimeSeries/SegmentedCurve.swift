/// What the annual segmentation makes of a series: vertices by years after the first, in the units of the index.
struct SegmentedCurve: Sendable {
  /// The number of vertices.
  private(set) var count = 2
  private var years = InlineArray<24, Int>(repeating: 0)
  private var values = InlineArray<24, Double>(repeating: 0)
  /// The logarithm of the probability of F; 0 for a flat line.
  private(set) var logProbability = 0.0
  /// The mean squared distance of the years with a value from the curve.
  var meanSquare = 0.0

  /// A flat line at 0 over some years.
  init(years count: Int) { years[1] = count - 1 }

  /// The year of a vertex, counted from the first one.
  func year(_ vertex: Int) -> Int { years[vertex] }

  /// The value at a vertex.
  func value(_ vertex: Int) -> Double { values[vertex] }

  /// Makes it a flat line.
  mutating func flatten(at value: Double) {
    values[0] = value
    values[1] = value
  }

  /// Takes over a fitted model. Years without a value at the ends continue the nearest vertex: a slope drawn on into them would
  /// double a loss at the beginning of the series and date it too early.
  mutating func take(_ model: Trajectory, _ times: Span<Double>, years total: Int, limit: Int) {
    logProbability = model.logProbability
    count = 0
    if times[0] > 0 { append(0, -model.value(0)) }
    for vertex in 0..<model.count {
      append(Int(times[model.position(vertex)]), -model.value(vertex))
    }
    if count > limit { removeLeastBent() }
    if years[count - 1] < total - 1 { append(total - 1, values[count - 1]) }
    if count > limit { removeLeastBent() }
  }

  private mutating func append(_ year: Int, _ value: Double) {
    years[count] = year
    values[count] = value
    count += 1
  }

  /// Takes out the inner vertex that bends the curve least, so that the ends do not make more segments than are wanted.
  private mutating func removeLeastBent() {
    var (low, high) = (values[0], values[0])
    for vertex in 1..<count {
      low = min(low, values[vertex])
      high = max(high, values[vertex])
    }
    var (least, weakest) = (Double.infinity, 1)
    for vertex in 1..<(count - 1) {
      // Turned as in the kernel: a loss after the vertex rises and weighs more.
      let bend = bend(
        before: (Double(years[vertex] - years[vertex - 1]), values[vertex - 1] - values[vertex]),
        after: (Double(years[vertex + 1] - years[vertex]), values[vertex] - values[vertex + 1]),
        range: high > low ? high - low : 1)
      if bend < least { (least, weakest) = (bend, vertex) }
    }
    count -= 1
    for vertex in weakest..<count {
      years[vertex] = years[vertex + 1]
      values[vertex] = values[vertex + 1]
    }
  }

  /// The value of the curve in a year, counted from the first one.
  func value(inYear year: Int) -> Double {
    var segment = 0
    while segment < count - 2, years[segment + 1] < year { segment += 1 }
    let share =
      Double(year - years[segment]) / Double(years[segment + 1] - years[segment])
    return values[segment] + share * (values[segment + 1] - values[segment])
  }
}
