import Imagery

extension IndexChangeMethod {
  /// The rule's thresholds for a pair.
  func rule(for statistics: PairStatistics) -> IndexRule {
    plan.isCalibrated ? calibratedRule(for: statistics) : relativeRule(for: statistics)
  }

  private func calibratedRule(for statistics: PairStatistics) -> IndexRule {
    func recentred(_ index: SpectralIndex, _ offset: Double) -> Int16 {
      storedThreshold(
        statistics.distribution(of: .indexDifference(index)).median + IndexValue.scale * offset)
    }
    let first = hasSWIR ? recentred(.bsi, settings.bsiRise) : nil
    let second = hasSWIR ? recentred(.ndbi, settings.ndbiRise) : nil
    let bare = storedThreshold(IndexValue.scale * settings.bareNDVI)
    let green = storedThreshold(IndexValue.scale * settings.greenNDVI)
    return IndexRule(
      lossCeiling: recentred(.ndvi, -settings.ndviLoss),
      firstRiseFloor: first ?? recentred(.brightness, settings.brightnessRise),
      secondRiseFloor: second ?? recentred(.pisi, settings.pisiRise),
      darkCeiling: recentred(.brightness, -settings.brightnessChange),
      brightFloor: recentred(.brightness, settings.brightnessChange),
      bareBefore: bare, bareAfter: bare, greenBefore: green, greenAfter: green,
      waterFloor: storedThreshold(IndexValue.scale * settings.waterIndex),
      magnitudeFloor: storedThreshold(Evidence.magnitude.scale * settings.magnitude))
  }

  private func relativeRule(for statistics: PairStatistics) -> IndexRule {
    func recentred(_ index: SpectralIndex, deviations: Double) -> Int16 {
      let distribution = statistics.distribution(of: .indexDifference(index))
      return storedThreshold(
        distribution.median + deviations * max(1, distribution.robustDeviation))
    }
    func level(_ share: Double, _ date: PairDate) -> Int16 {
      storedThreshold(statistics.distribution(of: .index(.ndvi, date)).quantile(share))
    }
    let scale = Evidence.relativeBrightnessDifference.scale
    let rise = storedThreshold(scale * settings.relativeRise)
    return IndexRule(
      lossCeiling: recentred(.ndvi, deviations: -settings.relativeLoss),
      firstRiseFloor: hasSWIR ? recentred(.bsi, deviations: settings.relativeRise) : rise,
      secondRiseFloor: hasSWIR ? recentred(.ndbi, deviations: settings.relativeRise) : rise,
      darkCeiling: storedThreshold(-scale * settings.relativeBrightnessChange),
      brightFloor: storedThreshold(scale * settings.relativeBrightnessChange),
      bareBefore: level(settings.relativeBareShare, .before),
      bareAfter: level(settings.relativeBareShare, .after),
      greenBefore: level(settings.relativeGreenShare, .before),
      greenAfter: level(settings.relativeGreenShare, .after),
      waterFloor: .max,
      magnitudeFloor: storedThreshold(Evidence.magnitude.scale * settings.magnitude))
  }

  /// Where the rule finds each of its planes.
  struct Layout {
    var ndviBefore: Range<Int>
    var ndviAfter: Range<Int>
    var ndviDifference: Range<Int>
    var firstRise: Range<Int>
    /// In the auxiliary planes where `secondRiseIsAuxiliary`.
    var secondRise: Range<Int>
    var secondRiseIsAuxiliary: Bool
    var brightness: Range<Int>
    /// In the auxiliary planes, which hold them only where `testsWater`.
    var firstWater: Range<Int>
    var secondWater: Range<Int>
    var testsWater: Bool
    var magnitude: Range<Int>
  }

  func layout(of block: borrowing ChangeBlock) -> Layout {
    let count = block.pixelCount
    let brightness = block.range(
      of: plan.isCalibrated ? .brightnessDifference : .relativeBrightnessDifference)
    let usesPISI = !hasSWIR && plan.isCalibrated
    var second = brightness
    if hasSWIR { second = block.range(of: .ndbiDifference) }
    if usesPISI { second = 2 * count..<3 * count }
    return Layout(
      ndviBefore: block.range(of: .ndviBefore), ndviAfter: block.range(of: .ndviAfter),
      ndviDifference: block.range(of: .ndviDifference),
      firstRise: hasSWIR ? block.range(of: .bsiDifference) : brightness,
      secondRise: second, secondRiseIsAuxiliary: usesPISI, brightness: brightness,
      firstWater: 0..<count, secondWater: hasSWIR ? count..<2 * count : 0..<count,
      testsWater: plan.isCalibrated,
      magnitude: block.range(of: .magnitude))
  }

  func classify(
    _ rule: IndexRule, _ layout: Layout, usable: Span<UInt8>, _ planes: borrowing Raster<Int16>,
    _ auxiliary: borrowing Raster<Int16>, into states: inout Raster<UInt8>
  ) {
    let measured = planes.samples
    let extra = auxiliary.samples
    // Where water is not tested, the magnitude stands in its place: a plane that is read anyway.
    let dry = measured.extracting(layout.magnitude)
    var view = states.mutableSamples
    applyIndexRule(
      rule,
      to: IndexRulePlanes(
        usable: usable,
        ndviBefore: measured.extracting(layout.ndviBefore),
        ndviAfter: measured.extracting(layout.ndviAfter),
        ndviDifference: measured.extracting(layout.ndviDifference),
        firstRise: measured.extracting(layout.firstRise),
        secondRise: layout.secondRiseIsAuxiliary
          ? extra.extracting(layout.secondRise) : measured.extracting(layout.secondRise),
        brightness: measured.extracting(layout.brightness),
        firstWater: layout.testsWater ? extra.extracting(layout.firstWater) : dry,
        secondWater: layout.testsWater ? extra.extracting(layout.secondWater) : dry,
        magnitude: measured.extracting(layout.magnitude)),
      into: &view)
  }
}
