public import Diagnostics
public import Imagery

/// `index`: a rule on differences of spectral indices, for new construction and bared ground.
///
/// A pixel changes where all hold: (a) vegetation was lost and soil or building rose, or the ground was bare before and
/// its visible brightness changed; (b) it is bare afterwards; (c) it is not green at both dates; (d) it is not water
/// afterwards; (e) its change-vector magnitude stands out. Differences are compared with the median difference of the
/// pair, so that season and haze common to the scene cancel. Without SWIR, brightness and PISI stand in for BSI and NDBI.
///
/// On numbers that are not reflectance the rule runs relative: thresholds are multiples of the robust deviation of the
/// pair's differences, "bare" and "green" are shares of the scene, and water is not tested.
///
/// The rule cannot tell construction from other bare ground: harvested and ploughed fields, drained ponds and dry river
/// beds pass it, and change from one built surface to another of equal brightness escapes it. `docs/algorithms.md` has
/// the equations, the sources and the measured accuracy.
public struct IndexChangeMethod: PixelChangeMethod {
  /// `index`.
  public static let name = "index"

  let plan: EvidencePlan
  let settings: ChangeSettings
  let hasSWIR: Bool

  /// Creates the rule for a pair; `availableRoles` needs blue, green, red and near infrared.
  public init(
    availableRoles: Set<BandRole>, isCalibrated: Bool, settings: ChangeSettings
  ) throws(TiankanError) {
    let lacking = [BandRole.blue, .green, .red, .nir].filter { !availableRoles.contains($0) }
    guard lacking.isEmpty else {
      throw TiankanError(
        .missingBand,
        "the method needs blue, green, red and near infrared at both dates; add the bands or choose --method \(ChangeVectorMethod.name)",
        subject: lacking.map(\.rawValue).joined(separator: ", "))
    }
    plan = EvidencePlan(
      availableRoles: availableRoles, isCalibrated: isCalibrated,
      parameters: settings.indexParameters)
    self.settings = settings
    hasSWIR = availableRoles.contains(.swir1)
  }

  /// Blue, green, red, near infrared and what there is of short-wave infrared.
  public var roles: [BandRole] { plan.roles }
  /// `index-swir 1` or `index-swir-free 1`, with `-relative` and 2 where the numbers are not reflectance.
  public var ruleSet: String {
    "index-\(hasSWIR ? "swir" : "swir-free")\(plan.isCalibrated ? "" : "-relative") \(plan.isCalibrated ? 1 : 2)"
  }
  /// All bands where the numbers are not reflectance.
  public var normalisedRoles: [BandRole] { plan.isCalibrated ? [] : roles }
  /// What is measured of each pixel.
  public var evidence: [Evidence] { plan.evidence }

  /// The bands' differences, and the differences and levels that the rule compares.
  public var sampledQuantities: [PairQuantity] {
    var quantities = plan.sampledQuantities
    quantities.append(.indexDifference(.ndvi))
    if hasSWIR { quantities += [.indexDifference(.bsi), .indexDifference(.ndbi)] }
    if plan.isCalibrated {
      quantities.append(.indexDifference(.brightness))
      if !hasSWIR { quantities.append(.indexDifference(.pisi)) }
    } else {
      quantities += [.index(.ndvi, .before), .index(.ndvi, .after)]
    }
    return quantities
  }

  /// Detects the changes of a block.
  public func detect(
    before: borrowing BandStack, after: borrowing BandStack, usable: Span<UInt8>,
    statistics: PairStatistics, into block: inout ChangeBlock
  ) {
    plan.measure(before: before, after: after, statistics: statistics, into: &block)
    let count = block.pixelCount
    block.auxiliary.reshape(width: block.width, height: 3 * block.height)
    if plan.isCalibrated {
      plan.compute(.ndwi, after, into: &block.auxiliary, 0..<count)
      if hasSWIR {
        plan.compute(.mndwi, after, into: &block.auxiliary, count..<2 * count)
      } else {
        plan.difference(
          .pisi, before, after, via: &block.scratch, into: &block.auxiliary, 2 * count..<3 * count)
      }
    }
    let planes = layout(of: block)
    classify(
      rule(for: statistics), planes, usable: usable, block.planes, block.auxiliary,
      into: &block.states)
  }
}
