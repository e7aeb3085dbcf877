/// Areas in the units of land administration.
///
/// Thresholds are compared in square metres; 亩 are for people to read.
public enum AreaUnits {
  /// Square metres of one 亩: exactly 2000/3.
  public static let squareMetresPerMu = 2000.0 / 3.0
  /// Square metres of one hectare (公顷).
  public static let squareMetresPerHectare = 10_000.0

  /// An area in 亩: square metres × 0.0015.
  public static func mu(squareMetres: Double) -> Double { squareMetres * 3 / 2000 }

  /// An area given in 亩, in square metres.
  public static func squareMetres(mu: Double) -> Double { mu * 2000 / 3 }

  /// An area in hectares.
  public static func hectares(squareMetres: Double) -> Double {
    squareMetres / squareMetresPerHectare
  }

  /// An area in 亩 as reports print it: two decimals, a point, no grouping, halves to the even cent.
  ///
  /// `AreaUnits.muText(squareMetres: 10_000)` is `15.00`.
  public static func muText(squareMetres: Double) -> String {
    let hundredths = (squareMetres * 3 / 20).rounded(.toNearestOrEven)
    guard hundredths.isFinite, abs(hundredths) < 9e15 else { return String(squareMetres) }
    let cents = Int64(hundredths)
    let fraction = cents.magnitude % 100
    let sign = cents < 0 ? "-" : ""
    return "\(sign)\(cents.magnitude / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  }
}
