import ChangeDetection
import Diagnostics
import Foundation
import Imagery
import LedgerStore

/// Keeps observations and results on disk between the pass that makes them and the commit that writes them.
///
/// A full tile can have millions, and each result some kilobytes of tests; the file has no name, so that nothing is left
/// behind whatever happens.
final class ObservationSpool {
  private static let rowSize = 8 + 2 * UnitObservation.numberCount

  private let file: FileHandle
  private let path: String
  private var buffer = Data()
  private var isEmpty = true
  /// What stands in place of a unit before a result.
  private static let resultMark: Int32 = -1
  /// The rows that were added, about: those that were forgotten count as well.
  private(set) var rowCount = 0

  /// - Parameter folder: Where there is room; the folder exists.
  init(in folder: String) throws(TiankanError) {
    path = "\(folder)/.observations-\(UUID().uuidString)"
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let file = FileHandle(forUpdatingAtPath: path)
    else {
      throw TiankanError(
        .outputFailed, "no file can be made in the folder of the state; check its permissions",
        subject: folder)
    }
    try? FileManager.default.removeItem(atPath: path)
    self.file = file
  }

  /// Adds the observations of a unit.
  func append(_ unit: Int, _ observations: [UnitObservation]) throws(TiankanError) {
    guard !observations.isEmpty else { return }
    isEmpty = false
    rowCount += observations.count
    append(Int32(unit))
    append(Int32(observations.count))
    for row in observations {
      append(Int32(row.date.dayNumber))
      append(Int32(row.scene))
      for position in 0..<UnitObservation.numberCount { append(row.number(at: position)) }
    }
    if buffer.count > 1 << 22 { try flush() }
  }

  /// Adds a result.
  func append(_ result: EncodedUnitResult) throws(TiankanError) {
    isEmpty = false
    rowCount += 1
    append(Self.resultMark)
    append(Int32(result.columns.reduce(0) { $0 + 4 + $1.utf8.count }))
    for column in result.columns {
      append(Int32(column.utf8.count))
      buffer.append(contentsOf: column.utf8)
    }
    if buffer.count > 1 << 22 { try flush() }
  }

  private func append(_ value: some FixedWidthInteger) {
    for byte in 0..<value.bitWidth / 8 {
      buffer.append(UInt8(truncatingIfNeeded: value >> (8 * byte)))
    }
  }

  private func flush() throws(TiankanError) {
    do {
      try file.write(contentsOf: buffer)
    } catch {
      throw TiankanError(
        .diskFull, "the folder of the state has no room; free some space and run again",
        subject: path, cause: "\(error)")
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// The place after what was added so far.
  func mark() throws(TiankanError) -> UInt64 {
    try flush()
    do {
      return try file.offset()
    } catch {
      throw TiankanError(.outputFailed, "the spool cannot be written", cause: "\(error)")
    }
  }

  /// Forgets what was added since a mark.
  func rewind(to mark: UInt64) throws(TiankanError) {
    buffer.removeAll(keepingCapacity: true)
    do {
      try file.truncate(atOffset: mark)
    } catch {
      throw TiankanError(.outputFailed, "the spool cannot be written", cause: "\(error)")
    }
    isEmpty = mark == 0
  }

  /// Reads all observations back in the order in which they were added; their platform is left empty.
  func forEach(
    _ body: (Int, [UnitObservation]) throws(TiankanError) -> Void
  ) throws(TiankanError) {
    try forEach(body) { _ throws(TiankanError) in }
  }

  /// Reads all back in the order in which they were added; the platform of observations is left empty.
  func forEach(
    _ body: (Int, [UnitObservation]) throws(TiankanError) -> Void,
    result: (EncodedUnitResult) throws(TiankanError) -> Void
  ) throws(TiankanError) {
    if isEmpty { return }
    try flush()
    do {
      try file.seek(toOffset: 0)
    } catch {
      throw TiankanError(.outputFailed, "the spool cannot be read back", cause: "\(error)")
    }
    while let header = try read(8) {
      let unit = Int(header.number(at: 0) as Int32)
      let count = Int(header.number(at: 4) as Int32)
      if unit == Int(Self.resultMark) {
        guard let data = try read(count), let found = Self.result(data) else { break }
        try result(found)
        continue
      }
      guard let rows = try read(count * Self.rowSize) else { break }
      try body(unit, (0..<count).map { Self.observation(rows, at: $0 * Self.rowSize) })
    }
  }

  private func read(_ count: Int) throws(TiankanError) -> Data? {
    do {
      guard let data = try file.read(upToCount: count), !data.isEmpty else { return nil }
      guard data.count == count else {
        throw TiankanError(.bug, "the spool of observations ends in the middle of a row")
      }
      return data
    } catch let error as TiankanError {
      throw error
    } catch {
      throw TiankanError(.outputFailed, "the spool cannot be read back", cause: "\(error)")
    }
  }

  private static func result(_ data: Data) -> EncodedUnitResult? {
    var columns: [String] = []
    var place = 0
    while place < data.count {
      let length = Int(data.number(at: place) as Int32)
      let start = data.startIndex + place + 4
      columns.append(String(decoding: data[start..<start + length], as: UTF8.self))
      place += 4 + length
    }
    return EncodedUnitResult(columns: columns)
  }

  private static func observation(_ data: Data, at start: Int) -> UnitObservation {
    func number(_ position: Int) -> Int16 { data.number(at: start + 8 + 2 * position) }
    var row = UnitObservation(
      date: CalendarDate(dayNumber: Int(data.number(at: start) as Int32)),
      scene: Int(data.number(at: start + 4) as Int32), platform: "", clearShare: number(0))
    row.setNumbers(number)
    return row
  }
}

extension Data {
  /// A little-endian number at a distance from the start.
  fileprivate func number<Number: FixedWidthInteger>(at offset: Int) -> Number {
    var value: Number = 0
    for byte in (0..<MemoryLayout<Number>.size).reversed() {
      value = value << 8 | Number(truncatingIfNeeded: self[startIndex + offset + byte])
    }
    return value
  }
}
