public import Diagnostics
public import Imagery

/// CGCS2000 (国家大地坐标系) and its Gauss-Krüger zones of 3° and 6°.
///
/// Codes are EPSG's: with a zone number in front of the easting (zone · 10⁶ + 500 000 m) and without
/// (500 000 m). Coordinates are easting first here, although the official systems write northing first.
public enum CGCS2000 {
  /// How wide a zone is.
  public enum ZoneWidth: Int, Hashable, Sendable {
    /// 3°, zones 25 to 45, central meridians 75° E to 135° E: cadastre, 1:10 000 and larger.
    case three = 3
    /// 6°, zones 13 to 23, central meridians 75° E to 135° E: 1:25 000 and smaller.
    case six = 6
  }

  /// An easting taken apart.
  public struct ZonedEasting: Hashable, Sendable {
    /// The number of the zone.
    public var zone: Int
    /// The width of the zone, which follows from its number in China.
    public var width: ZoneWidth
    /// The easting without the zone, false easting 500 000 m.
    public var easting: Double
  }

  /// Longitude and latitude: EPSG:4490.
  public static func geographic() throws(TiankanError) -> CoordinateReferenceSystem {
    try CoordinateReferenceSystem(parsing: "EPSG:4490")
  }

  /// The zone of a central meridian in whole degrees, eastings without zone number: EPSG:4534 to 4554 (3°), 4502 to
  /// 4512 (6°).
  ///
  /// - Throws: `.unsuitableCRS` where there is no such zone.
  public static func zone(
    centralMeridian: Int, width: ZoneWidth = .three
  ) throws(TiankanError) -> CoordinateReferenceSystem {
    let steps = centralMeridian - 75
    guard steps >= 0, centralMeridian <= 135, steps % width.rawValue == 0 else {
      throw TiankanError(
        .unsuitableCRS,
        "CGCS2000 has no \(width.rawValue)° zone on \(centralMeridian)° E; central meridians are 75, \(75 + width.rawValue), … 135",
        subject: "\(centralMeridian)")
    }
    let first = width == .three ? 4534 : 4502
    return try CoordinateReferenceSystem(parsing: "EPSG:\(first + steps / width.rawValue)")
  }

  /// The zone of a number, eastings with the zone number in front: EPSG:4513 to 4533 (3°, zones 25 to 45), 4491 to 4501
  /// (6°, zones 13 to 23).
  ///
  /// - Throws: `.unsuitableCRS` where there is no such zone.
  public static func zone(number: Int) throws(TiankanError) -> CoordinateReferenceSystem {
    guard let width = zoneWidth(of: number) else {
      throw TiankanError(
        .unsuitableCRS,
        "CGCS2000 has no zone \(number); zones are 13 to 23 (6°) and 25 to 45 (3°)",
        subject: "\(number)")
    }
    let code = width == .three ? 4513 + number - 25 : 4491 + number - 13
    return try CoordinateReferenceSystem(parsing: "EPSG:\(code)")
  }

  /// The central meridian of a zone in degrees; nil for numbers that China does not use.
  public static func centralMeridian(ofZone number: Int) -> Int? {
    switch zoneWidth(of: number) {
    case .three: 3 * number
    case .six: 6 * number - 3
    case nil: nil
    }
  }

  /// The width of the zone with a number; nil for numbers that China does not use. 13 to 23 are 6° zones, 25 to 45 are
  /// 3° zones.
  public static func zoneWidth(of number: Int) -> ZoneWidth? {
    switch number {
    case 13...23: .six
    case 25...45: .three
    default: nil
    }
  }

  /// Takes an easting such as 38 512 345.6 apart into zone 38 and 512 345.6 m; nil where it bears no zone
  /// number of China or the rest is further from the central meridian than any zone reaches (400 km).
  public static func splitZonePrefix(easting: Double) -> ZonedEasting? {
    guard easting.isFinite, easting >= 1e7, easting < 1e8 else { return nil }
    let zone = Int(easting / 1e6)
    let rest = easting - Double(zone) * 1e6
    guard let width = zoneWidth(of: zone), rest >= 100_000, rest <= 900_000 else { return nil }
    return ZonedEasting(zone: zone, width: width, easting: rest)
  }
}
