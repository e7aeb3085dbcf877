import Diagnostics

/// A sample by strata, and the estimators of means and ratios over it.
struct StratifiedSample {
  let totalArea: Double
  let counts: [Int]
  private let weights: [Double]
  private let units: [[SampleUnit]]

  init(
    strata: [SampleStratum], units: [SampleUnit], classes: Int
  ) throws(TiankanError) {
    for stratum in strata where !(stratum.area > 0 && stratum.area.isFinite) {
      throw TiankanError(
        .usage, "the stratum has no area; leave it out or state its area", subject: stratum.name)
    }
    var byStratum = [[SampleUnit]](repeating: [], count: strata.count)
    for unit in units {
      guard strata.indices.contains(unit.stratum), (0..<classes).contains(unit.map),
        (0..<classes).contains(unit.reference)
      else {
        throw TiankanError(.usage, "a unit names a stratum or class that is not listed")
      }
      byStratum[unit.stratum].append(unit)
    }
    for (stratum, own) in zip(strata, byStratum) where own.count < 2 {
      throw TiankanError(
        .insufficientData,
        "the stratum has \(own.count) labelled unit(s), and an error cannot be estimated from fewer than 2; "
          + "label more units or join it with another stratum", subject: stratum.name)
    }
    let total = strata.reduce(0) { $0 + $1.area }
    totalArea = total
    counts = byStratum.map(\.count)
    weights = strata.map { $0.area / total }
    self.units = byStratum
  }

  /// The mean of a property over the area.
  func mean(_ property: (SampleUnit) -> Double) -> AccuracyEstimate {
    var value = 0.0
    var variance = 0.0
    var slack = 0.0
    for (weight, own) in zip(weights, units) {
      let moments = Moments(own.map { (property($0), 1) })
      value += weight * moments.meanY
      variance += weight * weight * moments.varianceY / Double(own.count)
      slack += weight * AccuracyEstimate.slack(own.count)
    }
    return AccuracyEstimate(value, standardError: variance.squareRoot(), slack: slack)
  }

  /// The ratio of two properties' means; nil where the second is nowhere.
  func ratio(
    _ numerator: (SampleUnit) -> Double, of denominator: (SampleUnit) -> Double
  ) -> AccuracyEstimate? {
    let moments = units.map { own in Moments(own.map { (numerator($0), denominator($0)) }) }
    let y = zip(weights, moments).reduce(0) { $0 + $1.0 * $1.1.meanY }
    let x = zip(weights, moments).reduce(0) { $0 + $1.0 * $1.1.meanX }
    guard x > 0 else { return nil }
    let ratio = y / x
    var variance = 0.0
    for ((weight, own), moments) in zip(zip(weights, units), moments) {
      let residual =
        moments.varianceY + ratio * ratio * moments.varianceX - 2 * ratio * moments.covariance
      // Rounding may leave a residual just below zero where all units agree.
      variance += weight * weight * max(0, residual) / Double(own.count)
    }
    let count = units.joined().count { denominator($0) > 0 }
    let error = variance.squareRoot() / x
    return AccuracyEstimate(
      ratio, standardError: error < 1e-12 ? 0 : error, slack: AccuracyEstimate.slack(count))
  }

  /// Means, variances and covariance of pairs, with n − 1 in the denominator.
  private struct Moments {
    let meanY: Double
    let meanX: Double
    let varianceY: Double
    let varianceX: Double
    let covariance: Double

    init(_ pairs: [(y: Double, x: Double)]) {
      let count = Double(pairs.count)
      let meanY = pairs.reduce(0) { $0 + $1.y } / count
      let meanX = pairs.reduce(0) { $0 + $1.x } / count
      varianceY = pairs.reduce(0) { $0 + ($1.y - meanY) * ($1.y - meanY) } / (count - 1)
      varianceX = pairs.reduce(0) { $0 + ($1.x - meanX) * ($1.x - meanX) } / (count - 1)
      covariance = pairs.reduce(0) { $0 + ($1.y - meanY) * ($1.x - meanX) } / (count - 1)
      self.meanY = meanY
      self.meanX = meanX
    }
  }
}
