import Diagnostics
import Glibc

/// What the operating system knows of a path before a library is asked.
enum LocalFile {
  /// Whether the name is a plain path of this machine, not a `/vsi…` path, connection string or subdataset.
  static func isPlain(_ name: String) -> Bool {
    if name.hasPrefix("/vsi") { return false }
    if name.hasPrefix("/") || name.hasPrefix("./") || name.hasPrefix("../") { return true }
    // "PG:host=…", "NETCDF:file.nc:ndvi", "{…}" and "<VRTDataset>" are not paths.
    return !name.contains(":") && !name.hasPrefix("{") && !name.hasPrefix("<")
  }

  /// Throws `.notFound` or `.permission` where a plain path cannot be read, `.corrupt` where the file is empty.
  static func checkReadable(_ name: String) throws(TiankanError) {
    guard isPlain(name) else { return }
    var status = stat()
    guard unsafe stat(name, &status) == 0 else { throw error(errno, reading: name) }
    guard unsafe access(name, R_OK) == 0 else { throw error(errno, reading: name) }
    if status.st_mode & S_IFMT == S_IFREG, status.st_size == 0 {
      throw TiankanError(.corrupt, "the file is empty; fetch it again", subject: name)
    }
  }

  /// Throws where a file cannot be created or replaced at the path: its folder is missing or not writable, or the
  /// path is a folder.
  static func checkWritable(_ path: String) throws(TiankanError) {
    let folder = folder(of: path)
    var status = stat()
    guard unsafe stat(folder, &status) == 0 else {
      if errno == ENOENT {
        throw TiankanError(
          .notFound, "the folder of the output does not exist; create it", subject: folder)
      }
      throw error(errno, writing: path)
    }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw error(ENOTDIR, writing: path) }
    guard unsafe access(folder, W_OK | X_OK) == 0 else { throw error(errno, writing: path) }
    if unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw error(EISDIR, writing: path)
    }
  }

  /// The bytes that this user may still write to the file system of a path's folder; `nil` if unknown.
  static func freeBytes(beside path: String) -> UInt64? {
    var status = statvfs()
    guard unsafe statvfs(folder(of: path), &status) == 0 else { return nil }
    return UInt64(status.f_bavail) * UInt64(status.f_frsize)
  }

  /// Whether a plain path lies on a file system without room for even the smallest file of a database.
  static func isDiskFull(at path: String) -> Bool {
    guard isPlain(path), let free = freeBytes(beside: path) else { return false }
    return free < 1 << 16
  }

  /// The folder part of a path; `.` where it has none.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The last part of a path.
  static func name(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return path }
    return String(path[path.index(after: slash)...])
  }

  /// The error for a failed system call on a file that is read.
  static func error(_ number: Int32, reading path: String) -> TiankanError {
    switch number {
    case ENOENT, ENOTDIR:
      TiankanError(.notFound, "there is no such file; check the path", subject: path)
    case EACCES, EPERM:
      TiankanError(
        .permission, "the file may not be read by this user; check its permissions", subject: path)
    default:
      TiankanError(
        .corrupt, "the file cannot be read; check the disk", subject: path, cause: text(number))
    }
  }

  /// The error for a failed system call on a file that is written.
  static func error(_ number: Int32, writing path: String) -> TiankanError {
    switch number {
    case ENOSPC, EDQUOT:
      TiankanError(.diskFull, "the disk is full; free some space and run again", subject: path)
    case EACCES, EPERM, EROFS:
      TiankanError(
        .permission, "the output may not be written by this user; check the folder's permissions",
        subject: path, cause: text(number))
    case EISDIR:
      TiankanError(.usage, "the output is a folder; name a file", subject: path)
    default:
      TiankanError(
        .outputFailed, "the output cannot be written; check the path", subject: path,
        cause: text(number))
    }
  }

  private static func text(_ number: Int32) -> String {
    // SAFETY: strerror returns a constant string on glibc for known numbers.
    unsafe copiedString(strerror(number)) ?? "error \(number)"
  }
}
