import Diagnostics
import Glibc

/// A file being written under a temporary name in the folder of its destination.
///
/// `commit` puts it in its place in one step; until then the destination is untouched. A file that is never
/// committed is removed.
final class TemporaryOutput {
  /// The name under which the file is written.
  let temporaryPath: String
  /// The name it gets, symbolic links resolved.
  let destination: String
  private var isCommitted = false

  /// Checks that the destination can be replaced and chooses a name; creates nothing.
  ///
  /// - Throws: `.notFound` for a missing folder, `.permission`, `.usage` for a folder as destination.
  init(for path: String) throws(TiankanError) {
    // A link keeps pointing to the same place; what it points to is replaced.
    let resolved = unsafe realpath(path, nil)
    defer { unsafe free(resolved) }
    destination = unsafe resolved.map { unsafe String(cString: $0) } ?? path
    try LocalFile.checkWritable(destination)
    if unsafe access(destination, F_OK) == 0, unsafe access(destination, W_OK) != 0 {
      throw LocalFile.error(errno, writing: path)
    }
    let name = LocalFile.name(of: destination)
    let ending = name.lastIndex(of: ".").map { String(name[$0...]) } ?? ""
    let folder = LocalFile.folder(of: destination)
    var serial = 0
    var candidate: String
    repeat {
      candidate = "\(folder)/.\(name).\(getpid())-\(serial).tmp\(ending)"
      serial += 1
    } while unsafe access(candidate, F_OK) == 0
    temporaryPath = candidate
  }

  deinit {
    guard !isCommitted else { return }
    // SQLite may leave its journals beside a database that was not closed in order.
    for suffix in ["", "-journal", "-wal", "-shm"] { _ = unsafe unlink(temporaryPath + suffix) }
  }

  /// Makes the bytes durable and gives the file its name.
  ///
  /// - Throws: `.diskFull`, `.permission`, `.outputFailed`.
  func commit() throws(TiankanError) {
    try Self.synchronise(temporaryPath, O_RDONLY, destination)
    guard unsafe rename(temporaryPath, destination) == 0 else {
      throw LocalFile.error(errno, writing: destination)
    }
    isCommitted = true
    try Self.synchronise(LocalFile.folder(of: destination), O_RDONLY | O_DIRECTORY, destination)
  }

  /// The bytes that this user may still write to the destination's file system; `nil` if unknown.
  var freeBytes: UInt64? { LocalFile.freeBytes(beside: destination) }

  private static func synchronise(
    _ path: String, _ flags: Int32, _ subject: String
  ) throws(TiankanError) {
    let descriptor = unsafe open(path, flags | O_CLOEXEC)
    guard descriptor >= 0 else { throw LocalFile.error(errno, writing: subject) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw LocalFile.error(errno, writing: subject) }
  }
}
