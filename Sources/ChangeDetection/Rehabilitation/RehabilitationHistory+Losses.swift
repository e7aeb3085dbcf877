import Imagery

// Cover lost again, and bare ground beyond its earlier level: each observation against the same time of earlier years.
extension RehabilitationHistory {
  /// The episodes of relapse.
  func relapses() -> EpisodeTracker {
    var tracker = EpisodeTracker(.relapse, parameters)
    guard let startDate, let startIndex else { return tracker }
    let level = seasons[startIndex].cover + parameters.begunGrowth
    var usual: [Double] = []
    for observation in observations where observation.date > startDate {
      let frozen = tracker.openSince ?? observation.date
      guard let before = earlier(observation.date, before: frozen) else { continue }
      let loss = before.cover - observation.coverValue - referenceLoss(observation.date, before)
      let deviation = usual.count >= 5 ? Median.robustDeviation(usual) : nil
      let byDeviations = deviation.map {
        max(
          parameters.relapseMinimumDrop,
          parameters.relapseDeviations * max($0, parameters.deviationFloor))
      }
      let threshold = min(parameters.relapseDrop, byDeviations ?? parameters.relapseDrop)
      if before.cover >= level, loss >= threshold {
        let tests = [
          DetectorTest(
            "cover_loss", loss, .atLeast, threshold, date: observation.date,
            period: "\(before.date)"),
          DetectorTest(
            "cover_before", before.cover, .atLeast, level, date: before.date),
        ]
        tracker.hit(observation.date, magnitude: loss, tests: tests)
      } else {
        usual.append(loss)
        tracker.miss(observation.date)
      }
    }
    return tracker
  }

  /// The episodes of suspected mining.
  func reminings(_ edges: [RehabilitationSubject.EdgeGrowth]) -> EpisodeTracker {
    var tracker = EpisodeTracker(.suspectedRemining, parameters)
    guard let startDate, let startIndex else { return tracker }
    let startShare = seasons[startIndex].bareShare
    var hasReceded = false
    for observation in observations where observation.date > startDate {
      let edge = edges.last { $0.date == observation.date }?.squareMetres
      let frozen = tracker.openSince ?? observation.date
      let before = earlier(observation.date, before: frozen)?.bareShare
      let share = observation.bareShareValue
      var tests: [DetectorTest] = []
      if let share, let startShare, let before, hasReceded {
        tests = [
          DetectorTest(
            "bare_share_rise", share - before, .atLeast, parameters.reminingBareRise,
            date: observation.date),
          DetectorTest(
            "bare_share", share, .atLeast, startShare + parameters.reminingBeyondStart,
            date: observation.date),
        ]
      }
      let byShare = !tests.isEmpty && tests.allSatisfy { $0.isMet == true }
      if let edge {
        tests.append(
          DetectorTest(
            "bare_area_beyond_edge", edge, .atLeast, parameters.reminingEdgeSquareMetres,
            date: observation.date))
      }
      if byShare || (edge ?? 0) >= parameters.reminingEdgeSquareMetres {
        tracker.hit(
          observation.date, magnitude: (share ?? 0) - (before ?? startShare ?? 0), tests: tests)
      } else if !tests.isEmpty {
        tracker.miss(observation.date)
      }
      // Bare ground that never receded belongs to shaping; only what had closed can be opened again.
      if let share, let startShare, share <= startShare - parameters.soilFall { hasReceded = true }
    }
    return tracker
  }

  /// The unit at the same time of the last earlier year that shows it.
  private func earlier(
    _ date: CalendarDate, before frozen: CalendarDate
  ) -> (cover: Double, bareShare: Double?, date: CalendarDate)? {
    for years in 1...max(1, parameters.lookBackYears) {
      let center = date.dayNumber - (years * 1461) / 4
      let window = observations.filter {
        $0.date < frozen
          && ($0.date.dayNumber - center).magnitude <= UInt(parameters.seasonToleranceDays)
      }
      guard let cover = Median.of(window.map(\.coverValue)) else { continue }
      return (
        cover, Median.of(window.compactMap(\.bareShareValue)), CalendarDate(dayNumber: center)
      )
    }
    return nil
  }

  /// What the ring lost in the same time; 0 where it was not seen at both.
  private func referenceLoss(
    _ date: CalendarDate, _ before: (cover: Double, bareShare: Double?, date: CalendarDate)
  ) -> Double {
    guard let now = ring(near: date), let then = ring(near: before.date) else { return 0 }
    return then - now
  }

  private func ring(near date: CalendarDate) -> Double? {
    Median.of(
      reference.filter {
        ($0.date.dayNumber - date.dayNumber).magnitude <= UInt(parameters.seasonToleranceDays)
      }.map(\.coverValue))
  }
}

extension UnitObservation {
  /// The mean cover, 0 to 1; only for observations that have it.
  var coverValue: Double { Double(cover.mean) / IndexValue.scale }

  /// The bare share, 0 to 1.
  var bareShareValue: Double? {
    bareShare == IndexValue.noData ? nil : Double(bareShare) / IndexValue.scale
  }
}
