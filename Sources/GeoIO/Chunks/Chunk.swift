/// The bytes of a chunk, ready to be written: compressed on the worker that made them.
public struct Chunk: Sendable {
  let key: UInt64
  let bytes: [UInt8]
  let size: Int

  /// Compresses bytes.
  ///
  /// - Parameters:
  ///   - key: The number by which the chunk is found.
  ///   - bytes: What is kept; at most 4 GB.
  ///   - level: libdeflate's level, 1 (fast) to 12 (small).
  public init(key: UInt64, _ bytes: [UInt8], level: Int = 1) {
    self.key = key
    size = bytes.count
    self.bytes = ChunkCodec.compressed(bytes, level: level) ?? bytes
  }
}
