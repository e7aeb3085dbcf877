import Imagery

/// The series of a parcel made ready for the rules: one observation a day, outliers out, smoothed.
struct ParcelSeries {
  /// The clear observations by ascending day, one a day.
  var dates: [UnitObservation]
  /// The dates that the outlier test left out.
  var outliers: [SeriesOutlier]
  /// The smoothed NDVI by ascending day; nothing inside gaps.
  var curve: [CurvePoint]

  /// A value of the smoothed curve.
  struct CurvePoint {
    var day: Int
    var value: Double
  }

  /// Prepares clear observations by ascending day, one a day.
  init(
    _ clear: some Sequence<UnitObservation>, parameters: AbandonmentParameters.Preparation
  ) {
    dates = Array(clear)
    outliers = []
    curve = []
    removeOutliers(parameters)
    smooth(parameters)
  }

  /// Of the observations of a day the one that sees most of the parcel; equals by scene, then by satellite. Their order does
  /// not matter.
  static func onePerDay(
    _ observations: [UnitObservation], until: CalendarDate,
    parameters: AbandonmentParameters.Preparation
  ) -> [UnitObservation] {
    let least = parameters.minimumClearShare * IndexValue.scale
    let usable = observations.filter {
      $0.ndvi.hasData && Double($0.clearShare) >= least && $0.date <= until
    }
    let sorted = usable.sorted {
      ($0.date.dayNumber, -Int($0.clearShare), $0.scene, $0.platform)
        < ($1.date.dayNumber, -Int($1.clearShare), $1.scene, $1.platform)
    }
    var kept: [UnitObservation] = []
    for observation in sorted where kept.last?.date != observation.date {
      kept.append(observation)
    }
    return kept
  }

  /// Smooths each stretch between gaps on its own, so that no value comes from interpolation across a gap.
  private mutating func smooth(_ parameters: AbandonmentParameters.Preparation) {
    let smoother = WhittakerSmoother(
      step: parameters.smoothingStep, roughness: parameters.roughness)
    let margin = parameters.smoothingStep / 2
    var start = 0
    for index in dates.indices {
      let isLast = index + 1 == dates.count
      guard
        isLast
          || dates[index + 1].date.dayNumber - dates[index].date.dayNumber > parameters.maximumGap
      else { continue }
      let stretch = dates[start...index]
      let days = stretch.map(\.date.dayNumber)
      let values = smoother.smooth(
        days: days, values: stretch.map(\.greenness),
        weights: stretch.map { Double($0.clearShare) / IndexValue.scale })
      let supported = (days[0] - margin)...(days[days.count - 1] + margin)
      for value in values where supported.contains(value.day) {
        curve.append(CurvePoint(day: value.day, value: value.value))
      }
      start = index + 1
    }
  }

  /// The observations of some days.
  func observations(in days: ClosedRange<CalendarDate>) -> ArraySlice<UnitObservation> {
    let first = dates.partitioningIndex { $0.date >= days.lowerBound }
    let end = dates.partitioningIndex { $0.date > days.upperBound }
    return dates[first..<max(first, end)]
  }

  /// The curve over some days.
  func curve(in days: ClosedRange<CalendarDate>) -> ArraySlice<CurvePoint> {
    let first = curve.partitioningIndex { $0.day >= days.lowerBound.dayNumber }
    let end = curve.partitioningIndex { $0.day > days.upperBound.dayNumber }
    return curve[first..<max(first, end)]
  }
}

extension UnitObservation {
  /// The median NDVI.
  var greenness: Double { Double(ndvi.median) / IndexValue.scale }
}

extension IndexSummary {
  /// The median in units of the index; nil without data.
  var value: Double? { hasData ? Double(median) / IndexValue.scale : nil }
}

extension Array {
  /// The first index whose element meets a condition that all later elements meet too.
  fileprivate func partitioningIndex(where isInSecondPart: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = low + (high - low) / 2
      if isInSecondPart(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
