import Imagery

/// What both methods measure of a pair: which kinds of evidence its bands allow, and how each is computed.
struct EvidencePlan: Sendable {
  /// The bands whose standardised differences make the change vector. Red edges are left out: they repeat the near
  /// infrared, and a set common to Sentinel-2 and Landsat keeps magnitudes comparable.
  static let vectorRoles: [BandRole] = [.blue, .green, .red, .nir, .swir1, .swir2]
  static let visibleRoles: [BandRole] = [.blue, .green, .red]

  /// The bands of the change vector that both dates have.
  let roles: [BandRole]
  let isCalibrated: Bool
  let parameters: IndexParameters
  /// The kinds of evidence, in the order of the planes.
  let evidence: [Evidence]

  init(availableRoles: Set<BandRole>, isCalibrated: Bool, parameters: IndexParameters) {
    roles = Self.vectorRoles.filter(availableRoles.contains)
    self.isCalibrated = isCalibrated
    self.parameters = parameters
    func has(_ index: SpectralIndex) -> Bool {
      index.requiredRoles.allSatisfy(availableRoles.contains)
    }
    var evidence: [Evidence] = []
    if has(.ndvi) { evidence += [.ndviBefore, .ndviAfter, .ndviDifference] }
    if has(.bsi) { evidence.append(.bsiDifference) }
    if has(.ndbi) { evidence.append(.ndbiDifference) }
    if has(.fvc) && isCalibrated { evidence.append(.fvcDifference) }
    if has(.brightness) {
      evidence.append(isCalibrated ? .brightnessDifference : .relativeBrightnessDifference)
    }
    evidence.append(.magnitude)
    self.evidence = evidence
  }

  /// The distributions that standardisation needs.
  var sampledQuantities: [PairQuantity] { roles.map { .bandDifference($0) } }

  /// Fills the evidence planes of a block.
  func measure(
    before: borrowing BandStack, after: borrowing BandStack, statistics: PairStatistics,
    into block: inout ChangeBlock
  ) {
    precondition(block.evidence == evidence, "the block was made for other evidence")
    precondition(
      before.pixelCount == block.pixelCount && after.pixelCount == block.pixelCount,
      "both dates and the block must have the same size")
    for kind in evidence {
      let range = block.range(of: kind)
      switch kind {
      case .ndviBefore: compute(.ndvi, before, into: &block.planes, range)
      case .ndviAfter: compute(.ndvi, after, into: &block.planes, range)
      case .ndviDifference:
        let earlier = block.range(of: .ndviBefore)
        let later = block.range(of: .ndviAfter)
        difference(of: earlier, later, via: &block.scratch, into: &block.planes, range)
      case .bsiDifference:
        difference(.bsi, before, after, via: &block.scratch, into: &block.planes, range)
      case .ndbiDifference:
        difference(.ndbi, before, after, via: &block.scratch, into: &block.planes, range)
      case .fvcDifference:
        difference(.fvc, before, after, via: &block.scratch, into: &block.planes, range)
      case .brightnessDifference:
        difference(.brightness, before, after, via: &block.scratch, into: &block.planes, range)
      case .relativeBrightnessDifference:
        sumDifferences(
          of: Self.visibleRoles, squared: false, before, after, statistics, into: &block.sums)
        finish(block.sums, bands: Self.visibleRoles.count, squared: false, &block.planes, range)
      case .magnitude:
        sumDifferences(of: roles, squared: true, before, after, statistics, into: &block.sums)
        finish(block.sums, bands: roles.count, squared: true, &block.planes, range)
      case .surprise:
        preconditionFailure("surprise needs a pixel's neighbours; its detector adds it")
      }
    }
  }

  /// Computes an index of one date into a range of planes.
  func compute(
    _ index: SpectralIndex, _ stack: borrowing BandStack, into planes: inout Raster<Int16>,
    _ range: Range<Int>
  ) {
    var view = planes.mutableSamples(in: range)
    computeIndex(index, from: stack, parameters: parameters, into: &view)
  }

  /// Computes after − before of an index into a range of planes.
  func difference(
    _ index: SpectralIndex, _ before: borrowing BandStack, _ after: borrowing BandStack,
    via scratch: inout Raster<Int16>, into planes: inout Raster<Int16>, _ range: Range<Int>
  ) {
    let count = range.count
    scratch.reshape(width: before.width, height: 2 * before.height)
    compute(index, before, into: &scratch, 0..<count)
    compute(index, after, into: &scratch, count..<2 * count)
    var view = planes.mutableSamples(in: range)
    subtract(
      scratch.samples.extracting(0..<count), from: scratch.samples.extracting(count..<2 * count),
      into: &view)
  }

  /// Computes after − before of two planes that are measured already.
  private func difference(
    of earlier: Range<Int>, _ later: Range<Int>, via scratch: inout Raster<Int16>,
    into planes: inout Raster<Int16>, _ range: Range<Int>
  ) {
    let count = range.count
    scratch.reshape(width: count, height: 2)
    do {
      var view = scratch.mutableSamples
      copy(planes.samples.extracting(earlier), to: &view, at: 0)
      copy(planes.samples.extracting(later), to: &view, at: count)
    }
    var view = planes.mutableSamples(in: range)
    subtract(
      scratch.samples.extracting(0..<count), from: scratch.samples.extracting(count..<2 * count),
      into: &view)
  }

  private func sumDifferences(
    of roles: [BandRole], squared: Bool, _ before: borrowing BandStack,
    _ after: borrowing BandStack, _ statistics: PairStatistics, into sums: inout Raster<Double>
  ) {
    sums.reshape(width: before.width, height: before.height)
    var view = sums.mutableSamples
    clear(&view)
    for role in roles {
      let beforeScaling = before.scaling(of: role)
      let afterScaling = after.scaling(of: role)
      let standard = BandStandard(
        role, in: statistics, floor: statistics.leastDeviation(beforeScaling, afterScaling))
      accumulate(
        BandPair(
          before.plane(role), beforeScaling, after.plane(role), afterScaling, standard),
        squared: squared, into: &view)
    }
  }

  private func finish(
    _ sums: borrowing Raster<Double>, bands: Int, squared: Bool, _ planes: inout Raster<Int16>,
    _ range: Range<Int>
  ) {
    var view = planes.mutableSamples(in: range)
    if squared {
      storeMagnitude(sums.samples, bands: Double(bands), into: &view)
    } else {
      storeMean(sums.samples, bands: Double(bands), into: &view)
    }
  }
}

private func copy(_ source: Span<Int16>, to target: inout MutableSpan<Int16>, at start: Int) {
  precondition(start >= 0 && start + source.count <= target.count)
  for i in source.indices { target[start &+ i] = source[i] }
}
