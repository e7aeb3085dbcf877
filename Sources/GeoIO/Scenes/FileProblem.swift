import Diagnostics
import Foundation
import Glibc

/// The errors of text files and folders, from what the system says.
enum FileProblem {
  /// The bytes of a text file, of this machine or behind a `/vsi…` name.
  static func contents(_ path: String) throws(TiankanError) -> Data {
    if RemoteFile.isRemote(path) { return try RemoteFile.contents(path) }
    do {
      return try Data(contentsOf: URL(filePath: path))
    } catch {
      throw reading(path, error)
    }
  }

  /// The error for a text file that could not be read.
  static func reading(_ path: String, _ error: any Error) -> TiankanError {
    var status = stat()
    if unsafe stat(path, &status) != 0 { return LocalFile.error(errno, reading: path) }
    if unsafe access(path, R_OK) != 0 { return LocalFile.error(errno, reading: path) }
    return TiankanError(
      .malformed, "the file cannot be read as UTF-8 text", subject: path, cause: "\(error)")
  }

  /// The error for a folder that could not be listed.
  static func folder(_ path: String, _ number: Int32) -> TiankanError {
    switch number {
    case ENOENT, ENOTDIR:
      TiankanError(.notFound, "there is no such folder; check the path", subject: path)
    case EACCES, EPERM:
      TiankanError(
        .permission, "the folder may not be read by this user; check its permissions",
        subject: path)
    default: LocalFile.error(number, reading: path)
    }
  }
}
