public import Diagnostics
public import Imagery

/// `ir-mad`: iteratively reweighted multivariate alteration detection (Nielsen 2007).
///
/// The bands of both dates are combined so that the combinations agree as far as they can where nothing changed; a pixel changes
/// where they differ by more than a threshold that parts the pair's differences into two classes. `AlterationModel` has the equations.
/// Differences of scale and haze between the dates cancel, so it suits numbers that are not reflectance, and a change that covers
/// much of the scene; it says nothing of the kind of change, and in a scene without change it parts what there is.
public struct AlterationMethod: PixelChangeMethod {
  /// `ir-mad`.
  public static let name = "ir-mad"

  let plan: EvidencePlan

  /// Creates the method for a pair; two bands common to both dates suffice.
  public init(
    availableRoles: Set<BandRole>, isCalibrated: Bool, settings: ChangeSettings
  ) throws(TiankanError) {
    plan = EvidencePlan(
      availableRoles: availableRoles, isCalibrated: isCalibrated,
      parameters: settings.indexParameters)
    guard plan.roles.count >= 2 else {
      throw TiankanError(
        .missingBand,
        "the method combines two bands and more of \(EvidencePlan.vectorRoles.map(\.rawValue).joined(separator: ", ")) that both dates have; choose --method \(ChangeVectorMethod.name)"
      )
    }
  }

  /// The bands of the change vector that both dates have.
  public var roles: [BandRole] { plan.roles }
  /// `ir-mad 1`, for any scale of the numbers.
  public var ruleSet: String { "ir-mad 1" }
  /// What is measured of each pixel.
  public var evidence: [Evidence] { plan.evidence }
  /// The distributions that the evidence needs.
  public var sampledQuantities: [PairQuantity] { plan.sampledQuantities }
  /// The bands that the model is fitted to.
  public var drawnRoles: [BandRole] { plan.roles }

  /// Detects the changes of a block.
  public func detect(
    before: borrowing BandStack, after: borrowing BandStack, usable: Span<UInt8>,
    statistics: PairStatistics, into block: inout ChangeBlock
  ) {
    plan.measure(before: before, after: after, statistics: statistics, into: &block)
    guard let model = statistics.alteration else {
      preconditionFailure("the pair was sampled for another method")
    }
    // Z², then one variate below it.
    block.sums.reshape(width: before.width, height: 2 * before.height)
    measure(model, before, after, into: &block.sums)
    classify(block.sums, above: model.threshold * model.threshold, usable, into: &block.states)
  }

  /// Computes Z² into the upper half of the sums.
  private func measure(
    _ model: AlterationModel, _ before: borrowing BandStack, _ after: borrowing BandStack,
    into plane: inout Raster<Double>
  ) {
    let count = before.pixelCount
    var sums = plane.mutableSamples
    precondition(sums.count == 2 * count && after.pixelCount == count, "stacks of one size")
    for i in 0..<count { sums[i] = 0 }
    for (factors, constant) in zip(model.factors, model.constants) {
      for i in count..<2 * count { sums[i] = constant }
      for (band, role) in model.roles.enumerated() {
        addMultiple(of: before.plane(role), factors[band], to: &sums, at: count)
        addMultiple(of: after.plane(role), factors[model.roles.count + band], to: &sums, at: count)
      }
      for i in 0..<count { sums[i] += sums[count &+ i] * sums[count &+ i] }
    }
  }
}

private func classify(
  _ plane: borrowing Raster<Double>, above limit: Double, _ usable: Span<UInt8>,
  into states: inout Raster<UInt8>
) {
  let squares = plane.samples
  var view = states.mutableSamples
  let count = view.count
  precondition(usable.count == count && squares.count >= count, "a block of the stacks' size")
  for i in 0..<count {
    let isChanged = squares[i] > limit
    view[i] =
      usable[i] != 0 ? (isChanged ? PixelState.changed : PixelState.unchanged) : PixelState.noData
  }
}

/// Adds a multiple of each number to the sums from a place on.
private func addMultiple(
  of plane: Span<Float>, _ factor: Double, to sums: inout MutableSpan<Double>, at start: Int
) {
  let count = plane.count
  precondition(start >= 0 && start + count <= sums.count, "inside the sums")
  for i in 0..<count { sums[start &+ i] += Double(plane[i]) * factor }
}
