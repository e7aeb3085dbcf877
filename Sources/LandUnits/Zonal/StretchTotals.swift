import Imagery

/// The sums over a stretch of cells that is short enough for 64 bits.
struct StretchTotals: BitwiseCopyable {
  var count = 0
  var weight: Int64 = 0
  var missing: Int64 = 0
  var sum: Int64 = 0
  var squares: UInt64 = 0
  var minimum = Int16.max
  var maximum = Int16.min

  @inline(always)
  mutating func add(_ value: Int16, weight cell: Int64) {
    guard value != IndexValue.noData else {
      missing &+= cell
      return
    }
    let product = Int64(value) &* cell
    count &+= 1
    weight &+= cell
    sum &+= product
    squares &+= UInt64(bitPattern: Int64(value) &* product)
    minimum = min(minimum, value)
    maximum = max(maximum, value)
  }

  /// Gives every cell the weight 2^`bits` instead of 1.
  mutating func scale(toBits bits: Int) {
    weight <<= Int64(bits)
    missing <<= Int64(bits)
    sum <<= Int64(bits)
    squares <<= UInt64(bits)
  }
}
