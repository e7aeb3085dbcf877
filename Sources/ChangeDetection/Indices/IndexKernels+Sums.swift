import Imagery

// Kernels whose result is a weighted sum of bands. Weights carry the factor 10000; the divisor turns the unit of the
// planes into reflectance.

/// (weights · (a, b) + constant) / divisor.
func weightedSum(
  _ a: Span<Float>, _ scaleA: PlaneScale, _ b: Span<Float>, _ scaleB: PlaneScale,
  weights: (Double, Double), constant: Double, divisor: Double,
  into values: inout MutableSpan<Int16>
) {
  let count = values.count
  precondition(a.count == count && b.count == count, "planes of different sizes")
  for i in 0..<count {
    let sum = weights.0 * scaleA.value(a[i]) + weights.1 * scaleB.value(b[i]) + constant
    let scaled = sum / divisor
    values[i] = storedIndex(scaled, isValid: isFinite(scaled))
  }
}

/// weights · (a, b, c) / divisor.
func weightedSum(
  _ a: Span<Float>, _ scaleA: PlaneScale, _ b: Span<Float>, _ scaleB: PlaneScale,
  _ c: Span<Float>, _ scaleC: PlaneScale, weights: (Double, Double, Double), divisor: Double,
  into values: inout MutableSpan<Int16>
) {
  let count = values.count
  precondition(
    a.count == count && b.count == count && c.count == count, "planes of different sizes")
  for i in 0..<count {
    let sum =
      weights.0 * scaleA.value(a[i]) + weights.1 * scaleB.value(b[i])
      + weights.2 * scaleC.value(c[i])
    let scaled = sum / divisor
    values[i] = storedIndex(scaled, isValid: isFinite(scaled))
  }
}
