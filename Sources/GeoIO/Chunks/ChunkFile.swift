public import Diagnostics
import Glibc

/// A file of numbered chunks of bytes, each compressed and checked by itself: how state is kept between runs.
///
/// A chunk is found by its key and read alone, so a run reads what it needs and holds one chunk at a time. Layout
/// (`docs/formats.md`, "State"): magic and version, the chunks, the index, a footer of fixed size. Every chunk and the index
/// have a CRC-32; a file that is cut short or changed is refused. Several threads may read one file at once.
public final class ChunkFile: Sendable {
  /// Where a chunk lies.
  struct Entry: Hashable, Sendable {
    var key: UInt64
    var offset: UInt64
    /// The bytes in the file, and after decompression; equal where the chunk is not compressed.
    var stored: UInt32
    var size: UInt32
    var checksum: UInt32
  }

  static let magic: UInt64 = 0x314B_4843_4E41_4B54  // "TKANCHK1"
  static let entrySize = 32
  static let headerSize = 8
  static let footerSize = 32

  /// The path.
  public let path: String
  private let descriptor: Int32
  private let entries: [UInt64: Entry]

  /// Opens a file and reads its index.
  ///
  /// - Throws: `.notFound`, `.permission`; `.corrupt` for a file that is none, is cut short or changed.
  public init(opening path: String) throws(TiankanError) {
    self.path = path
    let opened = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else { throw LocalFile.error(errno, reading: path) }
    descriptor = opened
    do throws(TiankanError) {
      entries = try Self.index(of: opened, path)
    } catch {
      Glibc.close(opened)
      throw error
    }
  }

  deinit { Glibc.close(descriptor) }

  /// The keys, ascending.
  public var keys: [UInt64] { entries.keys.sorted() }

  /// The bytes of a chunk; nil where the file has none of that key.
  ///
  /// - Throws: `.corrupt` where the chunk is damaged.
  public func read(_ key: UInt64) throws(TiankanError) -> [UInt8]? {
    guard let entry = entries[key] else { return nil }
    let stored = try Self.bytes(
      descriptor, at: Int(entry.offset), count: Int(entry.stored), path)
    guard ChunkCodec.checksum(stored) == entry.checksum else {
      throw Self.damaged(path, "the checksum of chunk \(key) does not hold")
    }
    guard entry.stored != entry.size else { return stored }
    guard let plain = ChunkCodec.decompressed(stored, count: Int(entry.size)) else {
      throw Self.damaged(path, "chunk \(key) cannot be decompressed")
    }
    return plain
  }

  private static func index(
    of descriptor: Int32, _ path: String
  ) throws(TiankanError) -> [UInt64: Entry] {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      throw LocalFile.error(errno, reading: path)
    }
    let size = Int(status.st_size)
    guard size >= headerSize + footerSize else { throw damaged(path, "it is too short") }
    let header = try bytes(descriptor, at: 0, count: headerSize, path)
    let footer = try bytes(descriptor, at: size - footerSize, count: footerSize, path)
    guard header.number(at: 0, as: UInt64.self) == magic,
      footer.number(at: 24, as: UInt64.self) == magic
    else { throw damaged(path, "it is no file of chunks of this version") }
    let offset = footer.number(at: 0, as: UInt64.self)
    let count = footer.number(at: 8, as: UInt64.self)
    guard count <= UInt64(size / entrySize),
      offset == UInt64(size - footerSize) - count * UInt64(entrySize)
    else { throw damaged(path, "its index is not where it should be") }
    let table = try bytes(
      descriptor, at: Int(offset), count: Int(count) * entrySize, path)
    guard UInt64(ChunkCodec.checksum(table)) == footer.number(at: 16, as: UInt64.self) else {
      throw damaged(path, "the checksum of its index does not hold")
    }
    var entries: [UInt64: Entry] = [:]
    entries.reserveCapacity(Int(count))
    for position in 0..<Int(count) {
      let start = position * entrySize
      let entry = Entry(
        key: table.number(at: start), offset: table.number(at: start + 8),
        stored: table.number(at: start + 16), size: table.number(at: start + 20),
        checksum: table.number(at: start + 24))
      guard entry.offset <= offset, UInt64(entry.stored) <= offset - entry.offset else {
        throw damaged(path, "a chunk reaches beyond its end")
      }
      entries[entry.key] = entry
    }
    return entries
  }

  private static func bytes(
    _ descriptor: Int32, at offset: Int, count: Int, _ path: String
  ) throws(TiankanError) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: count)
    var done = 0
    while done < count {
      let got = unsafe buffer.withUnsafeMutableBytes { raw in
        // SAFETY: `done` < `count`, so the rest of the buffer is what is handed over.
        unsafe pread(
          descriptor, raw.baseAddress.map { unsafe $0 + done }, count - done, offset + done)
      }
      if got < 0, errno == EINTR { continue }
      guard got > 0 else {
        throw got < 0
          ? LocalFile.error(errno, reading: path) : damaged(path, "it ends too early")
      }
      done += got
    }
    return buffer
  }

  private static func damaged(_ path: String, _ cause: String) -> TiankanError {
    TiankanError(
      .corrupt, "a file of the state is damaged; run with --rebuild", subject: path, cause: cause)
  }
}

extension [UInt8] {
  /// A little-endian number at a position; outside the array is a programmer's error.
  func number<Number: FixedWidthInteger>(
    at offset: Int, as type: Number.Type = Number.self
  ) -> Number {
    var value: Number = 0
    for byte in (0..<MemoryLayout<Number>.size).reversed() {
      value = value << 8 | Number(truncatingIfNeeded: self[offset + byte])
    }
    return value
  }

  /// Appends a number, little-endian.
  mutating func append(number: some FixedWidthInteger) {
    for byte in 0..<number.bitWidth / 8 {
      append(UInt8(truncatingIfNeeded: number >> (8 * byte)))
    }
  }
}
