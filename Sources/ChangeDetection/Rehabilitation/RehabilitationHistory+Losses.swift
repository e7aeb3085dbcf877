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
    for observation in observations where observation.date > startDate {
      let edge = edges.last { $0.date == observation.date }?.squareMetres
      let rise = bareRise(observation, before: tracker.openSince ?? observation.date)
      var tests: [DetectorTest] = []
      if let rise, let share = observation.bareShareValue, let startShare,
        hasReceded(before: tracker.openSince ?? observation.date)
      {
        tests = [
          DetectorTest(
            "bare_share_rise", rise, .atLeast, parameters.reminingBareRise,
            date: observation.date),
          DetectorTest(
            "bare_share", share, .atLeast, startShare + parameters.reminingBeyondStart,
            date: observation.date),
        ]
      }
      let byShare = !tests.isEmpty && tests.allSatisfy { $0.isMet == true }
      // Where edges are measured, only a measured date can say that nothing has grown.
      let canMiss = edges.isEmpty ? !tests.isEmpty : edge != nil
      if let edge {
        tests.append(
          DetectorTest(
            "bare_area_beyond_edge", edge, .atLeast, parameters.reminingEdgeSquareMetres,
            date: observation.date))
      }
      if byShare || (edge ?? 0) >= parameters.reminingEdgeSquareMetres {
        tracker.hit(observation.date, magnitude: rise ?? 0, tests: tests)
      } else if canMiss {
        tracker.miss(observation.date)
      }
    }
    return tracker
  }

  /// Whether bare ground had closed in a season since the start that ended before a day. What never closed belongs to
  /// shaping; only what had closed can be opened again.
  private func hasReceded(before date: CalendarDate) -> Bool {
    guard let startIndex, let start = seasons[startIndex].bareShare else { return false }
    return seasons[startIndex...].contains {
      $0.dates.upperBound < date && ($0.bareShare ?? 1) <= start - parameters.soilFall
    }
  }

  /// The rise of the bare share against the same time of earlier years, less that of the ring; nil outside the growing season, when
  /// withered grass looks bare, and where an earlier year was not seen.
  private func bareRise(_ observation: UnitObservation, before frozen: CalendarDate) -> Double? {
    guard parameters.season.year(of: observation.date) != nil,
      let share = observation.bareShareValue,
      let before = earlier(observation.date, before: frozen), let level = before.bareShare
    else { return nil }
    let now = ring(near: observation.date, \.bareShareValue)
    let then = ring(near: before.date, \.bareShareValue)
    let ringRise = now.flatMap { now in then.map { now - $0 } } ?? 0
    return share - level - ringRise
  }

  /// The unit at the same time of the last earlier year that shows it.
  private func earlier(
    _ date: CalendarDate, before frozen: CalendarDate
  ) -> (cover: Double, bareShare: Double?, date: CalendarDate)? {
    var (looked, years) = (0, 0)
    // The years of an open episode are passed over, and do not count as looked at.
    while looked < parameters.lookBackYears {
      years += 1
      let center = date.dayNumber - (years * 1461) / 4
      guard center - parameters.seasonToleranceDays < frozen.dayNumber else { continue }
      looked += 1
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
    guard let now = ring(near: date, { $0.coverValue }),
      let then = ring(near: before.date, { $0.coverValue })
    else { return 0 }
    return then - now
  }

  private func ring(
    near date: CalendarDate, _ value: (UnitObservation) -> Double?
  ) -> Double? {
    Median.of(
      reference.filter {
        ($0.date.dayNumber - date.dayNumber).magnitude <= UInt(parameters.seasonToleranceDays)
      }.compactMap(value))
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
