/// The recovery metrics of spectral-recovery 1.0 for one pixel or unit: I(y) is the index of year y, r the year in which
/// restoration starts, t the years after it.
///
/// All are nil where a year they need has no value or a denominator is zero. Definitions: Hird et al. and the
/// documentation of spectral-recovery (Natural Resources Canada, Apache-2.0); Kennedy et al. 2012,
/// doi:10.1016/j.rse.2011.09.024 (RRI); White et al. 2017, doi:10.1016/j.rse.2016.11.035 (R80P, Y2R).
public enum RecoveryMetrics {
  /// The years after the start of restoration that metrics look at by default.
  public static let defaultYears = 5
  /// The share of the target, in percent, from which ground counts as recovered by default.
  public static let defaultPercent = 80.0

  /// ΔIR = I(r + t) − I(r): the absolute recovery.
  public static func change(
    _ index: AnnualSeries, start: Int, after years: Int = defaultYears
  ) -> Double? {
    guard let late = index[start + years], let early = index[start] else { return nil }
    return late - early
  }

  /// YrYr = (I(r + t) − I(r))/t: the recovery per year.
  public static func changePerYear(
    _ index: AnnualSeries, start: Int, after years: Int = defaultYears
  ) -> Double? {
    guard years > 0 else { return nil }
    return change(index, start: start, after: years).map { $0 / Double(years) }
  }

  /// R80P = I(r + t)/(0.8 × target): 1 and more is recovered.
  ///
  /// - Parameter percent: The share of the target, in percent.
  public static func recoveredRatio(
    _ index: AnnualSeries, start: Int, after years: Int = defaultYears, target: Double,
    percent: Double = defaultPercent
  ) -> Double? {
    guard let late = index[start + years] else { return nil }
    return recoveredRatio(late, target: target, percent: percent)
  }

  /// R80P of a single value.
  public static func recoveredRatio(
    _ value: Double, target: Double, percent: Double = defaultPercent
  ) -> Double? {
    let threshold = percent / 100 * target
    return threshold == 0 ? nil : value / threshold
  }

  /// Y2R: the years from the start until the index first reaches 80 % of the target (0 in the start year itself);
  /// nil where it has not yet (spectral-recovery writes −9999).
  public static func yearsToRecovery(
    _ index: AnnualSeries, start: Int, target: Double, percent: Double = defaultPercent
  ) -> Int? {
    let threshold = percent / 100 * target
    for year in index.years where year >= start {
      if let value = index[year], value >= threshold { return year - start }
    }
    return nil
  }

  /// RRI = (max(I(r + t − 1), I(r + t)) − I(r))/(I(d) − I(r)): what was regained of what the disturbance of year d took.
  ///
  /// - Parameter disturbance: The year in which the disturbance starts: the last value before the loss shows.
  public static func relativeRecovery(
    _ index: AnnualSeries, start: Int, disturbance: Int, after years: Int = defaultYears
  ) -> Double? {
    guard let before = index[start + years - 1], let late = index[start + years],
      let low = index[start], let undisturbed = index[disturbance], undisturbed != low
    else { return nil }
    return (max(before, late) - low) / (undisturbed - low)
  }

  /// A historic recovery target: the mean of the years before a disturbance, by default two; nil where one has no value.
  public static func historicTarget(
    _ index: AnnualSeries, before disturbance: Int, years: Int = 2
  ) -> Double? {
    guard years > 0 else { return nil }
    var sum = 0.0
    for year in (disturbance - years)..<disturbance {
      guard let value = index[year] else { return nil }
      sum += value
    }
    return sum / Double(years)
  }

  /// A recovery target from reference sites: the mean over sites of each site's mean over the given years; nil without values.
  public static func referenceTarget(
    _ sites: [AnnualSeries], years: ClosedRange<Int>
  ) -> Double? {
    let means = sites.compactMap { site -> Double? in
      let values = years.compactMap { site[$0] }
      return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
    return means.isEmpty ? nil : means.reduce(0, +) / Double(means.count)
  }
}
