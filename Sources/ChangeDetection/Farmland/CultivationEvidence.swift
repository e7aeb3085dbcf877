import Imagery

/// What points to farming in one crop year besides crop cycles.
///
/// Each event is looked for from the first day of the crop year, or from the end of a hump of the crop year before, so that its
/// late harvest is not taken for this year's; up to the last day, or some weeks past the end of this year's last crop.
struct CultivationEvidence {
  /// A date at which the parcel was bare after having been green.
  var bare: Event?
  /// A flooding from which a crop grew.
  var flooding: Event?
  /// A lasting fall of NDVI within a harvest's time, beyond what the plants lose by themselves.
  var harvest: Event?
  /// Such a fall between two neighbouring dates that lie further apart than a harvest takes: it may have been one.
  var hiddenHarvest: Event?
  /// The form of the bare and flooding tests.
  var form: EvidenceForm

  /// The strongest instance of an event.
  struct Event {
    var date: CalendarDate
    var value: Double
    var isMet: Bool
  }

  /// Whether any event is met.
  var isFarmed: Bool { [bare, flooding, harvest].contains { $0?.isMet == true } }

  /// - Parameters:
  ///   - dates: The observations in which events are looked for.
  ///   - own: The days of the crop year's own.
  ///   - all: The whole series, of which `dates` is a part: what lies before and after an event.
  init(
    dates: ArraySlice<UnitObservation>, own: ClosedRange<CalendarDate>,
    in all: [UnitObservation], parameters: AbandonmentParameters.Cultivation
  ) {
    form = Self.form(of: dates)
    bare = Self.bareEvent(dates, parameters)
    flooding = Self.floodingEvent(dates, own: own, parameters)
    harvest = Self.harvestEvent(dates, in: all, parameters)
    hiddenHarvest = Self.hiddenHarvestEvent(dates, in: all, parameters)
  }

  private static func form(of dates: ArraySlice<UnitObservation>) -> EvidenceForm {
    // A series of two sensors takes the better form; each date is still tested with its own bands.
    if dates.contains(where: { $0.bsi.hasData && $0.ndmi.hasData }) { return .shortWave }
    return dates.contains { $0.redness.hasData } ? .visible : .vegetationOnly
  }

  /// Whether a date shows bare soil by the bands it has.
  static func isBare(
    _ date: UnitObservation, _ parameters: AbandonmentParameters.Cultivation
  ) -> Bool {
    guard date.greenness <= parameters.bareNDVI, !isWater(date) else { return false }
    if let bsi = date.bsi.value { return bsi >= parameters.bareBSI }
    if let redness = date.redness.value { return redness >= parameters.bareRedness }
    return true
  }

  private static func isDormant(
    _ date: UnitObservation, _ parameters: AbandonmentParameters.Cultivation
  ) -> Bool {
    parameters.dormantSeason?.contains(date.date) == true
  }

  /// Whether a date shows water by the bands it has.
  ///
  /// Short-wave infrared sees turbid water better, but its pixels are coarse and take in the banks of a small pond.
  static func isWater(_ date: UnitObservation) -> Bool {
    [date.mndwi.value, date.ndwi.value].contains { $0 ?? 0 > 0 }
  }

  /// The largest fall from green to bare.
  private static func bareEvent(
    _ dates: ArraySlice<UnitObservation>, _ parameters: AbandonmentParameters.Cultivation
  ) -> Event? {
    var best: Event?
    for late in dates.indices
    where isBare(dates[late], parameters) && !isDormant(dates[late], parameters) {
      let day = dates[late].date.dayNumber
      var index = late - 1
      while index >= dates.startIndex, day - dates[index].date.dayNumber <= parameters.bareSpan {
        let fall = dates[index].greenness - dates[late].greenness
        if fall > best?.value ?? 0 {
          best = Event(
            date: dates[late].date, value: fall, isMet: fall >= parameters.bareFall)
        }
        index -= 1
      }
    }
    return best
  }

