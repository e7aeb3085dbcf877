public import Imagery

/// Since when a building site is there, from what its whole outline showed.
///
/// The pixels of a site are dated one by one, against ground that varies: film, straw and ploughed soil are bright as well,
/// and haze dates some early and some late. What a confirmed site looks like is known, and the median over its outline has
/// little noise. So every observation votes between the site and the ground of before, and the first day is that from which the
/// votes up to the confirmation speak most for the site: the change point of a cumulative sum (Page 1954, Biometrika 41), run
/// backwards. One observation is never decisive: rain darkens soil, and thin cloud brightens it [P].
public struct SiteDating: Hashable, Sendable {
  /// The latest observations up to the confirmation that say what the site looks like.
  public var siteObservations = 5
  /// The fewest of them that say it.
  public var fewestSiteObservations = 3
  /// By how much NDVI may be higher than the site's; more is green, and votes twice against it.
  public var vegetationMargin = 0.15
  /// By how much the soil index may be lower than the site's; less, as under film, votes against it.
  public var soilMargin = 0.11
  /// How many times as bright as the site an observation is that shows a cloud: it has no vote.
  public var cloudBrightness = 2.0
  /// Days before the confirmation from which bare ground is that of before.
  public var groundGap = 200
  /// Bare observations from which it is known.
  public var groundObservations = 3
  /// NDVI up to which ground counts as bare.
  public var bareNDVI = 0.35
  /// By how many votes the sum must fall below its highest for the site to end: what lies before, as the film of a spring, is not
  /// looked at.
  public var lostVotes = 3.0
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
    guard latest.count >= fewestSiteObservations, let site = Appearance(latest) else { return nil }
    let limit = min(confirmed.dayNumber - groundGap, firstDate.dayNumber)
    let bare = seen.filter {
      $0.date.dayNumber < limit && ($0.ndvi.value ?? 1) <= bareNDVI
        && !CultivationEvidence.isWater($0)
    }
    let ground = bare.count >= groundObservations ? Appearance(bare)?.brightness : nil
    var first: CalendarDate?
    var votes = 0.0
    var most = 0.0
    for date in seen.reversed() where date.date.dayNumber >= firstPixel.dayNumber - reach {
      votes += vote(of: date, for: site, on: ground)
      if votes > most {
        most = votes
        first = date.date
      }
      if votes < most - lostVotes { break }
    }
    return first
  }

  /// From −2, green, over −1, the ground of before, to 1, the site.
  private func vote(
    of date: UnitObservation, for site: Appearance, on ground: Double?
  ) -> Double {
    guard let vegetation = date.ndvi.value else { return 0 }
    if vegetation > site.vegetation + vegetationMargin { return -2 }
    guard let brightness = date.brightness.value, let bright = site.brightness else {
      return soilVote(of: date, for: site)
    }
    if brightness > cloudBrightness * bright { return 0 }
    let soil = soilVote(of: date, for: site)
    guard soil > 0, let ground, ground < bright else { return soil }
    // Halfway between ground and site speaks for neither.
    return max(-1, min(1, 2 * (brightness - ground) / (bright - ground) - 1))
  }

  private func soilVote(of date: UnitObservation, for site: Appearance) -> Double {
    guard let soil = date.bsi.value, let usual = site.soil else { return 1 }
    return soil < usual - soilMargin ? -1 : 1
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
