/// A zone of the Gauss-Krüger projection as used in China: 3° zones 25…45 or 6° zones 13…23.
///
/// The two number ranges do not overlap, so that a zone number alone tells the width.
public struct GaussKrugerZone: Hashable, Sendable {
  /// The zone's number.
  public let number: Int

  /// Creates a zone; `nil` for numbers outside 13…23 and 25…45.
  public init?(number: Int) {
    guard (13...23).contains(number) || (25...45).contains(number) else { return nil }
    self.number = number
  }

  /// Creates the zone of a central meridian and width; `nil` where there is none.
  public init?(centralMeridian: Int, width: Int) {
    switch width {
    case 3 where centralMeridian % 3 == 0: self.init(number: centralMeridian / 3)
    case 6 where (centralMeridian + 3) % 6 == 0: self.init(number: (centralMeridian + 3) / 6)
    default: return nil
    }
    guard self.width == width else { return nil }
  }

  /// The width in degrees: 3 or 6.
  public var width: Int { number >= 25 ? 3 : 6 }

  /// The central meridian in degrees east.
  public var centralMeridian: Int { width == 3 ? number * 3 : number * 6 - 3 }

  /// The EPSG code of the CGCS2000 system of this zone.
  ///
  /// - Parameter hasZonePrefix: Whether eastings start with the zone number.
  /// - Returns: EPSG:4491…4501, 4513…4533 with and 4502…4512, 4534…4554 without the prefix.
  public func epsgCode(hasZonePrefix: Bool) -> Int {
    switch (width, hasZonePrefix) {
    case (6, true): 4491 + number - 13
    case (6, false): 4502 + number - 13
    case (_, true): 4513 + number - 25
    case (_, false): 4534 + number - 25
    }
  }
}
