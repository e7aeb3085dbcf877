import Glibc

/// GCJ-02 (火星坐标系): the shifted longitudes and latitudes of Chinese web maps and phones.
///
/// The shift is some hundred metres and cannot be recognised from the numbers. It is undone only where a
/// user declares `datum: gcj02`. The formula is the one published with several open implementations (for
/// example `eviltransform` and `coordtransform`); outside its rectangle around China nothing is changed.
public enum GCJ02 {
  /// The WGS 84 position of a GCJ-02 position; longitude and latitude in degrees.
  ///
  /// The forward formula is inverted by iteration until longitude and latitude are repeated within 10⁻⁹ degrees
  /// (0.1 mm).
  public static func toWGS84(_ position: Coordinate) -> Coordinate {
    guard isShifted(position) else { return position }
    var guess = position
    // The shift changes by less than a hundredth over its own length, so each round gains two digits.
    for _ in 0..<30 {
      let shift = offset(guess)
      let next = Coordinate(x: position.x - shift.x, y: position.y - shift.y)
      let change = max(abs(next.x - guess.x), abs(next.y - guess.y))
      guess = next
      if change < 1e-12 { break }
    }
    return guess
  }

  /// The GCJ-02 position of a WGS 84 position; longitude and latitude in degrees.
  public static func fromWGS84(_ position: Coordinate) -> Coordinate {
    guard isShifted(position) else { return position }
    let shift = offset(position)
    return Coordinate(x: position.x + shift.x, y: position.y + shift.y)
  }

  /// The WGS 84 geometry of a geometry in GCJ-02 longitudes and latitudes.
  public static func toWGS84(_ geometry: MultiPolygon) -> MultiPolygon {
    geometry.mapCoordinates { toWGS84($0) }
  }

  /// Whether the position lies in the rectangle in which the published formula shifts.
  static func isShifted(_ position: Coordinate) -> Bool {
    position.x >= 72.004 && position.x <= 137.8347 && position.y >= 0.8293 && position.y <= 55.8271
  }

  // Krasovsky 1940, the ellipsoid that the published formula names.
  private static let semiMajorAxis = 6_378_245.0
  private static let eccentricitySquared = 0.006_693_421_622_965_943_23

  private static func offset(_ position: Coordinate) -> Coordinate {
    let x = position.x - 105
    let y = position.y - 35
    let waves = (sin(6 * x * .pi) * 20 + sin(2 * x * .pi) * 20) * 2 / 3
    var north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * abs(x).squareRoot()
    north += waves
    north += (sin(y * .pi) * 20 + sin(y / 3 * .pi) * 40) * 2 / 3
    north += (sin(y / 12 * .pi) * 160 + sin(y * .pi / 30) * 320) * 2 / 3
    var east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * abs(x).squareRoot()
    east += waves
    east += (sin(x * .pi) * 20 + sin(x / 3 * .pi) * 40) * 2 / 3
    east += (sin(x / 12 * .pi) * 150 + sin(x / 30 * .pi) * 300) * 2 / 3

    let latitude = position.y / 180 * .pi
    let sine = sin(latitude)
    let magic = 1 - eccentricitySquared * sine * sine
    let root = magic.squareRoot()
    let meridian = semiMajorAxis * (1 - eccentricitySquared) / (magic * root)
    return Coordinate(
      x: east * 180 / (semiMajorAxis / root * cos(latitude) * .pi),
      y: north * 180 / (meridian * .pi))
  }
}
