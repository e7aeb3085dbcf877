import Imagery

/// Finds the rises and falls of a smoothed NDVI curve.
struct CropCycleFinder {
  let parameters: AbandonmentParameters.Cycle
  let calendar: CropCalendar

  /// A peak or a trough of the curve, by position.
  private struct TurningPoint {
    var index: Int
    var isPeak: Bool
  }

  /// Every peak that stands out by the least rise or fall, with the troughs around it, by time.
  ///
  /// A turning point counts once the curve has moved away from it by the smaller of rise and fall, so ripples do not part
  /// a crop. The last low after a peak serves as its trough although no rise follows yet.
  func humps(of curve: [ParcelSeries.CurvePoint]) -> [CropCycle] {
    let points = turningPoints(of: curve)
    var humps: [CropCycle] = []
    for (position, point) in points.enumerated() where point.isPeak {
      let before = position > 0 ? points[position - 1].index : 0
      let after = position + 1 < points.count ? points[position + 1].index : curve.count - 1
      humps.append(hump(of: curve, before: before, peak: point.index, after: after))
    }
    return humps
  }

  private func turningPoints(of curve: [ParcelSeries.CurvePoint]) -> [TurningPoint] {
    guard !curve.isEmpty else { return [] }
    let swing = min(parameters.minimumRise, parameters.minimumFall)
    var points: [TurningPoint] = []
    var lowest = 0
    var highest = 0
    var isRising: Bool?
    for index in curve.indices {
      let value = curve[index].value
      if value < curve[lowest].value { lowest = index }
      if value > curve[highest].value { highest = index }
      if isRising != false, curve[highest].value - value >= swing {
        points.append(TurningPoint(index: highest, isPeak: true))
        isRising = false
        lowest = index
      } else if isRising != true, value - curve[lowest].value >= swing {
        points.append(TurningPoint(index: lowest, isPeak: false))
        isRising = true
        highest = index
      }
    }
    if isRising == false { points.append(TurningPoint(index: lowest, isPeak: false)) }
    return points
  }

  private func hump(
    of curve: [ParcelSeries.CurvePoint], before: Int, peak: Int, after: Int
  ) -> CropCycle {
    let top = curve[peak].value
    var low = before
    for index in before...peak where curve[index].value <= curve[low].value { low = index }
    let rise = top - curve[low].value
    let fall = top - curve[after].value
    let onset = crossing(
      curve, from: peak, to: low, level: curve[low].value + parameters.onsetShare * rise)
    let end = crossing(
      curve, from: peak, to: after, level: curve[after].value + parameters.onsetShare * fall)
    let peakDate = CalendarDate(dayNumber: curve[peak].day)
    var cycle = CropCycle(
      onset: CalendarDate(dayNumber: onset), peak: peakDate,
      end: CalendarDate(dayNumber: end), peakNDVI: top, rise: rise, fall: fall, isCrop: false,
      window: "")
    cycle.isCrop =
      top >= parameters.minimumPeak && rise >= parameters.minimumRise
      && fall >= parameters.minimumFall && cycle.length >= parameters.minimumLength
      && cycle.length <= parameters.maximumLength
    cycle.window =
      calendar.window(at: peakDate, in: calendar.cropYear(containing: peakDate))?.name ?? ""
    return cycle
  }

  /// The day on which the curve, going away from a peak, first reaches a level, between two values in proportion.
  private func crossing(
    _ curve: [ParcelSeries.CurvePoint], from peak: Int, to trough: Int, level: Double
  ) -> Int {
    let step = trough < peak ? -1 : 1
    var index = peak
    while index != trough, curve[index].value > level { index += step }
    guard index != peak, curve[index].value < level else { return curve[index].day }
    let inner = curve[index - step]
    let share = (inner.value - level) / (inner.value - curve[index].value)
    let days = Double(curve[index].day - inner.day) * share
    return inner.day + Int(days.rounded(.toNearestOrEven))
  }
}
