/// The chance that a χ² number of some degrees of freedom is larger than x.
///
/// Even degrees: e⁻ʸ Σ yᵏ/k! with y = x/2. Odd ones: erfc √y and the same with half powers; erfc by Abramowitz and Stegun 7.1.26,
/// to 1.5·10⁻⁷, which is more than a weight needs.
func chiSquaredTail(_ x: Double, degrees: Int) -> Double {
  let y = max(0, x) / 2
  let power = exponential(-y)
  if degrees.isMultiple(of: 2) {
    var term = power
    var total = power
    for k in 1..<max(1, degrees / 2) {
      term *= y / Double(k)
      total += term
    }
    return total
  }
  let root = y.squareRoot()
  let t = 1 / (1 + 0.327_591_1 * root)
  var series = 1.061_405_429 * t - 1.453_152_027
  series = series * t + 1.421_413_741
  series = series * t - 0.284_496_736
  series = series * t + 0.254_829_592
  var total = series * t * power
  var term = power * root * 1.128_379_167_095_512_6
  for k in 1..<max(1, (degrees + 1) / 2) {
    total += term
    term *= y / (Double(k) + 0.5)
  }
  return total
}

/// eˣ of numbers up to 0, to a relative error of 10⁻¹⁴; 0 below −700. Taylor's series of x/2¹⁰, squared ten times.
func exponential(_ x: Double) -> Double {
  guard x > -700 else { return 0 }
  let small = x / 1024
  var power = 1.0
  for term in stride(from: 10, through: 1, by: -1) { power = 1 + power * small / Double(term) }
  for _ in 0..<10 { power *= power }
  return power
}
