import Imagery

/// `after − before` of two stored values, clamped to ±32767; no data where either has none.
@inline(always)
func storedDifference(_ before: Int16, _ after: Int16) -> Int16 {
  let difference = Int32(after) &- Int32(before)
  let clamped = max(-32_767, min(32_767, difference))
  return before == IndexValue.noData || after == IndexValue.noData
    ? IndexValue.noData : Int16(truncatingIfNeeded: clamped)
}

/// `after − before`, pixel by pixel.
func subtract(
  _ before: Span<Int16>, from after: Span<Int16>, into differences: inout MutableSpan<Int16>
) {
  let count = differences.count
  precondition(before.count == count && after.count == count, "planes of different sizes")
  for i in 0..<count { differences[i] = storedDifference(before[i], after[i]) }
}
