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
  /// A lasting fall of NDVI within a harvest's time.
  var harvest: Event?
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

  init(
    dates: ArraySlice<UnitObservation>, own: ClosedRange<CalendarDate>,
    parameters: AbandonmentParameters.Cultivation
  ) {
    form = Self.form(of: dates)
    bare = Self.bareEvent(dates, parameters)
    flooding = Self.floodingEvent(dates, own: own, parameters)
    harvest = Self.harvestEvent(dates, parameters)
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

  /// Whether a date shows water by the bands it has.
  static func isWater(_ date: UnitObservation) -> Bool {
    if let mndwi = date.mndwi.value { return mndwi > 0 }
    if let ndwi = date.ndwi.value { return ndwi > 0 }
    return false
  }

  /// The largest fall from green to bare.
  private static func bareEvent(
    _ dates: ArraySlice<UnitObservation>, _ parameters: AbandonmentParameters.Cultivation
  ) -> Event? {
    var best: Event?
    for late in dates.indices where isBare(dates[late], parameters) {
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

  /// The largest fall within a harvest's time that the next date confirms.
  private static func harvestEvent(
    _ dates: ArraySlice<UnitObservation>, _ parameters: AbandonmentParameters.Cultivation
  ) -> Event? {
    var best: Event?
    for late in dates.indices {
      let day = dates[late].date.dayNumber
      var index = late - 1
      while index >= dates.startIndex, day - dates[index].date.dayNumber <= parameters.harvestSpan {
        let fall = dates[index].greenness - dates[late].greenness
        if fall > best?.value ?? 0,
          isConfirmed(dates, late, below: dates[index].greenness, parameters)
        {
          best = Event(
            date: dates[late].date, value: fall, isMet: fall >= parameters.harvestDrop)
        }
        index -= 1
      }
    }
    return best
  }

  /// Whether the date after a fall is low too: one date is never trusted.
  private static func isConfirmed(
    _ dates: ArraySlice<UnitObservation>, _ late: Int, below high: Double,
    _ parameters: AbandonmentParameters.Cultivation
  ) -> Bool {
    guard late + 1 < dates.endIndex else { return false }
    let next = dates[late + 1]
    return next.date.dayNumber - dates[late].date.dayNumber <= parameters.confirmationSpan
      && high - next.greenness >= parameters.harvestDrop / 2
  }
}
