import Imagery

/// Judges one crop year of one parcel.
struct CropYearExaminer {
  let subject: FarmlandParcel
  /// The observations of the crop year's window.
  let series: ParcelSeries
  /// The first clear day of the whole series, or a day before the crop year where earlier ones are settled.
  let begin: CalendarDate
  let parameters: AbandonmentParameters
  /// Every rise and fall of the curve, by time.
  let humps: [CropCycle]

  init(
    subject: FarmlandParcel, series: ParcelSeries, begin: CalendarDate,
    parameters: AbandonmentParameters
  ) {
    self.subject = subject
    self.series = series
    self.begin = begin
    self.parameters = parameters
    humps = CropCycleFinder(parameters: parameters.cycle, calendar: parameters.calendar)
      .humps(of: series.curve)
  }

  /// The measurements of one crop year.
  struct Measures {
    var year: CropYear
    var dates: ArraySlice<UnitObservation>
    var ownHumps: [CropCycle]
    var crops: [CropCycle]
    var evidence: CultivationEvidence
    var highest: Double?
    var base: Double?
    var amplitude: Double?
    var mean: Double?
    var dryMean: Double?
    var longestGap: Int
    var tests: [DetectorTest] = []
    var gateIsMet = true
  }

  /// Judges the crop year.
  ///
  /// - Parameter history: The crop years before.
  func examine(_ year: CropYear, history: [CropYearResult]) -> CropYearResult {
    var measures = measure(year)
    testGate(&measures)
    testCultivation(&measures)
    let cultivationSeen = !measures.crops.isEmpty && measures.evidence.isFarmed
    let otherUse = testOtherUse(&measures)
    testRelation(&measures, history: history)

    let isPending = parameters.calendar.closingDate(of: year) > subject.until
    // Only a crop that stands beyond the crop year must be waited for. Water, trees and roofs show a whole year without any.
    let showsOtherUse = measures.gateIsMet && !cultivationSeen && coveredFrom(year) != nil
    let observed: CropYearVerdict =
      if isPending {
        showsOtherUse ? otherUse ?? .pending : .pending
      } else if !measures.gateIsMet {
        .undecidable
      } else if cultivationSeen {
        .cultivated
      } else if let otherUse {
        otherUse
      } else {
        idleOrWeak(&measures)
      }
    let exemption = observed.isIdle || observed == .weak ? exemption(of: year) : nil
    return CropYearResult(
      year: year, verdict: exemption == nil ? observed : .exempt, observed: observed,
      exemption: exemption, cultivationSeen: cultivationSeen, humps: measures.ownHumps,
      usualCycles: usualCycles(history), clearDates: measures.dates.count,
      coveredFrom: coveredFrom(year), platforms: platforms(measures.dates),
      form: measures.evidence.form,
      meanNDVI: measures.mean, drySeasonNDVI: measures.dryMean, tests: measures.tests,
      score: score(measures, verdict: observed))
  }

  /// Idle where neither a crop nor any sign of farming is seen; what is neither idle nor cultivated is weak.
  private func idleOrWeak(_ measures: inout Measures) -> CropYearVerdict {
    let rules = parameters.idle
    guard let highest = measures.highest, let base = measures.base else { return .undecidable }
    let gap = DetectorTest(
      "longest_gap_days", Double(measures.longestGap), .atMost,
      Double(parameters.gate.maximumIdleGap), period: "\(measures.year)")
    measures.tests.append(gap)
    guard gap.isMet == true else { return .undecidable }
    let evidence = measures.evidence
    let isVegetated = highest >= parameters.cycle.minimumPeak
    let doubtful = rules.clearShareOfHarvest * parameters.cultivation.harvestDrop
    let noHarvest = DetectorTest(
      "no_harvest_drop", evidence.harvest?.value ?? 0, .below, doubtful,
      date: evidence.harvest?.date, period: "\(measures.year)")
    let noHiddenHarvest = DetectorTest(
      "no_hidden_harvest_drop", evidence.hiddenHarvest?.value ?? 0, .below, doubtful,
      date: evidence.hiddenHarvest?.date, period: "\(measures.year)")
    measures.tests += [noHarvest, noHiddenHarvest]
    let hasFarming =
      evidence.flooding?.isMet == true || noHarvest.isMet == false
      || noHiddenHarvest.isMet == false
    if measures.crops.isEmpty {
      if hasFarming { return .weak }
      // Land that never turns green enough for a crop is bare whatever its lowest dates look like; on green land a bare
      // date is a sign of tillage.
      guard isVegetated else { return .idleBare }
      return evidence.bare?.isMet == true ? .weak : .idleWeedy
    }
    // One broad peak over a green base without any sign of farming is weeds, even if short enough for a crop.
    let period = "\(measures.year)"
    let baseTest = DetectorTest("weedy_base_ndvi", base, .atLeast, rules.weedyBase, period: period)
    let length = DetectorTest(
      "weedy_length_days", Double(measures.crops[0].length), .atLeast, Double(rules.weedyLength),
      date: measures.crops[0].peak, period: period)
    measures.tests += [baseTest, length]
    let isBroad = measures.crops.count == 1 && length.isMet == true && baseTest.isMet == true
    return isBroad && !hasFarming && !evidence.isFarmed ? .idleWeedy : .weak
  }

  /// The first observation that lies so near the last day that the crop year counts as seen to its end; nil before.
  private func coveredFrom(_ year: CropYear) -> CalendarDate? {
    let near = year.lastDay.dayNumber - parameters.gate.startTolerance
    return series.observations(in: CalendarDate(dayNumber: near)...year.lastDay).first?.date
  }

  private func exemption(of year: CropYear) -> FarmlandExemption? {
    subject.exemptions.first { exemption in
      let least =
        switch exemption.kind {
        case .fallow: parameters.sequence.fallowDays
        case .construction: parameters.sequence.constructionDays
        case .flood: parameters.sequence.floodDays
        }
      return exemption.overlap(with: year.days) >= max(1, least)
    }
  }

  /// The lower median of the crop counts of the latest cultivated crop years before.
  private func usualCycles(_ history: [CropYearResult]) -> Int? {
    let counts = history.filter { $0.observed == .cultivated }
      .suffix(parameters.sequence.usualYears).map(\.cycles.count).sorted()
    return counts.isEmpty ? nil : counts[(counts.count - 1) / 2]
  }

  private func platforms(_ dates: ArraySlice<UnitObservation>) -> [PlatformCount] {
    var counts: [String: Int] = [:]
    for date in dates { counts[date.platform, default: 0] += 1 }
    return counts.map { PlatformCount(platform: $0.key, dates: $0.value) }
      .sorted { $0.platform < $1.platform }
  }

  /// The product of how much was seen (full at twice the least number of dates) and how far the nearest decisive NDVI test
  /// lies from its threshold (full at 0.2).
  private func score(_ measures: Measures, verdict: CropYearVerdict) -> Double {
    guard verdict.isDecided else { return 0 }
    let seen = min(
      1, Double(measures.dates.count) / Double(2 * max(1, parameters.gate.minimumDates)))
    let margins = measures.tests.filter { Self.scored.contains($0.name) }.compactMap { test in
      test.value.map { abs($0 - test.threshold) }
    }
    let margin = min(1, (margins.min() ?? 0) / 0.2)
    return seen * margin
  }

  private static let scored: Set<String> = ["peak_ndvi", "rise_ndvi", "fall_ndvi", "harvest_drop"]
}
