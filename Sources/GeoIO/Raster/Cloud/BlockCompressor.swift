import CDeflate
import CISAL
import CZstd
import Diagnostics

/// Compresses blocks one after another with a codec of TIFF; one per worker.
@safe
struct BlockCompressor: ~Copyable {
  @unsafe
  private enum Codec {
    /// ISA-L, for the levels that are fast.
    case fastDeflate(UnsafeMutablePointer<CISAL_Encoder>)
    /// libdeflate, for the levels that are small.
    case deflate(OpaquePointer)
    case zstandard(OpaquePointer, level: Int32)
    case none
  }

  private let codec: Codec

  /// Creates a compressor.
  ///
  /// - Throws: `.usage` where the codec has no such level.
  init(_ compression: RasterOutput.Compression) throws(TiankanError) {
    switch compression {
    case .deflate(let level) where (1...3).contains(level):
      guard let made = unsafe CISAL_makeEncoder(UInt32(level)) else {
        throw TiankanError(.bug, "ISA-L has no memory for an encoder")
      }
      unsafe codec = unsafe .fastDeflate(made)
    case .deflate(let level):
      guard (1...12).contains(level),
        let made = unsafe libdeflate_alloc_compressor(Int32(level))
      else {
        throw TiankanError(.usage, "DEFLATE has levels from 1 to 12; choose one of them")
      }
      unsafe codec = unsafe .deflate(made)
    case .zstandard(let level):
      guard (1...22).contains(level), let made = unsafe ZSTD_createCCtx() else {
        throw TiankanError(.usage, "Zstandard has levels from 1 to 22; choose one of them")
      }
      unsafe codec = unsafe .zstandard(made, level: Int32(level))
    case .none: unsafe codec = .none
    }
  }

  deinit {
    switch unsafe codec {
    case .fastDeflate(let pointer): unsafe CISAL_freeEncoder(pointer)
    case .deflate(let pointer): unsafe libdeflate_free_compressor(pointer)
    case .zstandard(let pointer, _): unsafe _ = ZSTD_freeCCtx(pointer)
    case .none: break
    }
  }

  /// The most bytes that so many may become.
  func bound(of count: Int) -> Int {
    switch unsafe codec {
    // Stored blocks have 5 bytes more for each 64 KiB; twice that and the head are room enough.
    case .fastDeflate: count + count / 4096 + 1024
    case .deflate(let pointer): unsafe libdeflate_zlib_compress_bound(pointer, count)
    case .zstandard: ZSTD_compressBound(count)
    case .none: count
    }
  }

  /// Compresses bytes; returns how many were written, `nil` where the target is too small.
  func compress(_ source: RawSpan, into target: inout MutableRawSpan) -> Int? {
    // SAFETY: both buffers are used within the closures, for as many bytes as they have.
    unsafe source.withUnsafeBytes { input -> Int? in
      unsafe target.withUnsafeMutableBytes { output -> Int? in
        switch unsafe codec {
        case .fastDeflate(let pointer):
          let count = unsafe CISAL_encode(
            pointer, input.baseAddress, input.count, output.baseAddress, output.count)
          return count > 0 ? count : nil
        case .deflate(let pointer):
          let count = unsafe libdeflate_zlib_compress(
            pointer, input.baseAddress, input.count, output.baseAddress, output.count)
          return count > 0 ? count : nil
        case .zstandard(let pointer, let level):
          let count = unsafe ZSTD_compressCCtx(
            pointer, output.baseAddress, output.count, input.baseAddress, input.count, level)
          return ZSTD_isError(count) == 0 ? count : nil
        case .none:
          guard input.count <= output.count else { return nil }
          unsafe output.copyMemory(from: input)
          return input.count
        }
      }
    }
  }
}

// SAFETY: a compressor owns its library's state alone, and the libraries keep nothing outside of it; moving the owner to
// another thread moves the only access.
extension BlockCompressor: @unchecked Sendable {}
