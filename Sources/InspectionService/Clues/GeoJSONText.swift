import Geometry
import LedgerStore

/// Geometries as GeoJSON (RFC 7946): text that grows, because maps ask for thousands of outlines at once.
enum GeoJSONText {
  /// The decimals of degrees: about a centimetre.
  static let degrees = 7
  /// The decimals of metres.
  static let metres = 2

  /// An outline.
  ///
  /// - Parameter isSwapped: Whether northing or latitude comes first.
  static func outline(
    _ outline: MultiPolygon, places: Int = degrees, isSwapped: Bool = false
  ) -> JSONText {
    var bytes: [UInt8] = Array("{\"type\":\"MultiPolygon\",\"coordinates\":[".utf8)
    for (index, polygon) in outline.polygons.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(UInt8(ascii: "["))
      for (number, ring) in polygon.rings.enumerated() {
        if number > 0 { bytes.append(UInt8(ascii: ",")) }
        bytes.append(UInt8(ascii: "["))
        for (place, position) in ring.coordinates.enumerated() {
          if place > 0 { bytes.append(UInt8(ascii: ",")) }
          append(position, places, isSwapped, to: &bytes)
        }
        bytes.append(UInt8(ascii: "]"))
      }
      bytes.append(UInt8(ascii: "]"))
    }
    bytes += "]}".utf8
    return .raw(bytes)
  }

  /// A point.
  static func point(_ position: Coordinate, places: Int = degrees) -> JSONText {
    var bytes: [UInt8] = Array("{\"type\":\"Point\",\"coordinates\":".utf8)
    append(position, places, false, to: &bytes)
    bytes.append(UInt8(ascii: "}"))
    return .raw(bytes)
  }

  private static func append(
    _ position: Coordinate, _ places: Int, _ isSwapped: Bool, to bytes: inout [UInt8]
  ) {
    bytes.append(UInt8(ascii: "["))
    append(isSwapped ? position.y : position.x, places, to: &bytes)
    bytes.append(UInt8(ascii: ","))
    append(isSwapped ? position.x : position.y, places, to: &bytes)
    bytes.append(UInt8(ascii: "]"))
  }

  /// A number with a fixed count of decimals, without zeros at the end.
  private static func append(_ value: Double, _ places: Int, to bytes: inout [UInt8]) {
    let scale = places == degrees ? 1e7 : 1e2
    let scaled = (value * scale).rounded(.toNearestOrEven)
    guard abs(scaled) < 1e17 else {
      bytes += "0".utf8
      return
    }
    var rest = UInt64(abs(scaled))
    if scaled < 0, rest > 0 { bytes.append(UInt8(ascii: "-")) }
    var digits: [UInt8] = []
    var left = places
    var isSignificant = false
    while left > 0 || rest > 0 || digits.isEmpty {
      let digit = UInt8(rest % 10)
      rest /= 10
      if left > 0 {
        if digit != 0 { isSignificant = true }
        if isSignificant { digits.append(UInt8(ascii: "0") + digit) }
        left -= 1
        if left == 0 {
          if isSignificant { digits.append(UInt8(ascii: ".")) }
          isSignificant = true
          if rest == 0 {
            digits.append(UInt8(ascii: "0"))
            break
          }
        }
      } else {
        digits.append(UInt8(ascii: "0") + digit)
      }
    }
    bytes += digits.reversed()
  }
}
