import Imagery

/// Half of the squared Mahalanobis distances of eight vectors from a component: of both dates together, the earlier and the later.
@inline(__always)
func halfDistances(
  _ x: InlineArray<6, FloatLanes>, _ component: Span<FloatLanes>, bands: Int
) -> (joint: FloatLanes, first: FloatLanes, second: FloatLanes) {
  var delta = InlineArray<6, FloatLanes>(repeating: FloatLanes())
  for i in 0..<2 * bands { delta[i] = x[i] - component[i] }
  var next = 2 &* bands
  var first = FloatLanes()
  for i in 0..<bands {
    var y = delta[0] * component[next]
    for j in 1..<max(1, i + 1) { y += delta[j] * component[next &+ j] }
    next &+= i &+ 1
    first += y * y
  }
  var joint = first
  for i in bands..<2 * bands {
    var y = delta[0] * component[next]
    for j in 1...i { y += delta[j] * component[next &+ j] }
    next &+= i &+ 1
    joint += y * y
  }
  var second = FloatLanes()
  for i in 0..<bands {
    var y = delta[bands] * component[next]
    for j in 1..<max(1, i + 1) { y += delta[bands &+ j] * component[next &+ j] }
    next &+= i &+ 1
    second += y * y
  }
  return (joint * 0.5, first * 0.5, second * 0.5)
}

/// ln Σ eᵛ of up to 16 terms.
@inline(__always)
func logarithmOfSum(_ terms: borrowing InlineArray<16, FloatLanes>, count: Int) -> FloatLanes {
  var highest = terms[0]
  for k in 1..<count { highest = larger(highest, terms[k]) }
  var sum = FloatLanes()
  for k in 0..<count { sum += exponential(terms[k] - highest) }
  return highest + logarithm(sum)
}

/// The surprise of eight pixels under a mixture, g = ln p(a) + ln p(b) − 2 ln p(a, b), in nats up to a constant.
@inline(__always)
func surprise(
  _ x: InlineArray<6, FloatLanes>, _ values: Span<FloatLanes>, components: Int, bands: Int
) -> FloatLanes {
  var joint = InlineArray<16, FloatLanes>(repeating: FloatLanes())
  var first = InlineArray<16, FloatLanes>(repeating: FloatLanes())
  var second = InlineArray<16, FloatLanes>(repeating: FloatLanes())
  let stride = MixtureCoefficients.stride(bands: bands)
  for k in 0..<components {
    let component = values.extracting(k &* stride..<k &* stride &+ stride)
    let half = halfDistances(x, component, bands: bands)
    joint[k] = component[stride &- 3] - half.joint
    first[k] = component[stride &- 2] - half.first
    second[k] = component[stride &- 1] - half.second
  }
  return logarithmOfSum(first, count: components) + logarithmOfSum(second, count: components)
    - 2 * logarithmOfSum(joint, count: components)
}

/// Adds the surprise of groups of eight pixels under a mixture to sums.
///
/// - Parameters:
///   - vectors: 2 × bands lanes per group: the standardised bands of the earlier, then of the later date.
///   - coefficients: The mixture.
///   - sums: One per group.
func addSurprise(
  of vectors: Span<FloatLanes>, _ coefficients: MixtureCoefficients,
  to sums: inout MutableSpan<FloatLanes>
) {
  let values = coefficients.values.span
  let bands = coefficients.bands
  let components = coefficients.components
  let stride = MixtureCoefficients.stride(bands: bands)
  precondition(components >= 1 && components <= 16 && values.count == components * stride)
  precondition(vectors.count == 2 * bands * sums.count, "one vector per sum")
  switch bands {
  case 2:
    for group in sums.indices {
      var x = InlineArray<6, FloatLanes>(repeating: FloatLanes())
      for i in 0..<4 { x[i] = vectors[group &* 4 &+ i] }
      sums[group] += surprise(x, values, components: components, bands: 2)
    }
  case 3:
    for group in sums.indices {
      var x = InlineArray<6, FloatLanes>(repeating: FloatLanes())
      for i in 0..<6 { x[i] = vectors[group &* 6 &+ i] }
      sums[group] += surprise(x, values, components: components, bands: 3)
    }
  default: preconditionFailure("mixtures are of two or three bands")
  }
}
