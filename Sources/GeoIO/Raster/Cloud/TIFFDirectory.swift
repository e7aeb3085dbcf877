/// A TIFF directory on its way into a file: its entries, and how they become bytes. (TIFF 6.0, section 2; BigTIFF.)
struct TIFFDirectory {
  /// Whether offsets have 64 bits.
  let isBig: Bool
  private(set) var entries: [TIFFEntry] = []

  init(isBig: Bool) { self.isBig = isBig }

  /// Adds an entry; one of the same tag is replaced.
  mutating func set(_ entry: TIFFEntry) {
    entries.removeAll { $0.tag == entry.tag }
    entries.append(entry)
    entries.sort { $0.tag < $1.tag }
  }

  /// The bytes of the directory with the values that do not fit into their entries.
  var byteCount: Int {
    entries.reduce(tableByteCount) { sum, entry in sum + Self.padded(outside(entry)) }
  }

  /// Writes the directory as it stands at an offset of the file.
  ///
  /// - Parameter next: The offset of the directory that follows; 0 for the last.
  func bytes(at offset: Int, next: Int) -> [UInt8] {
    var table: [UInt8] = []
    var values: [UInt8] = []
    if isBig {
      table.append(littleEndian: UInt64(entries.count))
    } else {
      table.append(littleEndian: UInt16(entries.count))
    }
    for entry in entries {
      table.append(littleEndian: entry.tag)
      table.append(littleEndian: entry.type)
      appendOffset(entry.count, to: &table)
      if outside(entry) == 0 {
        table += entry.bytes
        table += [UInt8](repeating: 0, count: offsetSize - entry.bytes.count)
      } else {
        appendOffset(offset + tableByteCount + values.count, to: &table)
        values += entry.bytes
        values += [UInt8](repeating: 0, count: Self.padded(entry.bytes.count) - entry.bytes.count)
      }
    }
    appendOffset(next, to: &table)
    return table + values
  }

  private var offsetSize: Int { isBig ? 8 : 4 }

  private var tableByteCount: Int {
    isBig ? 8 + 20 * entries.count + 8 : 2 + 12 * entries.count + 4
  }

  /// The bytes of an entry that lie behind the table.
  private func outside(_ entry: TIFFEntry) -> Int {
    entry.bytes.count > offsetSize ? entry.bytes.count : 0
  }

  /// Values start at even offsets.
  private static func padded(_ count: Int) -> Int { (count + 1) / 2 * 2 }

  private func appendOffset(_ value: Int, to bytes: inout [UInt8]) {
    if isBig {
      bytes.append(littleEndian: UInt64(value))
    } else {
      bytes.append(littleEndian: UInt32(truncatingIfNeeded: value))
    }
  }
}
