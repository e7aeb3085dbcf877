import CDeflate

/// Compression and checksums of chunks: DEFLATE and CRC-32, both libdeflate's.
enum ChunkCodec {
  /// The CRC-32 of bytes (ISO 3309).
  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    unsafe bytes.withUnsafeBytes { raw in
      // SAFETY: libdeflate reads `raw.count` bytes from the address, which the buffer holds.
      unsafe libdeflate_crc32(0, raw.baseAddress, raw.count)
    }
  }

  /// The bytes as a DEFLATE stream; nil where that is not smaller.
  static func compressed(_ bytes: [UInt8], level: Int) -> [UInt8]? {
    guard bytes.count > 1, let codec = unsafe libdeflate_alloc_compressor(Int32(level)) else {
      return nil
    }
    defer { unsafe libdeflate_free_compressor(codec) }
    // A stream that does not fit into fewer bytes than the input is not worth keeping.
    let count = bytes.count - 1
    let stream = unsafe [UInt8](unsafeUninitializedCapacity: count) { target, written in
      written = unsafe bytes.withUnsafeBytes { raw in
        // SAFETY: input and output are buffers of the stated sizes; libdeflate writes no more and returns what it wrote.
        unsafe libdeflate_deflate_compress(
          codec, raw.baseAddress, raw.count, target.baseAddress, count)
      }
    }
    return stream.isEmpty ? nil : stream
  }

  /// The bytes of a stream; nil where it is damaged or holds another number of bytes.
  static func decompressed(_ stream: [UInt8], count: Int) -> [UInt8]? {
    guard let codec = unsafe libdeflate_alloc_decompressor() else { return nil }
    defer { unsafe libdeflate_free_decompressor(codec) }
    var isComplete = false
    let plain = unsafe [UInt8](unsafeUninitializedCapacity: count) { target, written in
      let result = unsafe stream.withUnsafeBytes { raw in
        // SAFETY: as above; with no place for the size, success means that exactly `count` bytes were written.
        unsafe libdeflate_deflate_decompress(
          codec, raw.baseAddress, raw.count, target.baseAddress, count, nil)
      }
      isComplete = result == LIBDEFLATE_SUCCESS
      written = isComplete ? count : 0
    }
    return isComplete ? plain : nil
  }
}
