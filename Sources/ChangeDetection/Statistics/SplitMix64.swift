/// SplitMix64 (Steele et al. 2014): equal seeds give equal numbers on every machine.
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Starts a sequence.
  public init(state: UInt64) { self.state = state }

  /// The next number.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 up to a bound, by multiplication; its bias is below `bound` / 2⁶⁴.
  public mutating func number(below bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// Different numbers from 0 up to a bound, ascending; each such set is equally likely (Floyd 1987, CACM 30:754).
  ///
  /// - Complexity: O(count) memory, whatever the bound.
  public mutating func distinctNumbers(_ count: Int, below bound: Int) -> [Int] {
    var chosen: Set<Int> = []
    for last in max(0, bound - count)..<bound {
      let one = number(below: last + 1)
      chosen.insert(chosen.contains(one) ? last : one)
    }
    return chosen.sorted()
  }

  /// The median of as many values drawn with replacement.
  mutating func resampledMedian(_ values: [Double]) -> Double {
    let sample = values.indices.map { _ in values[number(below: values.count)] }
    return Median.of(sample) ?? .nan
  }
}
