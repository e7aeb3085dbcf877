/// Eight numbers of single precision, the width in which the mixtures are evaluated.
///
/// The width is part of the result of sums over samples, so it is the same in every build; only the five basic operations
/// are used, which IEEE 754 defines, so wider registers change nothing.
typealias FloatLanes = SIMD8<Float>

/// The exponential function of numbers up to 0; what is below −80 counts as −80.
///
/// x = n ln 2 + r, and e^r by the polynomial of Cephes' `expf` (Moshier), relative error below 2⁻²²; 2ⁿ is made in the exponent's
/// bits. The C library's function is not used, because its last bits differ between processors.
@inline(__always)
func exponential(_ x: FloatLanes) -> FloatLanes {
  let least = FloatLanes(repeating: -80)
  let bounded = x.replacing(with: least, where: x .< least)
  // 1.5 · 2²³: adding it rounds to a whole number, which then stands in the lowest bits.
  let shift = FloatLanes(repeating: 12_582_912)
  let shifted = bounded * 1.442_695_04 + shift
  let whole = shifted - shift
  let r = bounded - whole * 0.693_359_375 + whole * 2.121_944_4e-4
  var series = r * 1.987_569_15e-4 + 1.398_199_95e-3
  series = series * r + 8.333_451_9e-3
  series = series * r + 4.166_579_6e-2
  series = series * r + 1.666_666_55e-1
  series = series * r + 0.5
  let fraction = series * r * r + r + 1
  // SAFETY: both types are 32 bytes of plain bits.
  let bits = unsafe unsafeBitCast(shifted, to: SIMD8<UInt32>.self)
  // SAFETY: as above.
  return unsafe fraction * unsafeBitCast((bits &<< 23) &+ 0x3F80_0000, to: FloatLanes.self)
}

/// The natural logarithm of positive normal numbers, to an absolute error of 10⁻⁶.
///
/// x = 2ᵉ m with 1 ≤ m < 2; ln m = 2 artanh t, t = (m − 1)/(m + 1) ≤ ⅓, by its series to t¹¹.
@inline(__always)
func logarithm(_ x: FloatLanes) -> FloatLanes {
  // SAFETY: both types are 32 bytes of plain bits.
  let bits = unsafe unsafeBitCast(x, to: SIMD8<UInt32>.self)
  // SAFETY: as above; the exponent's bits become the lowest ones of 2²³ + exponent.
  let exponent = unsafe unsafeBitCast((bits &>> 23) | 0x4B00_0000, to: FloatLanes.self) - 8_388_735
  // SAFETY: as above; the exponent becomes that of numbers from 1 to 2.
  let m = unsafe unsafeBitCast((bits & 0x007F_FFFF) | 0x3F80_0000, to: FloatLanes.self)
  let t = (m - 1) / (m + 1)
  let square = t * t
  var series = square * 0.090_909_09 + 0.111_111_11
  series = series * square + 0.142_857_14
  series = series * square + 0.2
  series = series * square + 0.333_333_34
  series = series * square + 1
  return exponent * 0.693_147_18 + t * series * 2
}

/// The larger of two numbers, lane by lane.
@inline(__always)
func larger(_ one: FloatLanes, _ other: FloatLanes) -> FloatLanes {
  one.replacing(with: other, where: one .< other)
}

/// The smaller of two numbers, lane by lane.
@inline(__always)
func smaller(_ one: FloatLanes, _ other: FloatLanes) -> FloatLanes {
  one.replacing(with: other, where: other .< one)
}

/// The natural logarithm of a positive number, by the same series in double precision.
func logarithm(_ x: Double) -> Double {
  let m = x.significand
  let t = (m - 1) / (m + 1)
  let square = t * t
  var series = 0.0
  // t ≤ ⅓: the term of t⁴¹ is below 10⁻²¹.
  for power in stride(from: 39, through: 1, by: -2) { series = series * square + 1 / Double(power) }
  return Double(x.exponent) * 0.693_147_180_559_945_3 + 2 * t * series
}
