import Imagery

extension CropYearExaminer {
  /// Whether enough was seen to judge the crop year.
  func testGate(_ measures: inout Measures) {
    let gate = parameters.gate
    let year = measures.year
    let period = "\(year)"
    var tests = [
      DetectorTest(
        "clear_dates", Double(measures.dates.count), .atLeast, Double(gate.minimumDates),
        period: period)
    ]
    for window in parameters.calendar.windows {
      let days = parameters.calendar.days(of: window, in: year)
      tests.append(
        DetectorTest(
          "clear_dates_\(window.name)", Double(series.observations(in: days).count), .atLeast,
          Double(gate.minimumDatesPerWindow), period: period))
    }
    let begins = begin.dayNumber - year.firstDay.dayNumber
    tests.append(
      DetectorTest(
        "series_begins_after_days", Double(max(0, begins)), .atMost, Double(gate.startTolerance),
        period: period))
    measures.gateIsMet = tests.allSatisfy { $0.isMet == true }
    measures.tests += tests
  }

  /// The numbers of the best cycle (a crop before a hump, then the one with the largest swing), and of the events.
  func testCultivation(_ measures: inout Measures) {
    let rules = parameters.cycle
    let period = "\(measures.year)"
    let candidates = measures.crops.isEmpty ? measures.ownHumps : measures.crops
    let best = candidates.max { min($0.rise, $0.fall) < min($1.rise, $1.fall) }
    let peak = best?.peakNDVI ?? measures.highest
    measures.tests += [
      DetectorTest("crop_cycles", Double(measures.crops.count), .atLeast, 1, period: period),
      DetectorTest(
        "peak_ndvi", peak, .atLeast, rules.minimumPeak, date: best?.peak, period: period),
      DetectorTest(
        "rise_ndvi", best?.rise, .atLeast, rules.minimumRise, date: best?.onset, period: period),
      DetectorTest(
        "fall_ndvi", best?.fall, .atLeast, rules.minimumFall, date: best?.end, period: period),
      DetectorTest(
        "cycle_days", best.map { Double($0.length) }, .atLeast, Double(rules.minimumLength),
        date: best?.peak, period: period),
      DetectorTest(
        "cycle_days", best.map { Double($0.length) }, .atMost, Double(rules.maximumLength),
        date: best?.peak, period: period),
    ]
    let cultivation = parameters.cultivation
    let evidence = measures.evidence
    measures.tests += [
      DetectorTest(
        "bare_after_green_fall", evidence.bare?.value ?? 0, .atLeast, cultivation.bareFall,
        date: evidence.bare?.date, period: period),
      DetectorTest(
        "flooding_margin", evidence.flooding?.value, .atLeast, 0, date: evidence.flooding?.date,
        period: period),
      DetectorTest(
        "harvest_drop", evidence.harvest?.value ?? 0, .atLeast, cultivation.harvestDrop,
        date: evidence.harvest?.date, period: period),
    ]
  }

  /// The z scores against neighbours and own history: they are stored and never decide alone.
  func testRelation(_ measures: inout Measures, history: [CropYearResult]) {
    let rules = parameters.idle
    let period = "\(measures.year)"
    guard let mean = measures.mean else { return }
    if let neighbours = subject.neighbours.first(where: { $0.year == measures.year }),
      neighbours.parcels >= rules.minimumNeighbours, neighbours.standardDeviation > 0
    {
      let score = (mean - neighbours.mean) / neighbours.standardDeviation
      measures.tests.append(
        DetectorTest("neighbours_z", score, .atLeast, rules.lowScore, period: period))
    }
    let earlier = history.filter(\.observed.isDecided).compactMap(\.meanNDVI)
    guard earlier.count >= rules.minimumHistory, let usual = average(earlier) else { return }
    let squares = earlier.map { ($0 - usual) * ($0 - usual) }.reduce(0, +)
    let deviation = (squares / Double(earlier.count - 1)).squareRoot()
    guard deviation > 0 else { return }
    measures.tests.append(
      DetectorTest(
        "history_z", (mean - usual) / deviation, .atLeast, rules.lowScore, period: period))
  }
}
