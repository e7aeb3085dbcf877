public import Diagnostics
public import Imagery

/// One stretch of three bands that serves both dates of a pair.
///
/// Each date stretched by itself would show unchanged ground in two colours and hide a change of brightness. Here
/// the values of both dates are counted together, and each band runs from the 2nd to the 98th percentile of the pair.
public struct ColorStretch: Hashable, Sendable {
  /// The stretch of the band shown in red.
  public var red: BandStretch
  /// The stretch of the band shown in green.
  public var green: BandStretch
  /// The stretch of the band shown in blue.
  public var blue: BandStretch

  /// The percentile shown as black.
  public static let lowerPercent: Int64 = 2
  /// The percentile shown as full colour.
  public static let upperPercent: Int64 = 98

  /// Creates a stretch from its parts.
  public init(red: BandStretch, green: BandStretch, blue: BandStretch) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// Finds the common stretch of a pair.
  ///
  /// Both stacks must have the bands' planes; their sizes may differ. Throws `.empty` where a band has no valid
  /// pixel at either date.
  public init(
    before: borrowing BandStack, after: borrowing BandStack, bands: CompositeBands
  ) throws(TiankanError) {
    red = try Self.stretch(of: bands.red, before: before, after: after)
    green = try Self.stretch(of: bands.green, before: before, after: after)
    blue = try Self.stretch(of: bands.blue, before: before, after: after)
  }

  /// Finds the common stretch of any number of dates.
  ///
  /// Throws `.empty` where a band has no valid pixel at any date.
  init(of frames: [FrameBands], bands: CompositeBands) throws(TiankanError) {
    red = try Self.stretch(of: bands.red, in: frames)
    green = try Self.stretch(of: bands.green, in: frames)
    blue = try Self.stretch(of: bands.blue, in: frames)
  }

  private static func stretch(
    of role: BandRole, in frames: [FrameBands]
  ) throws(TiankanError) -> BandStretch {
    var extents: [ClosedRange<Float>] = []
    for frame in frames {
      if let found = Self.extent(of: role, in: frame.stack) { extents.append(found) }
    }
    guard let least = extents.map(\.lowerBound).min(),
      let greatest = extents.map(\.upperBound).max()
    else {
      throw TiankanError(
        .empty, "the band has no valid pixel at any date; choose another place or other dates",
        subject: role.rawValue)
    }
    var histogram = BandHistogram(range: least...greatest)
    for frame in frames { Self.count(role, of: frame.stack, in: &histogram) }
    return BandStretch(
      lower: histogram.quantile(percent: lowerPercent) ?? least,
      upper: histogram.quantile(percent: upperPercent) ?? greatest)
  }

  private static func extent(
    of role: BandRole, in stack: borrowing BandStack
  ) -> ClosedRange<Float>? {
    let scaling = stack.scaling(of: role)
    return finiteExtent(
      of: stack.plane(role), offset: Float(scaling.offset), unit: Float(scaling.unit))
  }

  private static func count(
    _ role: BandRole, of stack: borrowing BandStack, in histogram: inout BandHistogram
  ) {
    let scaling = stack.scaling(of: role)
    histogram.add(
      stack.plane(role), offset: Float(scaling.offset), unit: Float(scaling.unit))
  }

  private static func stretch(
    of role: BandRole, before: borrowing BandStack, after: borrowing BandStack
  ) throws(TiankanError) -> BandStretch {
    let first = before.scaling(of: role)
    let second = after.scaling(of: role)
    let extents = [
      finiteExtent(of: before.plane(role), offset: Float(first.offset), unit: Float(first.unit)),
      finiteExtent(of: after.plane(role), offset: Float(second.offset), unit: Float(second.unit)),
    ].compactMap { $0 }
    guard let least = extents.map(\.lowerBound).min(),
      let greatest = extents.map(\.upperBound).max()
    else {
      throw TiankanError(
        .empty, "the band has no valid pixel at either date; choose another place or another pair",
        subject: role.rawValue)
    }
    var histogram = BandHistogram(range: least...greatest)
    histogram.add(before.plane(role), offset: Float(first.offset), unit: Float(first.unit))
    histogram.add(after.plane(role), offset: Float(second.offset), unit: Float(second.unit))
    return BandStretch(
      lower: histogram.quantile(percent: lowerPercent) ?? least,
      upper: histogram.quantile(percent: upperPercent) ?? greatest)
  }
}
