public import Diagnostics

/// What the shifts of many squares say of a pair: by how much the later date must be moved, and how well that fits.
///
/// Up to half a pixel is good (Townshend et al. 1992 found that a shift of one pixel can outweigh the change itself). A common shift
/// is mended by resampling; what differs from place to place is not, and above a pixel the pair is refused.
public struct Coregistration: Hashable, Sendable {
  /// The common shift, the median of the squares' along each axis; 0 without squares.
  public let shift: PixelShift
  /// The median distance of the squares' shifts from the common one, in pixels.
  public let residual: Double
  /// The number of squares with a peak.
  public let squares: Int

  /// Up to this many pixels a pair lies well.
  public static let good = 0.5
  /// The residual in pixels above which a pair is refused.
  public static let largest = 1.0

  /// Takes the medians of shifts; their order does not matter.
  public init(_ shifts: [PixelShift]) {
    let common = PixelShift(
      x: Median.of(shifts.map(\.x)) ?? 0, y: Median.of(shifts.map(\.y)) ?? 0)
    shift = common
    squares = shifts.count
    residual =
      Median.of(
        shifts.map { PixelShift(x: $0.x - common.x, y: $0.y - common.y).length }) ?? 0
  }

  /// Refuses a pair that lies too badly to be compared.
  ///
  /// - Throws: `.misregistered` with the residual.
  public func require() throws(TiankanError) {
    // A single square cannot disagree, and few may by chance.
    guard squares >= 4, residual > Self.largest else { return }
    throw TiankanError(
      .misregistered,
      "after moving the later scene by \(Self.text(shift.x)), \(Self.text(shift.y)) pixels, half of \(squares) squares still lie more than \(Self.text(residual)) pixels off, and above \(Self.text(Self.largest)) pixel every edge looks like change; register the scenes first, or choose --method index"
    )
  }

  /// What a reader should know; `nil` where the pair lies well.
  public var notice: String? {
    if squares == 0 {
      return
        "whether the scenes lie on each other could not be measured: no square of 64 pixels and more has edges and data at both dates"
    }
    guard shift.length > Self.good || residual > Self.good else { return nil }
    return
      "the earlier scene lay \(Self.text(shift.x)) columns and \(Self.text(shift.y)) rows beside the later one, which was moved onto it; half of \(squares) squares lie within \(Self.text(residual)) pixels of that"
  }

  /// A number with two decimals.
  private static func text(_ value: Double) -> String {
    let hundredths = Int((abs(value) * 100).rounded())
    let sign = value < 0 && hundredths > 0 ? "−" : ""
    return "\(sign)\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }
}
