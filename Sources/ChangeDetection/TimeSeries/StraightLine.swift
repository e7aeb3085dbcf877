/// A line over a stretch of observations, by its value at the first of them.
struct StraightLine {
  /// The value at the first observation.
  var start: Double
  /// The change per unit of time.
  var slope: Double

  /// The line from one value to another.
  init(from start: Double, to end: Double, over duration: Double) {
    self.start = start
    slope = (end - start) / duration
  }

  /// The least-squares line of a stretch.
  init(regression times: Span<Double>, _ values: Span<Double>, _ part: ClosedRange<Int>) {
    var (time, value) = (0.0, 0.0)
    for i in part {
      time += times[i]
      value += values[i]
    }
    time /= Double(part.count)
    value /= Double(part.count)
    var (product, square) = (0.0, 0.0)
    for i in part {
      product += (times[i] - time) * (values[i] - value)
      square += (times[i] - time) * (times[i] - time)
    }
    slope = product / square
    start = value + slope * (times[part.lowerBound] - time)
  }

  /// The least-squares line of a stretch among those with a given value at its first observation.
  init(
    anchored start: Double, _ times: Span<Double>, _ values: Span<Double>, _ part: ClosedRange<Int>
  ) {
    let first = times[part.lowerBound]
    var (product, square) = (0.0, 0.0)
    for i in part {
      product += (times[i] - first) * (values[i] - start)
      square += (times[i] - first) * (times[i] - first)
    }
    self.start = start
    slope = product / square
  }

  /// How far the observations of a stretch are above the line, squared and summed up.
  func squaredDistance(
    _ times: Span<Double>, _ values: Span<Double>, _ part: ClosedRange<Int>
  ) -> Double {
    let first = times[part.lowerBound]
    var sum = 0.0
    for i in part {
      let distance = values[i] - (start + slope * (times[i] - first))
      sum += distance * distance
    }
    return sum
  }
}
