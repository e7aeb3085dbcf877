extension SeriesLanes {
  /// Whether all pixels are seen on the same dates of the history.
  @inline(__always)
  func isShared(_ history: Int) -> Bool {
    let sights = sights.span
    for date in 0..<history where sights[date] == Sight.some.rawValue { return false }
    return true
  }

  /// Collects the dates of the history on which a pixel is seen.
  ///
  /// - Returns: how many there are, at the beginning of `dates`.
  @inline(__always)
  mutating func collectDates(of lane: Int, _ history: Int) -> Int {
    collect(lane, history, sights, weights, into: &dates)
  }

  /// The solutions of the pixels' equations, by the operations of `NormalFactor.solve` in their order.
  @inline(__always)
  func solve(
    _ right: InlineArray<8, SIMD8<Double>>, terms: Int
  ) -> InlineArray<8, SIMD8<Double>> {
    var solution = right
    for row in 0..<terms {
      let start = row * (row + 1) / 2
      var value = solution[row]
      for k in 0..<row { value -= matrix[start + k] * solution[k] }
      solution[row] = value * inverse[row]
    }
    var row = terms - 1
    while row >= 0 {
      var value = solution[row]
      for k in row + 1..<max(terms, row + 1) {
        value -= matrix[k * (k + 1) / 2 + row] * solution[k]
      }
      solution[row] = value * inverse[row]
      row -= 1
    }
    return solution
  }
}

@inline(__always)
private func collect(
  _ lane: Int, _ history: Int, _ sights: [UInt8], _ weights: [SIMD8<Double>],
  into dates: inout [UInt16]
) -> Int {
  let sights = sights.span
  let weights = weights.span
  var dates = dates.mutableSpan
  var count = 0
  for date in 0..<history {
    let sight = sights[date]
    let isSeen =
      sight == SeriesLanes.Sight.all.rawValue
      || sight == SeriesLanes.Sight.some.rawValue && weights[date][lane] != 0
    guard isSeen else { continue }
    dates[count] = UInt16(truncatingIfNeeded: date)
    count &+= 1
  }
  return count
}

extension NormalFactor {
  /// Gives this factor to all pixels.
  @inline(__always)
  func share(with lanes: inout SeriesLanes, terms: Int) {
    for k in 0..<terms * (terms + 1) / 2 { lanes.matrix[k] = SIMD8(repeating: matrix[k]) }
    for k in 0..<terms { lanes.inverse[k] = SIMD8(repeating: inverse[k]) }
  }

  /// Gives this factor to one pixel.
  @inline(__always)
  func copy(to lane: Int, of lanes: inout SeriesLanes, terms: Int) {
    for k in 0..<terms * (terms + 1) / 2 { lanes.matrix[k][lane] = matrix[k] }
    for k in 0..<terms { lanes.inverse[k][lane] = inverse[k] }
  }
}
