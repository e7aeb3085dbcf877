public import Diagnostics
public import Imagery

/// `cva`: change-vector analysis with robust standardisation (Malila 1980; the median and the median absolute deviation
/// in place of mean and standard deviation).
///
/// Each band's difference d becomes z = (d − median) / (1.4826 · MAD) over the pair; the magnitude is the root mean
/// square of z over blue, green, red, near infrared and short-wave infrared, as far as both dates have them. A pixel
/// changes where the magnitude reaches the threshold and it is not green at both dates. The method needs no
/// calibration and says nothing of the kind of change: ploughing, snow and haze at one date pass it.
public struct ChangeVectorMethod: PixelChangeMethod {
  /// `cva`.
  public static let name = "cva"

  let plan: EvidencePlan
  let settings: ChangeSettings

  /// Creates the method for a pair; one band common to both dates suffices.
  public init(
    availableRoles: Set<BandRole>, isCalibrated: Bool, settings: ChangeSettings
  ) throws(TiankanError) {
    plan = EvidencePlan(
      availableRoles: availableRoles, isCalibrated: isCalibrated,
      parameters: settings.indexParameters)
    self.settings = settings
    guard !plan.roles.isEmpty else {
      throw TiankanError(
        .missingBand,
        "the dates have no reflectance band in common; the method compares \(EvidencePlan.vectorRoles.map(\.rawValue).joined(separator: ", "))"
      )
    }
  }

  private var vetoesGreen: Bool { settings.vetoesGreen && evidence.contains(.ndviAfter) }

  /// The bands of the change vector that both dates have.
  public var roles: [BandRole] { plan.roles }
  /// `cva 1`, with `-relative` and 2 where the numbers are not reflectance, `-without-veto` where NDVI is not compared.
  public var ruleSet: String {
    let version = plan.isCalibrated ? 1 : 2
    return
      "cva\(plan.isCalibrated ? "" : "-relative")\(vetoesGreen ? "" : "-without-veto") \(version)"
  }
  /// All bands where the numbers are not reflectance.
  public var normalisedRoles: [BandRole] { plan.isCalibrated ? [] : roles }
  /// What is measured of each pixel.
  public var evidence: [Evidence] { plan.evidence }

  /// The bands' differences; for the relative veto the levels of NDVI.
  public var sampledQuantities: [PairQuantity] {
    let levels: [PairQuantity] =
      vetoesGreen && !plan.isCalibrated ? [.index(.ndvi, .before), .index(.ndvi, .after)] : []
    return plan.sampledQuantities + levels
  }

  /// Detects the changes of a block.
  public func detect(
    before: borrowing BandStack, after: borrowing BandStack, usable: Span<UInt8>,
    statistics: PairStatistics, into block: inout ChangeBlock
  ) {
    plan.measure(before: before, after: after, statistics: statistics, into: &block)
    let magnitude = block.range(of: .magnitude)
    let greenBefore = vetoesGreen ? block.range(of: .ndviBefore) : nil
    let greenAfter = vetoesGreen ? block.range(of: .ndviAfter) : nil
    let floors = greenFloors(statistics)
    classify(
      block.planes, usable: usable, magnitude: magnitude, before: greenBefore ?? magnitude,
      after: greenAfter ?? magnitude, greenFloors: floors, into: &block.states)
  }

  /// NDVI from which ground is green at each date; out of reach where there is no veto.
  private func greenFloors(_ statistics: PairStatistics) -> (Int16, Int16) {
    guard vetoesGreen else { return (.max, .max) }
    guard !plan.isCalibrated else {
      let green = storedThreshold(IndexValue.scale * settings.greenNDVI)
      return (green, green)
    }
    func level(_ date: PairDate) -> Int16 {
      storedThreshold(
        statistics.distribution(of: .index(.ndvi, date)).quantile(settings.relativeGreenShare))
    }
    return (level(.before), level(.after))
  }

  private func classify(
    _ planes: borrowing Raster<Int16>, usable: Span<UInt8>, magnitude: Range<Int>,
    before: Range<Int>, after: Range<Int>, greenFloors: (Int16, Int16),
    into states: inout Raster<UInt8>
  ) {
    var view = states.mutableSamples
    applyVectorRule(
      floor: storedThreshold(Evidence.magnitude.scale * settings.magnitude),
      greenFloors: greenFloors, usable: usable, magnitude: planes.samples.extracting(magnitude),
      before: planes.samples.extracting(before), after: planes.samples.extracting(after),
      into: &view)
  }
}

private func applyVectorRule(
  floor: Int16, greenFloors: (Int16, Int16), usable: Span<UInt8>, magnitude: Span<Int16>,
  before: Span<Int16>, after: Span<Int16>, into states: inout MutableSpan<UInt8>
) {
  let count = states.count
  precondition(
    usable.count == count && magnitude.count == count && before.count == count
      && after.count == count, "planes of different sizes")
  for i in 0..<count {
    let smallest = min(magnitude[i], min(before[i], after[i]))
    let seen = usable[i] != 0 && smallest != .min
    let green = before[i] >= greenFloors.0 && after[i] >= greenFloors.1
    let changed = magnitude[i] >= floor && !green
    states[i] =
      seen ? (changed ? PixelState.changed : PixelState.unchanged) : PixelState.noData
  }
}
