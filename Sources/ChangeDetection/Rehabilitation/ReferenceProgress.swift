/// The progress of a unit towards its reference ring: PI(t) = (F(t) − F(start))/(F_ref(t) − F(start)), clamped to 0…1.
///
/// The reference is that of the same season, so that a dry year moves both. The interval comes from resampling the clear
/// dates of each of the three seasons with replacement, with a fixed seed, and covers the scatter between dates only:
/// weather, undetected cloud, phenology. It does not cover the choice of the ring, the end members of cover, or the
/// start season, and there is none where a season has fewer than three dates.
public struct ReferenceProgress: Hashable, Sendable {
  /// The year of the season.
  public var year: Int
  /// The progress, 0 to 1.
  public var value: Double
  /// The progress before clamping.
  public var unclamped: Double
  /// The 95 % interval (2.5 and 97.5 % quantiles of the resampled values, clamped); nil with fewer than three dates.
  public var interval: ClosedRange<Double>?

  /// Computes the progress of a season.
  ///
  /// - Parameters:
  ///   - season: The covers of the unit's dates in the season.
  ///   - start: The covers of the unit's dates in the start season.
  ///   - reference: The covers of the reference's dates in the season.
  ///   - minimumGap: The smallest F_ref(t) − F(start) that can be divided by.
  ///   - replicates: The number of resamplings.
  ///   - seed: The seed.
  /// - Returns: nil where a list is empty or the reference is not greener than the unit at the start.
  public init?(
    year: Int, season: [Double], start: [Double], reference: [Double], minimumGap: Double,
    replicates: Int, seed: UInt64
  ) {
    guard let now = Median.of(season), let low = Median.of(start),
      let goal = Median.of(reference), goal - low >= minimumGap
    else { return nil }
    self.year = year
    unclamped = (now - low) / (goal - low)
    value = max(0, min(1, unclamped))
    interval = nil
    guard min(season.count, start.count, reference.count) >= 3, replicates > 1 else { return }
    var generator = SplitMix64(state: seed)
    var values: [Double] = []
    for _ in 0..<replicates {
      let now = generator.resampledMedian(season)
      let low = generator.resampledMedian(start)
      let goal = generator.resampledMedian(reference)
      // A resampled reference below the start says nothing about progress but its sign: full or none.
      let ratio = goal - low > 0 ? (now - low) / (goal - low) : (now >= goal ? 1 : 0)
      values.append(max(0, min(1, ratio)))
    }
    values.sort()
    let lower = values[Int(Double(replicates - 1) * 0.025)]
    let upper = values[Int((Double(replicates - 1) * 0.975).rounded(.up))]
    interval = min(lower, value)...max(upper, value)
  }
}
