import CDeflate
import Diagnostics

/// A decoder of zlib streams (DEFLATE in TIFF), reused from block to block; one per worker.
@safe
struct DeflateDecoder: ~Copyable {
  /// How decoding ended.
  enum Outcome {
    /// The stream filled the block exactly, its checksum holds.
    case complete
    /// The stream holds more than the block; what was decoded is unspecified.
    case tooLong
    /// The stream is damaged or ends too early.
    case damaged
  }

  private let pointer: OpaquePointer

  /// Creates a decoder.
  init() throws(TiankanError) {
    guard let made = unsafe libdeflate_alloc_decompressor() else {
      throw TiankanError(.bug, "libdeflate has no memory for a decoder")
    }
    unsafe pointer = made
  }

  deinit { unsafe libdeflate_free_decompressor(pointer) }

  /// Decodes a zlib stream into exactly `count` bytes.
  @unsafe
  func decode(
    _ stream: UnsafeRawBufferPointer, into output: UnsafeMutableRawPointer, count: Int
  ) -> Outcome {
    let result = unsafe libdeflate_zlib_decompress(
      pointer, stream.baseAddress, stream.count, output, count, nil)
    switch result {
    case LIBDEFLATE_SUCCESS: return .complete
    case LIBDEFLATE_INSUFFICIENT_SPACE: return .tooLong
    default: return .damaged
    }
  }
}
