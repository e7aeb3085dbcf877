import Geometry

/// An area of land as rules and accounts keep it: exact in square metres and in 亩.
///
/// A 亩 is 2000/3 m², which no finite decimal of square metres is; accounts in binary numbers lose or invent area in the last
/// digits. Here an area is a whole number of parts of 1/300 000 m²: a 亩 is 200 000 000 of them. Sums are exact, an account
/// of any length adds up, and 10 亩 written in 亩 equals 10 亩 computed from square metres.
public struct LandArea: Hashable, Sendable, Comparable {
  /// The number of parts; may be negative in balances.
  public var parts: Int128

  /// Parts of one square metre.
  public static let partsPerSquareMetre: Int128 = 300_000
  /// Parts of one 亩.
  public static let partsPerMu: Int128 = 200_000_000
  /// No area.
  public static let zero = LandArea(parts: 0)
  /// The largest area that is taken from outside: 10 million km², about the country.
  static let largestSquareMetres = 1e13

  /// Creates an area from parts.
  public init(parts: Int128) { self.parts = parts }

  /// Creates an area from square metres, to the nearest part (1.7 × 10⁻⁶ m²); nil for what is no number or larger than a country.
  public init?(squareMetres: Double) {
    guard squareMetres.magnitude <= Self.largestSquareMetres else { return nil }
    parts = Int128((squareMetres * 300_000).rounded(.toNearestOrEven))
  }

  /// Creates an area from 亩, to the nearest part (2.5 × 10⁻⁹ 亩); nil for what is no number or larger than a country.
  public init?(mu: Double) {
    guard AreaUnits.squareMetres(mu: mu).magnitude <= Self.largestSquareMetres else { return nil }
    parts = Int128((mu * 200_000_000).rounded(.toNearestOrEven))
  }

  /// The area in square metres.
  public var squareMetres: Double { Double(parts) / 300_000 }
  /// The area in 亩.
  public var mu: Double { Double(parts) / 200_000_000 }
  /// The area without its sign.
  public var magnitude: LandArea { LandArea(parts: parts < 0 ? -parts : parts) }

  /// Smaller areas come first.
  public static func < (left: LandArea, right: LandArea) -> Bool { left.parts < right.parts }
  /// The sum, exact.
  public static func + (left: LandArea, right: LandArea) -> LandArea {
    LandArea(parts: left.parts + right.parts)
  }
  /// The difference, exact.
  public static func - (left: LandArea, right: LandArea) -> LandArea {
    LandArea(parts: left.parts - right.parts)
  }
  /// Adds an area.
  public static func += (left: inout LandArea, right: LandArea) { left.parts += right.parts }
  /// The area with the other sign.
  public static prefix func - (area: LandArea) -> LandArea { LandArea(parts: -area.parts) }
}

extension LandArea: CustomStringConvertible {
  /// The area in 亩 with two decimals, halves to even, as reports print it.
  public var muText: String { AreaUnits.muText(squareMetres: squareMetres) }

  /// Square metres with as many decimals as tell every area from the next (six), zeros at the end left out.
  public var description: String {
    let sign = parts < 0 ? "-" : ""
    let size = parts.magnitude
    // Millionths of a square metre, nearest.
    let millionths = (size * 10 + 1) / 3
    var fraction = "\(millionths % 1_000_000)"
    fraction = String(repeating: "0", count: 6 - fraction.count) + fraction
    while fraction.hasSuffix("0") { fraction.removeLast() }
    let whole = millionths / 1_000_000
    return sign + (fraction.isEmpty ? "\(whole)" : "\(whole).\(fraction)")
  }
}