  /// The flooding by the largest margin from which NDVI rises like a crop.
  private static func floodingEvent(
    _ dates: ArraySlice<UnitObservation>, own: ClosedRange<CalendarDate>,
    _ parameters: AbandonmentParameters.Cultivation
  ) -> Event? {
    var best: Event?
    for index in dates.indices where own.contains(dates[index].date) {
      guard let moisture = dates[index].ndmi.value else { continue }
      let greenness = dates[index].greenness
      let margin = moisture + parameters.floodingOffset - greenness
      let day = dates[index].date.dayNumber
      let grows = dates[(index + 1)...].contains {
        $0.date.dayNumber - day <= parameters.floodingSpan
          && $0.greenness - greenness >= parameters.floodingRise
      }
      guard grows, margin > best?.value ?? -.infinity else { continue }
      best = Event(date: dates[index].date, value: margin, isMet: margin >= 0)
    }
    return best
  }

  /// The largest fall within a harvest's time: to the level that the next date confirms, less the decline that goes on before
  /// and after it alike.
  ///
  /// One date is never trusted, so the later level is the higher of two. Weeds that wither lose as much in a month of autumn as some
  /// harvests take, but they lose it for months; a harvest ends at once, and the stubble stays as it is.
  private static func harvestEvent(
    _ dates: ArraySlice<UnitObservation>, in all: [UnitObservation],
    _ parameters: AbandonmentParameters.Cultivation
  ) -> Event? {
    var best: Event?
    for late in dates.indices {
      guard let level = lastingLevel(at: late, dates, parameters) else { continue }
      let day = all[late].date.dayNumber
      var index = late - 1
      while index >= dates.startIndex, day - all[index].date.dayNumber <= parameters.harvestSpan {
        let fall = all[index].greenness - level
        if fall > best?.value ?? 0 {
          let lasting = fall - decline(around: index, late, to: level, in: all, parameters)
          if lasting > best?.value ?? 0 {
            best = Event(
              date: all[late].date, value: lasting, isMet: lasting >= parameters.harvestDrop)
          }
        }
        index -= 1
      }
    }
    return best
  }

  /// The largest lasting fall between two neighbouring dates with more than a harvest's time between them, less the decline as above.
  ///
  /// Clouds can hide a harvest. What fell so far while nobody could see is no sign of farming, but none of idle land either.
  private static func hiddenHarvestEvent(
    _ dates: ArraySlice<UnitObservation>, in all: [UnitObservation],
    _ parameters: AbandonmentParameters.Cultivation
  ) -> Event? {
    var best: Event?
    for late in dates.indices.dropFirst() {
      guard dates[late].date.dayNumber - dates[late - 1].date.dayNumber > parameters.harvestSpan,
        let level = lastingLevel(at: late, dates, parameters)
      else { continue }
      let fall = dates[late - 1].greenness - level
      let lasting = fall - decline(around: late - 1, late, to: level, in: all, parameters)
      if lasting > best?.value ?? 0 {
        best = Event(
          date: dates[late].date, value: lasting, isMet: lasting >= parameters.harvestDrop)
      }
    }
    return best
  }

  /// The level that a date and the next one confirm; nil in a dormant season, or where the next one is too far off.
  private static func lastingLevel(
    at late: Int, _ dates: ArraySlice<UnitObservation>,
    _ parameters: AbandonmentParameters.Cultivation
  ) -> Double? {
    guard !isDormant(dates[late], parameters), late + 1 < dates.endIndex,
      dates[late + 1].date.dayNumber - dates[late].date.dayNumber <= parameters.confirmationSpan
    else { return nil }
    return max(dates[late].greenness, dates[late + 1].greenness)
  }

  /// What the parcel would have lost between two dates at the slower of the rates before and after them; 0 where one of these is not
  /// known.
  private static func decline(
    around early: Int, _ late: Int, to level: Double, in all: [UnitObservation],
    _ parameters: AbandonmentParameters.Cultivation
  ) -> Double {
    func day(_ index: Int) -> Int { all[index].date.dayNumber }
    // The date furthest off within a harvest's time; one that is too near says more of its noise than of the rate.
    let before = all[..<early].firstIndex {
      day(early) - $0.date.dayNumber <= parameters.harvestSpan
    }
    let after = all[(late + 1)...].lastIndex {
      $0.date.dayNumber - day(late) <= parameters.harvestSpan
    }
    guard let before, let after, day(early) - day(before) >= parameters.declineSpan,
      day(after) - day(late) >= parameters.declineSpan
    else { return 0 }
    let rates = (
      (all[before].greenness - all[early].greenness) / Double(day(early) - day(before)),
      (level - all[after].greenness) / Double(day(after) - day(late))
    )
    return max(0, min(rates.0, rates.1)) * Double(day(late) - day(early))
  }
}
