public import Diagnostics
import Foundation
import Glibc

/// A folder that appears complete or not at all: filled under a temporary name, flushed, then renamed.
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
  public static func synchronise(_ path: String) throws(TiankanError) {
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
    for name in names { try flush("\(path)/\(name)") }
    try flush(path)
    try flush(PathText.folder(of: path))
  }

  /// Gives a folder its name and puts the name on the disk.
  ///
  /// - Throws: `.outputFailed` where something is at the place.
  public static func rename(_ temporary: String, to path: String) throws(TiankanError) {
    guard unsafe Glibc.rename(temporary, path) == 0 else {
      throw LocalFile.error(errno, writing: path)
    }
    try flush(PathText.folder(of: path))
  }

  private static func flush(_ path: String) throws(TiankanError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw LocalFile.error(errno, writing: path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw LocalFile.error(errno, writing: path) }
  }
}
