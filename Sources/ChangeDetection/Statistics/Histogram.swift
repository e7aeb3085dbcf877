/// The bins of a histogram: 65536 of them, fixed in advance, so that histograms of blocks add up in any order.
enum HistogramBins: Sendable {
  /// One bin per stored index value: bin `v + 32768` holds `v` and spans `v ± ½`.
  case stored
  /// One bin per pattern of the upper 16 bits of a `Float` (sign, exponent, 7 bits of significand): every bin is
  /// narrower than 1/128 of its values, whatever their unit.
  case real

  static let count = 65_536

  /// The lower edge of a bin, which is the upper edge of the one before.
  func lowerEdge(_ bin: Int) -> Double {
    switch self {
    case .stored: return Double(bin - 32_768) - 0.5
    case .real:
      let ordered = UInt32(min(bin, Self.count - 1)) << 16
      let bits = ordered & 0x8000_0000 != 0 ? ordered & 0x7FFF_FFFF : ~ordered
      return Double(Float(bitPattern: bits))
    }
  }
}

/// The bin of a real number: its bits, reordered so that they grow with the number.
@inline(always)
func realBin(_ value: Float) -> Int {
  let bits = value.bitPattern
  let ordered = bits & 0x8000_0000 != 0 ? ~bits : bits | 0x8000_0000
  return Int(ordered >> 16)
}
