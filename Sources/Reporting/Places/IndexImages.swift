import ChangeDetection
import Diagnostics
import Imagery

/// An index at two dates in one range of colours.
struct IndexImages: ~Copyable {
  enum Side {
    case before, after
  }

  /// The value of the ramp's first colour, and smaller ones.
  let lower: Double
  /// The value of the ramp's last colour, and larger ones.
  let upper: Double
  private let before: Raster<Int16>
  private let after: Raster<Int16>

  /// Computes the index; the range runs from the 2nd to the 98th percentile of both dates, widened to twentieths.
  init(
    _ index: SpectralIndex, before: borrowing BandStack, after: borrowing BandStack
  ) throws(TiankanError) {
    self.before = Self.values(index, of: before)
    self.after = Self.values(index, of: after)
    var counts = [Int](repeating: 0, count: 65_536)
    Self.count(self.before, into: &counts)
    Self.count(self.after, into: &counts)
    let total = counts.reduce(0, +)
    let least = (Self.quantile(counts, total * 2 / 100) * 20).rounded(.down) / 20
    let greatest = (Self.quantile(counts, total * 98 / 100) * 20).rounded(.up) / 20
    lower = least
    upper = max(greatest, least + 0.05)
    guard total > 0 else {
      throw TiankanError(.empty, "the index has no value at either date", subject: index.rawValue)
    }
  }

  /// One date in the ramp's colours; no data stays transparent.
  func image(_ side: Side) -> ColorComposite {
    switch side {
    case .before: colored(before)
    case .after: colored(after)
    }
  }

  private func colored(_ values: borrowing Raster<Int16>) -> ColorComposite {
    let steps = 1024
    let table = (0...steps).map { IndexRamp.pixel(at: Double($0) / Double(steps)) }
    var pixels = Raster<UInt32>(width: values.width, height: values.height)
    let source = values.samples
    var target = pixels.mutableSamples
    let factor = Double(steps) / (upper - lower)
    for position in source.indices where source[position] != IndexValue.noData {
      let value = Double(source[position]) / IndexValue.scale
      target[position] = table[Int(min(max((value - lower) * factor, 0), Double(steps)))]
    }
    return ColorComposite(pixels: pixels)
  }

  private static func values(
    _ index: SpectralIndex, of stack: borrowing BandStack
  ) -> Raster<Int16> {
    var values = Raster<Int16>(width: stack.width, height: stack.height)
    var samples = values.mutableSamples
    computeIndex(index, from: stack, into: &samples)
    return values
  }

  private static func count(_ values: borrowing Raster<Int16>, into counts: inout [Int]) {
    let samples = values.samples
    for position in samples.indices where samples[position] != IndexValue.noData {
      counts[Int(samples[position]) + 32_768] += 1
    }
  }

  private static func quantile(_ counts: [Int], _ rank: Int) -> Double {
    var sum = 0
    for (position, count) in counts.enumerated() {
      sum += count
      if sum > rank { return Double(position - 32_768) / IndexValue.scale }
    }
    return 1
  }
}
