/// How many groups are summed in single precision before they go into the double sums.
private let groupsPerBlock = 64

/// Adds the moments of each component about its mean, weighted by the components' shares in each vector: mass, first moments, lower
/// triangle of the second moments.
///
/// - Parameters:
///   - sample: The vectors.
///   - coefficients: The mixture that gives the shares.
///   - sums: One run of moments per component.
func addMoments(
  of sample: MixtureSample, _ coefficients: MixtureCoefficients, to sums: inout [Double]
) {
  let bands = coefficients.bands
  let count = coefficients.components
  let stride = MixtureCoefficients.stride(bands: bands)
  var means: [Float] = []
  for k in 0..<count {
    for i in 0..<2 * bands { means.append(coefficients.values[k * stride + i][0]) }
  }
  var block = MomentBlock(dimensions: 2 * bands, components: count)
  for start in Swift.stride(from: 0, to: sample.groups, by: groupsPerBlock) {
    for group in start..<min(start + groupsPerBlock, sample.groups) {
      let shares = shares(
        of: sample.lanes.span, group, coefficients.values.span, components: count, bands: bands)
      block.add(sample.lanes.span, group, means.span, shares)
    }
    block.flush(to: &sums)
  }
}

/// As above, of vectors that belong to one component each.
func addMoments(
  of sample: MixtureSample, _ members: [UInt8], means: [Float], to sums: inout [Double]
) {
  let count = means.count / sample.dimensions
  var block = MomentBlock(dimensions: sample.dimensions, components: count)
  for start in stride(from: 0, to: sample.groups, by: groupsPerBlock) {
    for group in start..<min(start + groupsPerBlock, sample.groups) {
      var shares = InlineArray<16, FloatLanes>(repeating: FloatLanes())
      for lane in 0..<8 { shares[Int(members[group * 8 + lane])][lane] = 1 }
      block.add(sample.lanes.span, group, means.span, shares)
    }
    block.flush(to: &sums)
  }
}

/// Each component's share in eight vectors.
private func shares(
  of vectors: Span<FloatLanes>, _ group: Int, _ values: Span<FloatLanes>, components: Int,
  bands: Int
) -> InlineArray<16, FloatLanes> {
  let stride = MixtureCoefficients.stride(bands: bands)
  var terms = InlineArray<16, FloatLanes>(repeating: FloatLanes())
  var highest = FloatLanes(repeating: -.infinity)
  for k in 0..<components {
    let from = k &* stride
    let half = halfDistances(vectors, group, values, from: from, bands: bands)
    terms[k] = values[from &+ stride &- 3] - half.joint
    highest = larger(highest, terms[k])
  }
  var sum = FloatLanes()
  for k in 0..<components {
    terms[k] = exponential(terms[k] - highest)
    sum += terms[k]
  }
  for k in 0..<components { terms[k] = terms[k] / sum }
  return terms
}

/// Moments in single precision, on their way to double sums.
private struct MomentBlock {
  private let dimensions: Int
  private let components: Int
  private var lanes: [FloatLanes]

  private var stride: Int { 1 + dimensions + dimensions * (dimensions + 1) / 2 }

  init(dimensions: Int, components: Int) {
    self.dimensions = dimensions
    self.components = components
    lanes = [FloatLanes](
      repeating: FloatLanes(),
      count: components * (1 + dimensions + dimensions * (dimensions + 1) / 2))
  }

  /// Adds eight vectors.
  mutating func add(
    _ vectors: Span<FloatLanes>, _ group: Int, _ means: Span<Float>,
    _ shares: InlineArray<16, FloatLanes>
  ) {
    let (size, stride, components) = (dimensions, stride, components)
    var view = lanes.mutableSpan
    for k in 0..<components {
      let share = shares[k]
      var delta = InlineArray<6, FloatLanes>(repeating: FloatLanes())
      let start = k &* stride
      view[start] += share
      for i in 0..<size {
        delta[i] = vectors[group &* size &+ i] - means[k &* size &+ i]
        view[start &+ 1 &+ i] += share * delta[i]
      }
      var next = start &+ 1 &+ size
      for i in 0..<size {
        let weighted = share * delta[i]
        for j in 0...i {
          view[next] += weighted * delta[j]
          next &+= 1
        }
      }
    }
  }

  /// Adds the lanes to double sums, the lowest lane first, and begins anew.
  mutating func flush(to sums: inout [Double]) {
    for position in lanes.indices {
      var sum = 0.0
      for lane in 0..<8 { sum += Double(lanes[position][lane]) }
      sums[position] += sum
      lanes[position] = FloatLanes()
    }
  }
}
