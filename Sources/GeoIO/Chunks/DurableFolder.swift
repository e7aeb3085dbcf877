public import Diagnostics
import Glibc

/// Makes files and names in a folder durable, in the order in which a commit needs them.
public enum DurableFolder {
  /// Waits until all files of a folder, and then their names, are on the disk.
  ///
  /// - Throws: `.diskFull`, `.outputFailed`, `.permission`.
  public static func synchronise(_ folder: String, files: [String]) throws(TiankanError) {
    for name in files { try synchronise("\(folder)/\(name)") }
    try synchronise(folder)
  }

  /// Waits until a file or the names in a folder are on the disk.
  public static func synchronise(_ path: String) throws(TiankanError) {
    let opened = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else { throw LocalFile.error(errno, writing: path) }
    defer { close(opened) }
    // Folders of some network file systems cannot be synchronised.
    guard fsync(opened) == 0 || errno == EINVAL else {
      throw LocalFile.error(errno, writing: path)
    }
  }

  /// Puts a small text in the place of a file, durably and at once.
  public static func replace(_ path: String, with text: String) throws(TiankanError) {
    var file = TemporaryFile(for: path, suffix: ".part")
    let bytes = Array(text.utf8)
    let opened = unsafe open(file.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard opened >= 0 else { throw LocalFile.error(errno, writing: path) }
    let written = unsafe bytes.withUnsafeBytes { raw in
      // SAFETY: the buffer holds `raw.count` bytes.
      unsafe write(opened, raw.baseAddress, raw.count)
    }
    let number = errno
    close(opened)
    guard written == bytes.count else {
      throw LocalFile.error(written < 0 ? number : ENOSPC, writing: path)
    }
    try file.publish()
  }
}
