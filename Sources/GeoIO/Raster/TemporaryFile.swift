import Diagnostics
import Glibc
import Synchronization

/// A file beside its destination that takes the destination's place when it is complete, and vanishes otherwise.
///
/// The destination, if it exists, stays whole until the very moment it is replaced.
struct TemporaryFile: ~Copyable {
  /// Where the file is now.
  let path: String
  private let destination: String
  private var isPublished = false

  private static let counter = Atomic<Int>(0)

  /// Names a file that does not exist yet, in the destination's folder so that renaming needs no copy.
  init(for destination: String, suffix: String) {
    let number = Self.counter.wrappingAdd(1, ordering: .relaxed).newValue
    let name = ".\(LocalFile.name(of: destination)).\(getpid())-\(number)\(suffix)"
    path = "\(LocalFile.folder(of: destination))/\(name)"
    self.destination = destination
  }

  deinit {
    guard !isPublished else { return }
    // GDAL may leave these beside a file that it could not finish.
    for suffix in ["", ".aux.xml", ".ovr", ".ovr.tmp", ".msk.ovr.tmp"] {
      unsafe unlink(path + suffix)
    }
  }

  /// Puts the complete file in the place of the destination, durably: bytes first, then the name, then the folder.
  mutating func publish() throws(TiankanError) {
    try Self.synchronise(path, destination)
    guard unsafe rename(path, destination) == 0 else {
      throw LocalFile.error(errno, writing: destination)
    }
    isPublished = true
    try Self.synchronise(LocalFile.folder(of: destination), destination)
  }

  private static func synchronise(_ path: String, _ subject: String) throws(TiankanError) {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw LocalFile.error(errno, writing: subject) }
    defer { close(file) }
    // A folder on some network file systems cannot be synchronised; the rename has still happened.
    guard fsync(file) == 0 || errno == EINVAL else {
      throw LocalFile.error(errno, writing: subject)
    }
  }
}
