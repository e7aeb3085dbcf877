/// What a reader of a rehabilitation result must know besides its state.
public enum RehabilitationHint: String, Hashable, Sendable, CaseIterable {
  /// There is no plan: progress is not compared with one.
  case noPlan = "no_plan"
  /// There is no reference ring: the unit is compared with its own history.
  case noReference = "no_reference"
  /// Neither ring nor undisturbed years: there is no target, 达标 cannot be decided.
  case noTarget = "no_target"
  /// The day of the start is not known; the season of lowest cover stands for it.
  case startEstimated = "start_estimated"
  /// No short-wave infrared: soil is judged by cover and brightness alone.
  case noShortWaveInfrared = "no_swir"
  /// More than one kind of satellite: part of a difference may come from the sensor.
  case mixedPlatforms = "mixed_platforms"
  /// Fewer than four seasons: the trend is taken month by month (seasonal Kendall).
  case monthlyTrend = "monthly_trend"
  /// Green to the eye, but no vegetation in the near infrared (绿网, 喷漆): someone should look (疑似假绿).
  case fakeGreening = "fake_greening"
}
