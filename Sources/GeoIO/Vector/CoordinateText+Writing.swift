public import Diagnostics
import Geometry

extension CoordinateText {
  /// The text as counties exchange it, with CRLF line ends.
  ///
  /// - Parameter decimals: Digits behind the decimal point of metres, 0 to 9; three is usual.
  /// - Throws: `.malformed` where a name holds a comma or a line break, which the format cannot carry.
  public func text(decimals: Int = 3) throws(TiankanError) -> String {
    precondition((0...9).contains(decimals), "0 to 9 decimals can be written")
    var lines = ["[属性描述]"]
    for entry in header { lines.append("\(entry.key)=\(entry.value)") }
    lines.append("[地块坐标]")
    for parcel in parcels {
      let count = parcel.rings.reduce(0) { $0 + $1.points.count }
      let fields = [
        String(count), parcel.statedArea, parcel.number, parcel.name, parcel.shape.rawValue,
        parcel.mapSheet, parcel.use, parcel.landClass,
      ]
      for field in fields { try Self.check(field, of: parcel) }
      lines.append(fields.joined(separator: ",") + ",@")
      for ring in parcel.rings {
        for point in ring.points {
          try Self.check(point.name, of: parcel)
          let northing = DecimalText.fixed(point.coordinate.y, decimals: decimals)
          let easting = DecimalText.fixed(point.coordinate.x, decimals: decimals)
          lines.append("\(point.name),\(ring.number),\(northing),\(easting)")
        }
      }
    }
    return lines.joined(separator: "\r\n") + "\r\n"
  }

  private static func check(_ field: String, of parcel: Parcel) throws(TiankanError) {
    guard !field.contains(where: { $0 == "," || $0.isNewline }) else {
      throw TiankanError(
        .malformed, "“\(field)” holds a comma or line break, which the format cannot carry",
        subject: "parcel \(parcel.number)")
    }
  }
}
