/// SplitMix64 (Steele et al. 2014): equal seeds give equal numbers on every machine.
struct SplitMix64 {
  var state: UInt64

  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// The median of as many values drawn with replacement.
  mutating func resampledMedian(_ values: [Double]) -> Double {
    var sample: [Double] = []
    for _ in values.indices {
      sample.append(values[Int(next().multipliedFullWidth(by: UInt64(values.count)).high)])
    }
    return Median.of(sample) ?? .nan
  }
}
