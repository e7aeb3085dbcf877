public import Imagery

/// What a land unit looked like in the growing season of one year: the median over the clear dates, index by index.
///
/// A medoid (the date nearest to all others) keeps the bands of a pixel together; a unit's indices are summaries of their
/// own, and the median uses every date, is defined for two dates, and can be resampled for an interval. Values are plain
/// numbers (cover 0 to 1). A year with one composite image is its own median.
public struct SeasonComposite: Hashable, Sendable {
  /// The year in which the season starts.
  public var year: Int
  /// The first and the last clear date.
  public var dates: ClosedRange<CalendarDate>
  /// The number of clear dates.
  public var count: Int
  /// The cover (FVC) of each clear date, ascending by date.
  public var covers: [Double]
  /// Fractional vegetation cover.
  public var cover: Double
  /// The share of clear pixels that are bare (裸露率).
  public var bareShare: Double?
  /// The share of clear pixels with a cover from 0.4 on.
  public var greenShare: Double?
  /// NDVI.
  public var ndvi: Double?
  /// Burn ratio; nil without short-wave infrared.
  public var nbr: Double?
  /// Bare soil index; nil without short-wave infrared.
  public var bsi: Double?
  /// Mean visible reflectance.
  public var brightness: Double?
}

extension SeasonComposite {
  /// The composites of a series, by ascending year; years without a clear date in the season are left out.
  ///
  /// - Parameters:
  ///   - observations: Clear observations with cover, by ascending date.
  ///   - season: The growing season.
  public static func composites(
    of observations: [UnitObservation], season: GrowingSeason
  ) -> [SeasonComposite] {
    var years: [Int: [UnitObservation]] = [:]
    for observation in observations where observation.cover.hasData {
      guard let year = season.year(of: observation.date) else { continue }
      years[year, default: []].append(observation)
    }
    return years.sorted { $0.key < $1.key }.compactMap { SeasonComposite(year: $0.key, $0.value) }
  }

  private init?(year: Int, _ observations: [UnitObservation]) {
    let covers = observations.map { Double($0.cover.mean) / IndexValue.scale }
    guard let first = observations.first, let last = observations.last,
      let cover = Median.of(covers)
    else { return nil }
    func median(_ value: (UnitObservation) -> Int16) -> Double? {
      Median.of(
        observations.map(value).filter { $0 != IndexValue.noData }
          .map { Double($0) / IndexValue.scale })
    }
    self.year = year
    dates = first.date...max(first.date, last.date)
    count = observations.count
    self.covers = covers
    self.cover = cover
    bareShare = median(\.bareShare)
    greenShare = median(\.greenShare)
    ndvi = median(\.ndvi.mean)
    nbr = median(\.nbr.mean)
    bsi = median(\.bsi.mean)
    brightness = median(\.brightness.mean)
  }
}

extension UnitObservation {
  /// The share of clear pixels with a cover from 0.4 on, in ten-thousandths; no data where the classes are not filled.
  var greenShare: Int16 {
    let classes = (0..<5).map { Int(coverClasses[$0]) }
    guard classes.contains(where: { $0 > 0 }) else { return IndexValue.noData }
    return Int16(clamping: classes[2] + classes[3] + classes[4])
  }
}
