public import Diagnostics
import Foundation
import Glibc

/// Makes files, folders and their names durable, in the order in which a commit needs them: filled under a temporary name,
/// flushed, then renamed.
public enum DurableFolder {
  /// Makes an empty folder, in place of one that an earlier attempt left.
  ///
  /// - Throws: `.permission`, `.diskFull`, `.outputFailed`.
  public static func make(_ path: String) throws(TiankanError) {
    do {
      if FileManager.default.fileExists(atPath: path) {
        try FileManager.default.removeItem(atPath: path)
      }
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw TiankanError(
        .outputFailed, "the folder cannot be made; check its permissions", subject: path,
        cause: "\(error)")
    }
  }

  /// Puts everything in a folder on the disk: files, folders, and the folder's own name.
  ///
  /// - Throws: `.diskFull`, `.permission`, `.outputFailed`.
  public static func synchronise(everythingIn path: String) throws(TiankanError) {
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
    for name in names { try synchronise("\(path)/\(name)") }
    try synchronise(path)
    try synchronise(PathText.folder(of: path))
  }

  /// Gives a folder its name and puts the name on the disk.
  ///
  /// - Throws: `.outputFailed` where something is at the place.
  public static func rename(_ temporary: String, to path: String) throws(TiankanError) {
    guard unsafe Glibc.rename(temporary, path) == 0 else {
      throw LocalFile.error(errno, writing: path)
    }
    try synchronise(PathText.folder(of: path))
  }

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
