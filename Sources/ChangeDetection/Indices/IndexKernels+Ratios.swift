import Imagery

// Kernels whose result is one quotient. Each is a free function on spans; the leading precondition lets the compiler
// hoist all bounds checks and vectorise the loop.

/// (a − b) / (a + b).
func normalisedDifference(
  _ a: Span<Float>, _ scaleA: PlaneScale, _ b: Span<Float>, _ scaleB: PlaneScale,
  into values: inout MutableSpan<Int16>
) {
  let count = values.count
  precondition(a.count == count && b.count == count, "planes of different sizes")
  for i in 0..<count {
    let x = scaleA.value(a[i])
    let y = scaleB.value(b[i])
    values[i] = storedRatio(IndexValue.scale * (x - y), x + y)
  }
}

/// gain (a − b) / (weights.0 a + weights.1 b + constant): EVI2, SAVI, OSAVI.
func adjustedDifference(
  _ a: Span<Float>, _ scaleA: PlaneScale, _ b: Span<Float>, _ scaleB: PlaneScale, gain: Double,
  weights: (Double, Double), constant: Double, into values: inout MutableSpan<Int16>
) {
  let count = values.count
  precondition(a.count == count && b.count == count, "planes of different sizes")
  for i in 0..<count {
    let x = scaleA.value(a[i])
    let y = scaleB.value(b[i])
    values[i] = storedRatio(gain * (x - y), weights.0 * x + weights.1 * y + constant)
  }
}

/// clamp((NDVI − soil) / range, 0, 1), as one quotient: ((n − r) − soil (n + r)) / (range (n + r)).
func vegetationCover(
  _ nir: Span<Float>, _ nirScale: PlaneScale, _ red: Span<Float>, _ redScale: PlaneScale,
  soil: Double, range: Double, into values: inout MutableSpan<Int16>
) {
  let count = values.count
  precondition(nir.count == count && red.count == count, "planes of different sizes")
  for i in 0..<count {
    let n = nirScale.value(nir[i])
    let r = redScale.value(red[i])
    let sum = n + r
    let cover = IndexValue.scale * ((n - r) - soil * sum) / (range * sum)
    let low = cover < 0 ? 0 : cover
    let clamped = low > IndexValue.scale ? IndexValue.scale : low
    values[i] = storedIndex(clamped, isValid: sum > 0 && isFinite(cover))
  }
}

/// ((s + r) − (n + b)) / ((s + r) + (n + b)).
func bareSoil(
  _ swir: Span<Float>, _ swirScale: PlaneScale, _ red: Span<Float>, _ redScale: PlaneScale,
  _ nir: Span<Float>, _ nirScale: PlaneScale, _ blue: Span<Float>, _ blueScale: PlaneScale,
  into values: inout MutableSpan<Int16>
) {
  let count = values.count
  precondition(
    swir.count == count && red.count == count && nir.count == count && blue.count == count,
    "planes of different sizes")
  for i in 0..<count {
    let soil = swirScale.value(swir[i]) + redScale.value(red[i])
    let green = nirScale.value(nir[i]) + blueScale.value(blue[i])
    values[i] = storedRatio(IndexValue.scale * (soil - green), soil + green)
  }
}

/// (s − g)/(s + g) − (n − r)/(n + r), brought to one quotient so that integers are rounded once.
func dryBareSoil(
  _ swir: Span<Float>, _ swirScale: PlaneScale, _ green: Span<Float>, _ greenScale: PlaneScale,
  _ nir: Span<Float>, _ nirScale: PlaneScale, _ red: Span<Float>, _ redScale: PlaneScale,
  into values: inout MutableSpan<Int16>
) {
  let count = values.count
  precondition(
    swir.count == count && green.count == count && nir.count == count && red.count == count,
    "planes of different sizes")
  for i in 0..<count {
    let s = swirScale.value(swir[i])
    let g = greenScale.value(green[i])
    let n = nirScale.value(nir[i])
    let r = redScale.value(red[i])
    let first = s + g
    let second = n + r
    let quotient =
      IndexValue.scale * ((s - g) * second - (n - r) * first) / (first * second)
    // Both denominators must be positive: two negative ones have a positive product.
    values[i] = storedIndex(
      quotient, isValid: (first > 0) && (second > 0) && isFinite(quotient))
  }
}
