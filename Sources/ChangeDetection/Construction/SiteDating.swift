public import Imagery

/// Since when a building site is there, from what its whole outline showed.
///
/// The pixels of a site are dated one by one, against ground that varies: film, straw and ploughed soil are bright as well,
/// and haze dates some early and some late. What a confirmed site looks like is known, and the median over its outline has
/// little noise. So this goes back from the confirmation for as long as the outline looked like that, and stops where it
/// was green, dark as the bare ground of before, or without soil, as film is [P].
public struct SiteDating: Hashable, Sendable {
  /// The latest observations up to the confirmation that say what the site looks like.
  public var siteObservations = 3
  /// By how much NDVI may be higher than the site's.
  public var vegetationMargin = 0.15
  /// By how much the soil index may be lower than the site's.
  public var soilMargin = 0.08
  /// The share of the way from the bare ground of before to the site that brightness must have come.
  public var brightnessShare = 0.5
  /// Days before the confirmation from which bare ground is that of before.
  public var groundGap = 200
  /// Bare observations from which it is known.
  public var groundObservations = 3
  /// NDVI up to which ground counts as bare.
  public var bareNDVI = 0.35
  /// Observations in a row that do not look like the site, at which it ends: one may be haze or a cloud's remnant.
  public var otherObservations = 2
  /// The least share of the outline that is clear, in ten-thousandths.
  public var clearShare: Int16 = 5000
  /// The days before the first date of any pixel that it goes back at most.
  public var reach = 90

  /// Creates the default parameters.
  public init() {}

  /// The first day on which the outline looked like the site.
  ///
  /// - Parameters:
  ///   - observations: What the outline showed, by ascending date; those after the confirmation are not looked at.
  ///   - firstPixel: The first date of any pixel.
  ///   - firstDate: The first date by pixels.
  ///   - confirmed: When the site was confirmed.
  /// - Returns: nil where there are too few observations.
  public func firstDay(
    of observations: [UnitObservation], firstPixel: CalendarDate, firstDate: CalendarDate,
    confirmed: CalendarDate
  ) -> CalendarDate? {
    let seen = observations.filter {
      $0.date <= confirmed && $0.clearShare >= clearShare && $0.ndvi.hasData
    }
    let latest = seen.suffix(siteObservations).filter { $0.date >= firstPixel }
    guard latest.count >= siteObservations, let site = Appearance(latest) else { return nil }
    let limit = min(confirmed.dayNumber - groundGap, firstDate.dayNumber)
    let ground = seen.filter {
      $0.date.dayNumber < limit && ($0.ndvi.value ?? 1) <= bareNDVI
        && !CultivationEvidence.isWater($0)
    }
    let usual = ground.count >= groundObservations ? Appearance(ground)?.brightness : nil
    var first: CalendarDate?
    var others = 0
    for date in seen.reversed() where date.date.dayNumber >= firstPixel.dayNumber - reach {
      if looks(date, like: site, on: usual) {
        first = date.date
        others = 0
      } else {
        others += 1
        if others >= otherObservations { break }
      }
    }
    return first
  }

  private func looks(_ date: UnitObservation, like site: Appearance, on ground: Double?) -> Bool {
    guard let vegetation = date.ndvi.value, vegetation <= site.vegetation + vegetationMargin
    else { return false }
    if let soil = date.bsi.value, let usual = site.soil, soil < usual - soilMargin { return false }
    if let brightness = date.brightness.value, let bright = site.brightness, let ground,
      ground < bright, brightness < ground + brightnessShare * (bright - ground)
    {
      return false
    }
    return true
  }

  /// The medians of some observations.
  private struct Appearance {
    var vegetation: Double
    var soil: Double?
    var brightness: Double?

    init?(_ dates: [UnitObservation]) {
      func median(_ index: KeyPath<UnitObservation, IndexSummary>) -> Double? {
        let values = dates.compactMap { $0[keyPath: index].value }.sorted()
        guard !values.isEmpty else { return nil }
        return (values[(values.count - 1) / 2] + values[values.count / 2]) / 2
      }
      guard let vegetation = median(\.ndvi) else { return nil }
      self.vegetation = vegetation
      soil = median(\.bsi)
      brightness = median(\.brightness)
    }
  }
}
