/// How much of a cell a land unit covers, as a fixed-point number: 2²⁰ is the whole cell.
///
/// Integers add up to the same sum in any order, so statistics do not depend on threads or blocks. With 20 bits the
/// rounding of a weight (2⁻²¹ of a cell) moves the mean of a parcel of one pixel by less than 10⁻⁶ of an index; 15
/// bits would move it more. Weights of one land unit are limited to 2²⁸ cells together, so that every sum of
/// `weight × value` fits `Int64` and every product of the variance 128 bits.
public enum CoverageWeight {
  /// The number of binary places.
  public static let bits = 20
  /// The weight of a cell that is covered whole.
  public static let full: UInt32 = 1 << 20
  /// The weight of a cell that is covered by half.
  public static let half: UInt32 = 1 << 19
  /// The largest number of cells in the bounding window of a land unit.
  public static let largestWindow = 1 << 28

  /// The covered pixels that a sum of weights stands for.
  public static func pixels(_ weight: Int64) -> Double { Double(weight) / Double(full) }
}
