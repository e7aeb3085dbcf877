import Imagery

extension CropYearExaminer {
  /// Whether the crop year looks like a pond, trees or built land, with the tests of each; nil for none.
  func testOtherUse(_ measures: inout Measures) -> CropYearVerdict? {
    let isPond = testPond(&measures)
    let isTrees = testTrees(&measures)
    let isBuilt = testBuilt(&measures)
    if isPond { return .pond }
    if isTrees { return .trees }
    return isBuilt ? .built : nil
  }

  private func testPond(_ measures: inout Measures) -> Bool {
    let tested = measures.dates.filter { $0.mndwi.hasData || $0.ndwi.hasData }
    guard !tested.isEmpty else { return false }
    let water = tested.count { CultivationEvidence.isWater($0) }
    let test = DetectorTest(
      "water_date_share", Double(water) / Double(tested.count), .atLeast,
      parameters.nonGrain.pondShare, period: "\(measures.year)")
    measures.tests.append(test)
    return test.isMet == true
  }

  /// Evergreen or woody: no seasons, green in the dry season, and moist where short-wave infrared says so.
  private func testTrees(_ measures: inout Measures) -> Bool {
    let rules = parameters.nonGrain
    let period = "\(measures.year)"
    var tests = [
      DetectorTest(
        "amplitude_ndvi", measures.amplitude, .below, rules.treeAmplitude, period: period),
      DetectorTest(
        "dry_season_ndvi", measures.dryMean, .atLeast, rules.treeDrySeasonNDVI, period: period),
    ]
    if let moisture = median(of: \.ndmi, in: measures) {
      tests.append(
        DetectorTest("moisture", moisture, .atLeast, rules.treeMoisture, period: period))
    }
    measures.tests += tests
    return tests.allSatisfy { $0.isMet == true }
  }

  /// Never green, bright and grey; nothing is said where no band tells brightness.
  private func testBuilt(_ measures: inout Measures) -> Bool {
    let rules = parameters.nonGrain
    let period = "\(measures.year)"
    guard let brightness = median(of: \.brightness, in: measures),
      let redness = median(of: \.redness, in: measures)
    else { return false }
    let tests = [
      DetectorTest("highest_ndvi", measures.highest, .below, rules.builtNDVI, period: period),
      DetectorTest("brightness", brightness, .atLeast, rules.builtBrightness, period: period),
      DetectorTest("redness", redness, .atMost, rules.builtRedness, period: period),
    ]
    measures.tests += tests
    return tests.allSatisfy { $0.isMet == true }
  }

  private func median(
    of index: KeyPath<UnitObservation, IndexSummary>, in measures: Measures
  ) -> Double? {
    quantile(measures.dates.compactMap { $0[keyPath: index].value }.sorted(), 0.5)
  }
}
