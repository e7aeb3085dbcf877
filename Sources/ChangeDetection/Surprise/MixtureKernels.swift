import Imagery

/// Half of the squared Mahalanobis distances of eight vectors from a component of two bands: of both dates together, the earlier
/// and the later.
///
/// Written out, so that nothing is kept in memory between the products, and in small steps, which the compiler reads quickly.
@inline(__always)
private func halfDistancesOfTwo(
  _ v: Span<FloatLanes>, _ at: Int, _ c: Span<FloatLanes>, _ from: Int
) -> (joint: FloatLanes, first: FloatLanes, second: FloatLanes) {
  let a: FloatLanes = v[at] - c[from]
  let b: FloatLanes = v[at &+ 1] - c[from &+ 1]
  let d: FloatLanes = v[at &+ 2] - c[from &+ 2]
  let e: FloatLanes = v[at &+ 3] - c[from &+ 3]
  let y0: FloatLanes = a * c[from &+ 4]
  var y1: FloatLanes = a * c[from &+ 5]
  y1 += b * c[from &+ 6]
  var y2: FloatLanes = a * c[from &+ 7]
  y2 += b * c[from &+ 8]
  y2 += d * c[from &+ 9]
  var y3: FloatLanes = a * c[from &+ 10]
  y3 += b * c[from &+ 11]
  y3 += d * c[from &+ 12]
  y3 += e * c[from &+ 13]
  let z0: FloatLanes = d * c[from &+ 14]
  var z1: FloatLanes = d * c[from &+ 15]
  z1 += e * c[from &+ 16]
  var first: FloatLanes = y0 * y0
  first += y1 * y1
  var joint: FloatLanes = first
  joint += y2 * y2
  joint += y3 * y3
  var second: FloatLanes = z0 * z0
  second += z1 * z1
  return (joint * 0.5, first * 0.5, second * 0.5)
}

/// As above, of three bands.
@inline(__always)
private func halfDistancesOfThree(
  _ v: Span<FloatLanes>, _ at: Int, _ c: Span<FloatLanes>, _ from: Int
) -> (joint: FloatLanes, first: FloatLanes, second: FloatLanes) {
  let a: FloatLanes = v[at] - c[from]
  let b: FloatLanes = v[at &+ 1] - c[from &+ 1]
  let d: FloatLanes = v[at &+ 2] - c[from &+ 2]
  let e: FloatLanes = v[at &+ 3] - c[from &+ 3]
  let f: FloatLanes = v[at &+ 4] - c[from &+ 4]
  let g: FloatLanes = v[at &+ 5] - c[from &+ 5]
  let y0: FloatLanes = a * c[from &+ 6]
  var y1: FloatLanes = a * c[from &+ 7]
  y1 += b * c[from &+ 8]
  var y2: FloatLanes = a * c[from &+ 9]
  y2 += b * c[from &+ 10]
  y2 += d * c[from &+ 11]
  var y3: FloatLanes = a * c[from &+ 12]
  y3 += b * c[from &+ 13]
  y3 += d * c[from &+ 14]
  y3 += e * c[from &+ 15]
  var y4: FloatLanes = a * c[from &+ 16]
  y4 += b * c[from &+ 17]
  y4 += d * c[from &+ 18]
  y4 += e * c[from &+ 19]
  y4 += f * c[from &+ 20]
  var y5: FloatLanes = a * c[from &+ 21]
  y5 += b * c[from &+ 22]
  y5 += d * c[from &+ 23]
  y5 += e * c[from &+ 24]
  y5 += f * c[from &+ 25]
  y5 += g * c[from &+ 26]
  let z0: FloatLanes = e * c[from &+ 27]
  var z1: FloatLanes = e * c[from &+ 28]
  z1 += f * c[from &+ 29]
  var z2: FloatLanes = e * c[from &+ 30]
  z2 += f * c[from &+ 31]
  z2 += g * c[from &+ 32]
  var first: FloatLanes = y0 * y0
  first += y1 * y1
  first += y2 * y2
  var joint: FloatLanes = first
  joint += y3 * y3
  joint += y4 * y4
  joint += y5 * y5
  var second: FloatLanes = z0 * z0
  second += z1 * z1
  second += z2 * z2
  return (joint * 0.5, first * 0.5, second * 0.5)
}

/// Half of the squared Mahalanobis distances of eight vectors from a component: of both dates together, the earlier and the later.
///
/// - Parameters:
///   - vectors: 2 × bands lanes per group.
///   - group: The group of eight vectors.
///   - values: Coefficients; the component's begin at `from`.
@inline(__always)
func halfDistances(
  _ vectors: Span<FloatLanes>, _ group: Int, _ values: Span<FloatLanes>, from: Int, bands: Int
) -> (joint: FloatLanes, first: FloatLanes, second: FloatLanes) {
  bands == 3
    ? halfDistancesOfThree(vectors, group &* 6, values, from)
    : halfDistancesOfTwo(vectors, group &* 4, values, from)
}

/// ln Σ eᵛ of up to 16 terms; those more than 20 below the highest count as 0, which is less than single precision can tell.
@inline(__always)
private func logarithmOfSum(_ terms: Span<FloatLanes>, from: Int, count: Int) -> FloatLanes {
  var highest = terms[from]
  for k in 1..<max(1, count) { highest = larger(highest, terms[from &+ k]) }
  let least = highest - 20
  var sum = FloatLanes()
  for k in 0..<count {
    let term = terms[from &+ k]
    let counts = term .>= least
    // Most components are far from most pixels.
    guard any(counts) else { continue }
    sum += exponential(term - highest).replacing(with: FloatLanes(), where: .!counts)
  }
  return highest + logarithm(sum)
}

/// The surprise of eight pixels under a mixture, g = ln p(a) + ln p(b) − 2 ln p(a, b), in nats up to a constant.
@inline(__always)
private func surprise(
  _ vectors: Span<FloatLanes>, _ group: Int, _ values: Span<FloatLanes>, components: Int,
  bands: Int, _ terms: inout MutableSpan<FloatLanes>
) -> FloatLanes {
  let stride = MixtureCoefficients.stride(bands: bands)
  for k in 0..<components {
    let from = k &* stride
    let half = halfDistances(vectors, group, values, from: from, bands: bands)
    terms[k] = values[from &+ stride &- 3] - half.joint
    terms[16 &+ k] = values[from &+ stride &- 2] - half.first
    terms[32 &+ k] = values[from &+ stride &- 1] - half.second
  }
  let all = terms.span
  var nats: FloatLanes = logarithmOfSum(all, from: 16, count: components)
  nats += logarithmOfSum(all, from: 32, count: components)
  nats -= logarithmOfSum(all, from: 0, count: components) * 2
  return nats
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
  var memory = InlineArray<48, FloatLanes>(repeating: FloatLanes())
  var terms = memory.mutableSpan
  switch bands {
  case 2:
    for group in sums.indices {
      sums[group] += surprise(vectors, group, values, components: components, bands: 2, &terms)
    }
  case 3:
    for group in sums.indices {
      sums[group] += surprise(vectors, group, values, components: components, bands: 3, &terms)
    }
  default: preconditionFailure("mixtures are of two or three bands")
  }
}
