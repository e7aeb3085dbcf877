import Imagery

extension CropYearExaminer {
  /// Measures a crop year; decides nothing.
  func measure(_ year: CropYear) -> Measures {
    let own = humps.filter { year.days.contains($0.peak) }
    let before = humps.last { $0.peak < year.firstDay && $0.end >= year.firstDay }
    let lower = before.map { max(year.firstDay, CalendarDate(dayNumber: $0.end.dayNumber + 1)) }
    let from = min(lower ?? year.firstDay, year.lastDay)
    // A late crop is cut after the last day: its harvest is followed to the closing date, that of a recognised crop to some
    // weeks after its end. What happens to weeds later is the work of the next crop year.
    let closing = own.isEmpty ? year.lastDay : parameters.calendar.closingDate(of: year)
    let cropEnds = own.filter(\.isCrop).map {
      CalendarDate(dayNumber: $0.end.dayNumber + parameters.cultivation.afterCycle)
    }
    let to = cropEnds.reduce(max(year.lastDay, closing), max)
    let curve = series.curve(in: from...year.lastDay).map(\.value)
    let sorted = curve.sorted()
    let dates = series.observations(in: year.days)
    let mean = average(series.curve(in: year.days).map(\.value))
    return Measures(
      year: year, dates: dates, ownHumps: own, crops: own.filter(\.isCrop),
      evidence: CultivationEvidence(
        dates: series.observations(in: from...to), own: from...year.lastDay,
        in: series.dates, parameters: parameters.cultivation),
      highest: sorted.last, base: quantile(sorted, 0.1),
      amplitude: amplitude(year), mean: mean, dryMean: dryMean(year),
      longestGap: longestGap(year))
  }

  /// The 90 % minus the 10 % quantile of the curve over the whole crop year: a month of stubble from before does not count.
  private func amplitude(_ year: CropYear) -> Double? {
    let sorted = series.curve(in: year.days).map(\.value).sorted()
    guard let high = quantile(sorted, 0.9), let low = quantile(sorted, 0.1) else { return nil }
    return high - low
  }

  private func dryMean(_ year: CropYear) -> Double? {
    let calendar = parameters.calendar
    guard let dry = calendar.windows.first(where: { $0.name == parameters.nonGrain.drySeason })
    else { return nil }
    return average(series.curve(in: calendar.days(of: dry, in: year)).map(\.value))
  }

  /// The longest time without a clear date that touches the crop year.
  private func longestGap(_ year: CropYear) -> Int {
    var days = series.observations(in: year.days).map(\.date.dayNumber)
    let first = year.firstDay.dayNumber
    let last = year.lastDay.dayNumber
    let before = series.dates.last { $0.date.dayNumber < first }?.date.dayNumber ?? first
    let after = series.dates.first { $0.date.dayNumber > last }?.date.dayNumber ?? last
    days = [max(before, first - 1)] + days + [min(after, last + 1)]
    return zip(days, days.dropFirst()).map { $1 - $0 }.max() ?? year.length
  }

  /// The quantile of sorted values, linear between neighbours (type 7).
  func quantile(_ sorted: [Double], _ share: Double) -> Double? {
    guard !sorted.isEmpty else { return nil }
    let position = share * Double(sorted.count - 1)
    let lower = Int(position)
    let upper = min(lower + 1, sorted.count - 1)
    return sorted[lower] + (position - Double(lower)) * (sorted[upper] - sorted[lower])
  }

  /// The mean; nil without values.
  func average(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }
}
