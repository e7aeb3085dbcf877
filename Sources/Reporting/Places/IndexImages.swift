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
    var counts = IndexCounts()
    counts.add(self.before)
    counts.add(self.after)
    guard let range = counts.range else {
      throw TiankanError(.empty, "the index has no value at either date", subject: index.rawValue)
    }
    lower = range.lowerBound
    upper = range.upperBound
  }

  /// One date in the ramp's colours; no data stays transparent.
  func image(_ side: Side) -> ColorComposite {
    switch side {
    case .before: Self.colored(before, in: lower...upper)
    case .after: Self.colored(after, in: lower...upper)
    }
  }

  /// Values in the ramp's colours over a range; no data stays transparent.
  static func colored(
    _ values: borrowing Raster<Int16>, in range: ClosedRange<Double>
  ) -> ColorComposite {
    let steps = 1024
    let table = (0...steps).map { IndexRamp.pixel(at: Double($0) / Double(steps)) }
    var pixels = Raster<UInt32>(width: values.width, height: values.height)
    let source = values.samples
    var target = pixels.mutableSamples
    let factor = Double(steps) / (range.upperBound - range.lowerBound)
    for position in source.indices where source[position] != IndexValue.noData {
      let value = Double(source[position]) / IndexValue.scale
      target[position] = table[Int(min(max((value - range.lowerBound) * factor, 0), Double(steps)))]
    }
    return ColorComposite(pixels: pixels)
  }

  static func values(
    _ index: SpectralIndex, of stack: borrowing BandStack
  ) -> Raster<Int16> {
    var values = Raster<Int16>(width: stack.width, height: stack.height)
    var samples = values.mutableSamples
    computeIndex(index, from: stack, into: &samples)
    return values
  }
}
