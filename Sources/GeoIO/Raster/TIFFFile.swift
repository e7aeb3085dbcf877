import CTIFF
import Diagnostics

/// An open TIFF file of libtiff, positioned at its first image; closed when its holder goes away.
///
/// One thread at a time may use it, so it is not `Sendable`.
@safe
struct TIFFFile: ~Copyable {
  let pointer: OpaquePointer
  private let log: TIFFErrorLog

  /// Opens a local file for reading.
  ///
  /// - Throws: `.corrupt` where libtiff cannot read the header or directory.
  init(opening path: String) throws(TiankanError) {
    let log = TIFFErrorLog()
    guard let options = unsafe log.makeOptions() else {
      throw TiankanError(.bug, "libtiff has no memory for its options", subject: path)
    }
    defer { unsafe TIFFOpenOptionsFree(options) }
    // "m": no memory map, because a file that shrinks while it is mapped kills the process.
    guard let file = unsafe TIFFOpenExt(path, "rm", options) else {
      throw TiankanError(
        .corrupt, "the TIFF header or directory cannot be read; fetch the file again",
        subject: path, cause: log.take())
    }
    unsafe pointer = file
    self.log = log
  }

  deinit { unsafe TIFFClose(pointer) }

  /// What libtiff said since the last call.
  func takeErrors() -> String? { log.take() }

  /// A 16-bit tag; its default where the file lacks it, `nil` where there is none.
  func uint16(_ tag: Int32) -> UInt16? {
    var value: UInt16 = 0
    guard unsafe CTIFF_getDefaultedUInt16(pointer, UInt32(tag), &value) == 1 else { return nil }
    return value
  }

  /// A 32-bit tag; `nil` where the file lacks it.
  func uint32(_ tag: Int32) -> UInt32? {
    var value: UInt32 = 0
    guard unsafe CTIFF_getUInt32(pointer, UInt32(tag), &value) == 1 else { return nil }
    return value
  }

  /// Reads a block's bytes as stored; returns how many, −1 on failure.
  @unsafe
  func readStored(
    _ block: Int, isTile: Bool, into buffer: UnsafeMutableRawPointer, count: Int
  ) -> Int {
    if isTile {
      return unsafe Int(TIFFReadRawTile(pointer, UInt32(block), buffer, tmsize_t(count)))
    }
    return unsafe Int(TIFFReadRawStrip(pointer, UInt32(block), buffer, tmsize_t(count)))
  }

  /// Reads and decodes a block into numbers of this machine's byte order; returns the bytes written, −1 on failure.
  @unsafe
  func decode(
    _ block: Int, isTile: Bool, into buffer: UnsafeMutableRawPointer, count: Int
  ) -> Int {
    if isTile {
      return unsafe Int(TIFFReadEncodedTile(pointer, UInt32(block), buffer, tmsize_t(count)))
    }
    return unsafe Int(TIFFReadEncodedStrip(pointer, UInt32(block), buffer, tmsize_t(count)))
  }
}
