import Imagery

/// What the detector derives from a subject before it tests anything.
struct RehabilitationHistory {
  let parameters: RehabilitationParameters
  let until: CalendarDate
  /// The clear observations up to the day, one per day.
  let observations: [UnitObservation]
  /// The same of the reference ring; empty without one.
  let reference: [UnitObservation]
  let running: [RunningCover]
  let seasons: [SeasonComposite]
  let referenceSeasons: [SeasonComposite]
  /// The position of the season that stands for the start.
  let startIndex: Int?
  /// Observations after this day are of the time of rehabilitation.
  let startDate: CalendarDate?
  let isStartKnown: Bool
  /// The position of the last undisturbed season.
  let undisturbedIndex: Int?

  init(_ subject: RehabilitationSubject, _ parameters: RehabilitationParameters) {
    self.parameters = parameters
    until = subject.until
    observations = Self.usable(subject.mine, subject.until, parameters)
    reference = subject.reference.map { Self.usable($0, subject.until, parameters) } ?? []
    running = RunningCover.series(of: observations, days: parameters.runningDays)
    seasons = SeasonComposite.composites(of: observations, season: parameters.season)
    referenceSeasons = SeasonComposite.composites(of: reference, season: parameters.season)
    isStartKnown = subject.start != nil
    if let start = subject.start {
      startIndex =
        seasons.lastIndex { $0.dates.upperBound <= start } ?? (seasons.isEmpty ? nil : 0)
      startDate = start
    } else if let lowest = seasons.map(\.cover).min() {
      startIndex = seasons.firstIndex { $0.cover <= lowest + parameters.startTolerance }
      startDate = startIndex.map { [seasons] in seasons[$0].dates.upperBound }
    } else {
      startIndex = nil
      startDate = nil
    }
    if let disturbance = subject.disturbance {
      undisturbedIndex = seasons.lastIndex { $0.dates.upperBound < disturbance }
    } else if let startIndex {
      let level = seasons[startIndex].cover + parameters.disturbanceDrop
      undisturbedIndex = seasons[..<startIndex].lastIndex { $0.cover >= level }
    } else {
      undisturbedIndex = nil
    }
  }

  private static func usable(
    _ series: UnitSeries, _ until: CalendarDate, _ parameters: RehabilitationParameters
  ) -> [UnitObservation] {
    let minimum = parameters.minimumClearShare * IndexValue.scale
    var result: [UnitObservation] = []
    for observation in series.observations
    where observation.date <= until && observation.cover.hasData
      && Double(observation.clearShare) >= minimum
    {
      // Strips or satellites of one day: the clearer one, so that a day counts once.
      if let last = result.last, last.date == observation.date {
        if observation.clearShare > last.clearShare { result[result.count - 1] = observation }
      } else {
        result.append(observation)
      }
    }
    return result
  }

  /// The seasons that are over on the day.
  var completedSeasons: ArraySlice<SeasonComposite> {
    let count = seasons.count { isOver($0.year, on: until) }
    return seasons[..<count]
  }

  /// The seasons that are over, from the start on.
  var seasonsSinceStart: ArraySlice<SeasonComposite> {
    guard let startIndex, startIndex < completedSeasons.endIndex else { return [] }
    return completedSeasons[startIndex...]
  }

  /// Whether the season of a year has ended by the evening of a day.
  func isOver(_ year: Int, on date: CalendarDate) -> Bool {
    parameters.season.end(of: year).dayNumber - 1 <= date.dayNumber
  }

  /// The reference ring in a season.
  func referenceSeason(_ year: Int) -> SeasonComposite? {
    referenceSeasons.first { $0.year == year }
  }
}
