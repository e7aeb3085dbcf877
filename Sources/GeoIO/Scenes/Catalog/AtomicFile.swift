public import Diagnostics
public import Foundation
import Glibc

/// Small files that appear complete or not at all: written beside their place, flushed, then renamed.
public enum AtomicFile {
  /// Writes a file; where it exists with the same bytes it is left alone.
  ///
  /// - Throws: `.diskFull`, `.permission`, `.outputFailed`; an existing file then stays as it was.
  public static func write(_ data: Data, to path: String) throws(TiankanError) {
    if let old = FileManager.default.contents(atPath: path), old == data { return }
    let temporary = "\(PathText.folder(of: path))/.\(PathText.name(of: path)).\(getpid()).tmp"
    let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw LocalFile.error(errno, writing: path) }
    let failure = fill(descriptor, data)
    let closed = close(descriptor)
    guard failure == 0, closed == 0 else {
      let number = failure != 0 ? failure : errno
      unsafe unlink(temporary)
      throw LocalFile.error(number, writing: path)
    }
    guard unsafe rename(temporary, path) == 0 else {
      let number = errno
      unsafe unlink(temporary)
      throw LocalFile.error(number, writing: path)
    }
  }

  /// Writes all bytes and flushes them to the disk; the error's number, or 0.
  private static func fill(_ descriptor: Int32, _ data: Data) -> Int32 {
    var position = 0
    while position < data.count {
      let count = unsafe data.withUnsafeBytes { bytes in
        // SAFETY: `position` is below the count, so base and length lie within the buffer.
        unsafe bytes.baseAddress.map { base in
          unsafe Glibc.write(descriptor, base + position, data.count - position)
        } ?? 0
      }
      if count < 0 {
        if errno == EINTR { continue }
        return errno
      }
      position += count
    }
    return fsync(descriptor) == 0 ? 0 : errno
  }

  /// Makes a folder where there is none.
  public static func makeFolder(_ path: String) throws(TiankanError) {
    if unsafe mkdir(path, 0o755) == 0 { return }
    let number = errno
    if number == EEXIST, (try? FolderListing.isFolder(path)) == true { return }
    throw LocalFile.error(number, writing: path)
  }
}
