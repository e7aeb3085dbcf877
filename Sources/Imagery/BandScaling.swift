/// How a digital number (DN) becomes reflectance: `reflectance = (DN + offset) × unit`.
///
/// For Sentinel-2 from processing baseline 04.00 on, `offset` is −1000 and `unit` 1/10000; for Landsat Collection 2,
/// whose formula is `DN × 0.0000275 − 0.2`, `offset` is −0.2 / 0.0000275. Normalised-difference indices are computed
/// on `DN + offset`, which is exact for integers; only formulas with absolute constants multiply by `unit`.
public struct BandScaling: Hashable, Sendable, Codable {
  /// The value added to every DN.
  public var offset: Double
  /// The reflectance of one count.
  public var unit: Double

  /// Creates a scaling from the form `(DN + offset) × unit`.
  public init(offset: Double, unit: Double) {
    self.offset = offset
    self.unit = unit
  }

  /// The reflectance of a DN.
  public func reflectance(_ number: Double) -> Double { (number + offset) * unit }
}
