import Imagery

/// Where a band's difference lies and how far it spreads over the pair: what standardises it.
struct BandStandard: Sendable {
  let role: BandRole
  let median: Double
  /// 1 / robust standard deviation.
  let inverseDeviation: Double

  /// Reads the standard of a band from the pair's statistics.
  ///
  /// - Parameter floor: the least deviation assumed (`PairStatistics.leastDeviation`).
  init(_ role: BandRole, in statistics: PairStatistics, floor: Double) {
    let distribution = statistics.distribution(of: .bandDifference(role))
    self.role = role
    median = distribution.median
    inverseDeviation = 1 / max(distribution.robustDeviation, floor)
  }
}

/// A band of both dates as a kernel reads it.
struct BandPair: ~Escapable {
  let before: Span<Float>
  let after: Span<Float>
  let beforeScale: PlaneScale
  let afterScale: PlaneScale
  let median: Double
  let inverseDeviation: Double

  @_lifetime(copy before, copy after)
  init(
    _ before: Span<Float>, _ beforeScaling: BandScaling, _ after: Span<Float>,
    _ afterScaling: BandScaling, _ standard: BandStandard
  ) {
    self.before = before
    self.after = after
    beforeScale = PlaneScale(offset: beforeScaling.offset, factor: beforeScaling.unit)
    afterScale = PlaneScale(offset: afterScaling.offset, factor: afterScaling.unit)
    median = standard.median
    inverseDeviation = standard.inverseDeviation
  }
}

/// Adds the standardised difference of a band, or its square, to a running sum.
func accumulate(
  _ pair: BandPair, squared: Bool, into sums: inout MutableSpan<Double>
) {
  let count = sums.count
  let before = pair.before
  let after = pair.after
  let beforeScale = pair.beforeScale
  let afterScale = pair.afterScale
  let median = pair.median
  let inverse = pair.inverseDeviation
  precondition(before.count == count && after.count == count, "planes of different sizes")
  if squared {
    for i in 0..<count {
      let z = (afterScale.value(after[i]) - beforeScale.value(before[i]) - median) * inverse
      sums[i] = sums[i] + z * z
    }
  } else {
    for i in 0..<count {
      sums[i] =
        sums[i]
        + (afterScale.value(after[i]) - beforeScale.value(before[i]) - median) * inverse
    }
  }
}

/// Sets all sums to zero.
func clear(_ sums: inout MutableSpan<Double>) {
  for i in sums.indices { sums[i] = 0 }
}

/// √(sum / bands), in hundredths.
func storeMagnitude(
  _ sums: Span<Double>, bands: Double, into values: inout MutableSpan<Int16>
) {
  let count = values.count
  precondition(sums.count == count, "planes of different sizes")
  for i in 0..<count {
    let scaled = 100 * (sums[i] / bands).squareRoot()
    values[i] = storedIndex(scaled, isValid: isFinite(scaled))
  }
}

/// sum / bands, in hundredths.
func storeMean(_ sums: Span<Double>, bands: Double, into values: inout MutableSpan<Int16>) {
  let count = values.count
  precondition(sums.count == count, "planes of different sizes")
  for i in 0..<count {
    let scaled = 100 * sums[i] / bands
    values[i] = storedIndex(scaled, isValid: isFinite(scaled))
  }
}
