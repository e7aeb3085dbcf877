public import Diagnostics
import Glibc

/// Writes a `ChunkFile`, chunk after chunk; `finish` makes it durable.
///
/// The file appears under its name at once: it belongs to a generation of the state, which is believed only when the ledger
/// names it.
public struct ChunkFileWriter: ~Copyable {
  private let path: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var offset = 0
  private var index: [UInt8] = []
  private var count = 0

  /// Creates the file, or empties the one that is there.
  ///
  /// - Throws: `.permission`, `.notFound` (no such folder), `.diskFull`, `.outputFailed`.
  public init(_ path: String) throws(TiankanError) {
    try LocalFile.checkWritable(path)
    let opened = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard opened >= 0 else { throw LocalFile.error(errno, writing: path) }
    self.path = path
    descriptor = opened
    buffer.append(number: ChunkFile.magic)
    offset = buffer.count
  }

  deinit { Glibc.close(descriptor) }

  /// Adds a chunk; keys must differ.
  public mutating func append(_ chunk: Chunk) throws(TiankanError) {
    index.append(number: chunk.key)
    index.append(number: UInt64(offset))
    index.append(number: UInt32(chunk.bytes.count))
    index.append(number: UInt32(chunk.size))
    index.append(number: ChunkCodec.checksum(chunk.bytes))
    index.append(number: UInt32(0))
    count += 1
    buffer += chunk.bytes
    offset += chunk.bytes.count
    if buffer.count >= 1 << 20 { try flush() }
  }

  /// Writes index and footer, and waits until all of it is on the disk.
  public consuming func finish() throws(TiankanError) {
    let checksum = ChunkCodec.checksum(index)
    buffer += index
    buffer.append(number: UInt64(offset))
    buffer.append(number: UInt64(count))
    buffer.append(number: UInt64(checksum))
    buffer.append(number: ChunkFile.magic)
    try flush()
    guard fsync(descriptor) == 0 else { throw LocalFile.error(errno, writing: path) }
  }

  private mutating func flush() throws(TiankanError) {
    var done = 0
    while done < buffer.count {
      let count = buffer.count - done
      let written = unsafe buffer.withUnsafeBytes { raw in
        // SAFETY: `done` < `buffer.count`, so the rest of the buffer is what is handed over.
        unsafe write(descriptor, raw.baseAddress.map { unsafe $0 + done }, count)
      }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw LocalFile.error(errno, writing: path) }
      done += written
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
