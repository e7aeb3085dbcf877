import ChangeDetection
import Imagery

/// The observations of a land unit as bytes: all first bytes, then all second ones, so that like numbers lie together.
enum SeriesRows {
  /// What is kept of an observation.
  enum Form {
    /// All numbers, as the detector of mines needs them.
    case whole
    /// The clear share and the medians that the detector of parcels asks for; each stands for the whole index.
    case parcel

    fileprivate var numbers: Int { self == .whole ? 48 : 1 + Self.medians.count }
    /// Day, satellite, numbers.
    fileprivate var rowSize: Int { 2 + 1 + 2 * numbers }

    /// NDVI, soil, moisture, both water indices, brightness and redness, by their positions in an observation.
    fileprivate static let medians = [0, 1, 2, 3, 4, 7, 8]
  }

  /// The bytes of observations.
  ///
  /// - Parameters:
  ///   - rows: By ascending overpass.
  ///   - platforms: The satellites, to which the bytes point.
  static func bytes(of rows: some Collection<UnitObservation>, _ form: Form, platforms: [String])
    -> [UInt8]
  {
    var plain: [UInt8] = []
    plain.reserveCapacity(rows.count * form.rowSize)
    for row in rows {
      append(UInt16(row.date.dayNumber), to: &plain)
      plain.append(UInt8(platforms.firstIndex(of: row.platform) ?? 0))
      for position in 0..<form.numbers {
        append(UInt16(bitPattern: number(position, of: row, form)), to: &plain)
      }
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(plain.count)
    for field in 0..<form.rowSize {
      for row in 0..<rows.count { bytes.append(plain[row * form.rowSize + field]) }
    }
    return bytes
  }

  private static func number(_ position: Int, of row: UnitObservation, _ form: Form) -> Int16 {
    switch form {
    case .whole: row.number(at: position)
    case .parcel: position == 0 ? row.clearShare : row.index(at: Form.medians[position - 1]).median
    }
  }

  /// The observations of bytes; nil for bytes that are none. `scene` is left for the reader to set.
  static func rows(of bytes: [UInt8], _ form: Form, platforms: [String]) -> [UnitObservation]? {
    let size = form.rowSize
    guard bytes.count % size == 0 else { return nil }
    let count = bytes.count / size
    let medians = Form.medians
    var rows: [UnitObservation] = []
    rows.reserveCapacity(count)
    for number in 0..<count {
      func word(_ field: Int) -> UInt16 {
        UInt16(bytes[field * count + number]) | UInt16(bytes[(field + 1) * count + number]) << 8
      }
      func value(_ position: Int) -> Int16 { Int16(bitPattern: word(3 + 2 * position)) }
      let platform = Int(bytes[2 * count + number])
      guard platforms.indices.contains(platform) else { return nil }
      var row = UnitObservation(
        date: CalendarDate(dayNumber: Int(word(0))), scene: 0, platform: platforms[platform],
        clearShare: value(0))
      switch form {
      case .whole: row.setNumbers(value)
      case .parcel:
        for (position, index) in medians.enumerated() {
          let median = value(1 + position)
          row.setIndex(
            IndexSummary(
              mean: median, median: median, lowerQuartile: median, upperQuartile: median),
            at: index)
        }
      }
      rows.append(row)
    }
    return rows
  }

  private static func append(_ value: UInt16, to bytes: inout [UInt8]) {
    bytes.append(UInt8(truncatingIfNeeded: value))
    bytes.append(UInt8(value >> 8))
  }
}
