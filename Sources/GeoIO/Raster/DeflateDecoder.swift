import CDeflate
import CISAL
import Diagnostics

/// A decoder of zlib streams (DEFLATE in TIFF), reused from block to block; one per worker.
///
/// ISA-L decodes, the faster of the two on imagery; what it does not accept, libdeflate judges.
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
  private let fast: UnsafeMutablePointer<CISAL_Decoder>

  /// Creates a decoder.
  init() throws(TiankanError) {
    guard let made = unsafe libdeflate_alloc_decompressor() else {
      throw TiankanError(.bug, "libdeflate has no memory for a decoder")
    }
    guard let fast = unsafe CISAL_makeDecoder() else {
      unsafe libdeflate_free_decompressor(made)
      throw TiankanError(.bug, "ISA-L has no memory for a decoder")
    }
    unsafe pointer = made
    unsafe self.fast = fast
  }

  deinit {
    unsafe libdeflate_free_decompressor(pointer)
    unsafe CISAL_freeDecoder(fast)
  }

  /// Decodes a zlib stream into exactly `count` bytes.
  @unsafe
  func decode(
    _ stream: UnsafeRawBufferPointer, into output: UnsafeMutableRawPointer, count: Int
  ) -> Outcome {
    var written = 0
    // Both libraries count in 32 bits or more, and blocks are limited to 2 GiB.
    let status = unsafe CISAL_decode(
      fast, stream.baseAddress, stream.count, output, count, &written)
    if status == ISAL_DECOMP_OK, written == count { return .complete }
    let result = unsafe libdeflate_zlib_decompress(
      pointer, stream.baseAddress, stream.count, output, count, nil)
    switch result {
    case LIBDEFLATE_SUCCESS: return .complete
    case LIBDEFLATE_INSUFFICIENT_SPACE: return .tooLong
    default: return .damaged
    }
  }
}
