import Imagery

// Kernels with a square root or a hyperbolic tangent. Square roots are correctly rounded by IEEE 754; the tangent is
// built from the four basic operations, because the C library's differs between CPUs.

/// (2n + 1 − √((2n + 1)² − 8(n − r))) / 2, with 1 expressed in the unit of the planes.
func modifiedSoilAdjusted(
  _ nir: Span<Float>, _ nirScale: PlaneScale, _ red: Span<Float>, _ redScale: PlaneScale,
  one: Double, into values: inout MutableSpan<Int16>
) {
  let count = values.count
  precondition(nir.count == count && red.count == count, "planes of different sizes")
  let scale = IndexValue.scale / one / 2
  for i in 0..<count {
    let n = nirScale.value(nir[i])
    let r = redScale.value(red[i])
    let linear = 2 * n + one
    let root = (linear * linear - 8 * one * (n - r)).squareRoot()
    let scaled = scale * (linear - root)
    values[i] = storedIndex(scaled, isValid: isFinite(scaled))
  }
}

/// √((a² + b²) / 2).
func rootMeanSquare(
  _ a: Span<Float>, _ scaleA: PlaneScale, _ b: Span<Float>, _ scaleB: PlaneScale, one: Double,
  into values: inout MutableSpan<Int16>
) {
  let count = values.count
  precondition(a.count == count && b.count == count, "planes of different sizes")
  let scale = IndexValue.scale / one
  for i in 0..<count {
    let x = scaleA.value(a[i])
    let y = scaleB.value(b[i])
    let scaled = scale * ((x * x + y * y) / 2).squareRoot()
    values[i] = storedIndex(scaled, isValid: isFinite(scaled))
  }
}

/// tanh(NDVI²).
func kernelDifference(
  _ nir: Span<Float>, _ nirScale: PlaneScale, _ red: Span<Float>, _ redScale: PlaneScale,
  into values: inout MutableSpan<Int16>
) {
  let count = values.count
  precondition(nir.count == count && red.count == count, "planes of different sizes")
  for i in 0..<count {
    let n = nirScale.value(nir[i])
    let r = redScale.value(red[i])
    let ndvi = (n - r) / (n + r)
    let scaled = IndexValue.scale * hyperbolicTangent(ndvi * ndvi)
    values[i] = storedIndex(scaled, isValid: n + r > 0 && isFinite(ndvi))
  }
}

/// tanh(x) for x ≥ 0, within 2e−13 (3e−16 up to x = 1), from additions, multiplications and divisions alone.
///
/// Lambert's continued fraction x/(1 + x²/(3 + x²/(5 + …))), cut after the term 13, is the quotient below. It is evaluated at
/// x/4 ≤ 1.5 and doubled twice by tanh 2y = 2 tanh y / (1 + tanh² y). Arguments beyond 6 count as 6, where the result
/// is 0.99999 already.
@inline(always)
func hyperbolicTangent(_ value: Double) -> Double {
  let limited = value > 6 ? 6 : value
  let y = limited / 4
  let z = y * y
  let numerator = y * (135_135 + z * (17_325 + z * (378 + z)))
  let denominator = 135_135 + z * (62_370 + z * (3150 + z * 28))
  let quarter = numerator / denominator
  let half = 2 * quarter / (1 + quarter * quarter)
  return 2 * half / (1 + half * half)
}
