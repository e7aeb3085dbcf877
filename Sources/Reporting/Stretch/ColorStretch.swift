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

  private static func stretch(
    of role: BandRole, before: borrowing BandStack, after: borrowing BandStack
  ) throws(TiankanError) -> BandStretch {
    let first = before.scaling(of: role)
    let second = after.scaling(of: role)
    let extents = [
      extent(of: before.plane(role), offset: Float(first.offset), unit: Float(first.unit)),
      extent(of: after.plane(role), offset: Float(second.offset), unit: Float(second.unit)),
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
