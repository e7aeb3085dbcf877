/// How often each value occurs in one band, over a fixed range of reflectance and in integer counts.
///
/// Counts of several images and of several blocks add up to the same histogram in any order, so what is derived
/// from it does not depend on blocks or threads.
public struct BandHistogram: Hashable, Sendable {
  /// The number of classes of equal width into which the range is divided.
  public static let classCount = 65_536

  /// The values that the first and the last class begin and end with.
  public let range: ClosedRange<Float>
  private var counts: [Int64]

  /// Creates an empty histogram over a range.
  public init(range: ClosedRange<Float>) {
    self.range = range
    counts = Array(repeating: 0, count: Self.classCount)
  }

  /// The number of values counted.
  public var total: Int64 { counts.reduce(0, +) }

  /// Counts `(sample + offset) × unit` of every sample; values that are not finite count as no data, others outside
  /// the range as its ends.
  public mutating func add(_ samples: Span<Float>, offset: Float, unit: Float) {
    let least = range.lowerBound
    let width = range.upperBound - least
    let perClass = width > 0 ? Float(Self.classCount - 1) / width : 0
    var counts = counts.mutableSpan
    for index in samples.indices {
      let value = (samples[index] + offset) * unit
      guard value.isFinite else { continue }
      let position = ((value - least) * perClass).rounded(.toNearestOrEven)
      counts[Int(min(max(position, 0), Float(Self.classCount - 1)))] &+= 1
    }
  }

  /// The smallest value at or below which `percent` of the values lie; `nil` where nothing was counted.
  public func quantile(percent: Int64) -> Float? {
    let total = total
    guard total > 0 else { return nil }
    var sum: Int64 = 0
    for (position, count) in counts.enumerated() {
      sum += count
      if count > 0, sum * 100 >= total * percent {
        let width = range.upperBound - range.lowerBound
        return range.lowerBound + Float(position) * width / Float(Self.classCount - 1)
      }
    }
    return range.upperBound
  }
}

/// The smallest and the largest finite `(sample + offset) × unit`; `nil` where there is none.
func finiteExtent(of samples: Span<Float>, offset: Float, unit: Float) -> ClosedRange<Float>? {
  var least = Float.infinity
  var greatest = -Float.infinity
  for index in samples.indices {
    let value = (samples[index] + offset) * unit
    guard value.isFinite else { continue }
    least = min(least, value)
    greatest = max(greatest, value)
  }
  return least <= greatest ? least...greatest : nil
}
