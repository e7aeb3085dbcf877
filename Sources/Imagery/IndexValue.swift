/// The stored form of a spectral index: `Int16`, ten-thousandths, rounded half to even.
///
/// In memory, statistics, state and files an index is `round(10000 × value)`; −32768 means no data. Values outside
/// ±3.2767 are clamped.
public enum IndexValue {
  /// The number that means "no data".
  public static let noData: Int16 = .min
  /// Stored units per 1.0.
  public static let scale = 10_000.0

  /// The stored form of a value already multiplied by `scale`; not-a-number becomes `noData`.
  @inlinable
  public static func stored(scaled: Double) -> Int16 {
    guard scaled == scaled else { return noData }
    return Int16(max(-32_767, min(32_767, scaled)).rounded(.toNearestOrEven))
  }
}
