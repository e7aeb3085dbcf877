import Imagery

/// Adding 1.5 × 2⁵² to a number below 2⁵¹ in magnitude rounds it to an integer, half to even, and leaves that integer
/// in the low bits of the significand.
///
/// It is one IEEE addition, so it vectorises on every CPU (`rounded()` calls the C library where SSE 4.1 is not
/// guaranteed) and gives the same bits everywhere.
private let roundingShift = 6_755_399_441_055_744.0

/// The nearest integer, half to even, in the low 51 bits; of a number below 2⁵¹ in magnitude.
@inline(always)
func nearestInteger(_ value: Double) -> UInt64 { (value + roundingShift).bitPattern }

/// The stored form of a scaled value: rounded half to even, clamped to ±32767, `IndexValue.noData` where not valid.
@inline(always)
func storedIndex(_ scaled: Double, isValid: Bool) -> Int16 {
  let high = scaled > 32_767 ? 32_767 : scaled
  let clamped = high < -32_767 ? -32_767 : high
  let rounded = Int16(truncatingIfNeeded: nearestInteger(clamped))
  return isValid ? rounded : .min
}

/// The stored form of `numerator / denominator`, where `numerator` carries the factor 10000 already.
///
/// A denominator that is not positive, and any input that is not a number, give no data.
@inline(always)
func storedRatio(_ numerator: Double, _ denominator: Double) -> Int16 {
  let quotient = numerator / denominator
  return storedIndex(quotient, isValid: denominator > 0 && isFinite(quotient))
}

/// Whether a value is neither infinite nor not-a-number, as one comparison.
@inline(always)
func isFinite(_ value: Double) -> Bool { abs(value) < .infinity }
