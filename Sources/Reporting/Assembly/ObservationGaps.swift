import Imagery

/// Stretches of time without a clear view: longer than 60 days, and than four times the usual distance of two clear days,
/// so that an archive of one image a year is not all gap.
enum ObservationGaps {
  static let shortestDays = 60

  static func find(in days: [CalendarDate]) -> [ReportGap] {
    let sorted = Set(days).sorted()
    let pairs = zip(sorted, sorted.dropFirst())
    let distances = pairs.map { $1.dayNumber - $0.dayNumber }
    guard !distances.isEmpty else { return [] }
    let usual = distances.sorted()[distances.count / 2]
    let limit = max(shortestDays, 4 * usual)
    return pairs.compactMap { from, to in
      let days = to.dayNumber - from.dayNumber
      return days > limit
        ? ReportGap(from: from.description, to: to.description, days: days) : nil
    }
  }
}
