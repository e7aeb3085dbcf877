public import Diagnostics
public import Geometry
public import Imagery

/// A zone of the Gauss-Krüger projection as used in China: 3° zones 25…45 or 6° zones 13…23.
///
/// The two number ranges do not overlap, so that a zone number alone tells the width.
public struct GaussKrugerZone: Hashable, Sendable {
  /// The zone's number.
  public let number: Int
  /// The width.
  public let width: CGCS2000.ZoneWidth
  /// The central meridian in degrees east.
  public let centralMeridian: Int

  /// Creates a zone; `nil` for numbers outside 13…23 and 25…45.
  public init?(number: Int) {
    guard let width = CGCS2000.zoneWidth(of: number),
      let centralMeridian = CGCS2000.centralMeridian(ofZone: number)
    else { return nil }
    self.number = number
    self.width = width
    self.centralMeridian = centralMeridian
  }

  /// Creates the zone of a central meridian; `nil` where there is none.
  public init?(centralMeridian: Int, width: CGCS2000.ZoneWidth) {
    let number = width == .three ? centralMeridian / 3 : (centralMeridian + 3) / 6
    self.init(number: number)
    guard self.width == width, self.centralMeridian == centralMeridian else { return nil }
  }

  /// The CGCS2000 system of this zone.
  ///
  /// - Parameter hasZonePrefix: Whether eastings start with the zone number.
  public func crs(hasZonePrefix: Bool) throws(TiankanError) -> CoordinateReferenceSystem {
    hasZonePrefix
      ? try CGCS2000.zone(number: number)
      : try CGCS2000.zone(centralMeridian: centralMeridian, width: width)
  }
}
