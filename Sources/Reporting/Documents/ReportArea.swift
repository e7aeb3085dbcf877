import Geometry

/// An area as documents give it: square metres, and 亩 to two decimals.
public struct ReportArea: Codable, Hashable, Sendable {
  /// The ellipsoidal area in square metres.
  public var squareMetres: Double
  /// The area in 亩, rounded to hundredths (halves to the even one).
  public var mu: Double

  /// Creates an area from square metres.
  public init(squareMetres: Double) {
    self.squareMetres = squareMetres
    mu = (AreaUnits.mu(squareMetres: squareMetres) * 100).rounded(.toNearestOrEven) / 100
  }
}
