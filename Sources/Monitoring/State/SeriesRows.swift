import ChangeDetection
import Imagery

/// The observations of a land unit as bytes: all first bytes, then all second ones, so that like numbers lie together.
enum SeriesRows {
  private static let numbersPerRow = 48
  /// Day, satellite, numbers.
  private static let rowSize = 2 + 1 + 2 * numbersPerRow

  /// The bytes of observations.
  ///
  /// - Parameters:
  ///   - rows: By ascending overpass.
  ///   - platforms: The satellites, to which the bytes point.
  static func bytes(of rows: [UnitObservation], platforms: [String]) -> [UInt8] {
    var plain: [UInt8] = []
    plain.reserveCapacity(rows.count * rowSize)
    for row in rows {
      append(UInt16(row.date.dayNumber), to: &plain)
      plain.append(UInt8(platforms.firstIndex(of: row.platform) ?? 0))
      append(UInt16(bitPattern: row.clearShare), to: &plain)
      for summary in [
        row.ndvi, row.bsi, row.ndmi, row.mndwi, row.ndwi, row.tillage, row.nbr, row.brightness,
        row.redness, row.cover,
      ] {
        for number in [summary.mean, summary.median, summary.lowerQuartile, summary.upperQuartile] {
          append(UInt16(bitPattern: number), to: &plain)
        }
      }
      for lane in 0..<5 { append(UInt16(bitPattern: row.coverClasses[lane]), to: &plain) }
      append(UInt16(bitPattern: row.bareShare), to: &plain)
      append(UInt16(bitPattern: row.waterShare), to: &plain)
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(plain.count)
    for field in 0..<rowSize {
      for row in rows.indices { bytes.append(plain[row * rowSize + field]) }
    }
    return bytes
  }

  /// The observations of bytes; nil for bytes that are none. `scene` is left for the reader to set.
  static func rows(of bytes: [UInt8], platforms: [String]) -> [UnitObservation]? {
    guard bytes.count % rowSize == 0 else { return nil }
    let count = bytes.count / rowSize
    var rows: [UnitObservation] = []
    rows.reserveCapacity(count)
    for number in 0..<count {
      func word(_ field: Int) -> UInt16 {
        UInt16(bytes[field * count + number]) | UInt16(bytes[(field + 1) * count + number]) << 8
      }
      func value(_ position: Int) -> Int16 { Int16(bitPattern: word(3 + 2 * position)) }
      func summary(_ position: Int) -> IndexSummary {
        let first = 1 + 4 * position
        return IndexSummary(
          mean: value(first), median: value(first + 1), lowerQuartile: value(first + 2),
          upperQuartile: value(first + 3))
      }
      let platform = Int(bytes[2 * count + number])
      guard platforms.indices.contains(platform) else { return nil }
      var row = UnitObservation(
        date: CalendarDate(dayNumber: Int(word(0))), scene: 0, platform: platforms[platform],
        clearShare: value(0))
      row.ndvi = summary(0)
      row.bsi = summary(1)
      row.ndmi = summary(2)
      row.mndwi = summary(3)
      row.ndwi = summary(4)
      row.tillage = summary(5)
      row.nbr = summary(6)
      row.brightness = summary(7)
      row.redness = summary(8)
      row.cover = summary(9)
      for lane in 0..<5 { row.coverClasses[lane] = value(41 + lane) }
      row.bareShare = value(46)
      row.waterShare = value(47)
      rows.append(row)
    }
    return rows
  }

  private static func append(_ value: UInt16, to bytes: inout [UInt8]) {
    bytes.append(UInt8(truncatingIfNeeded: value))
    bytes.append(UInt8(value >> 8))
  }
}
