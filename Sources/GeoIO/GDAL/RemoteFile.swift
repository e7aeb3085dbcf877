import CGDAL
import Diagnostics
import Foundation
import Glibc

/// Files and folders behind GDAL's `/vsi…` names: object stores, web servers, archives.
enum RemoteFile {
  /// The largest text file that is fetched as a whole: product metadata has a few megabytes at most.
  private static let textByteLimit = 64 << 20

  /// Whether the path is one of GDAL's virtual names.
  static func isRemote(_ path: String) -> Bool { path.hasPrefix("/vsi") }

  /// Whether the path is a folder; in an object store, whether anything lies below it.
  ///
  /// Web servers (`/vsicurl/`) do not list folders, and are not asked.
  ///
  /// - Throws: `.notFound` where there is nothing; `.permission` where the server denies access.
  static func isFolder(_ path: String) throws(TiankanError) -> Bool {
    let log = GDALErrorLog()
    if !path.hasPrefix("/vsicurl/") {
      let hasEntries = log.collect {
        guard let directory = unsafe VSIOpenDir(path, 0, nil) else { return false }
        defer { unsafe VSICloseDir(directory) }
        return unsafe VSIGetNextDirEntry(directory) != nil
      }
      if hasEntries { return true }
    }
    let isFile = log.collect {
      guard let file = unsafe VSIFOpenL(path, "rb") else { return false }
      return unsafe VSIFCloseL(file) == 0
    }
    guard isFile else { throw log.error("look up the path", on: path, failure: .notFound) }
    return false
  }

  /// The names in a folder.
  ///
  /// - Throws: `.notFound` where the server does not list it, as plain web servers do not.
  static func list(_ path: String) throws(TiankanError) -> (files: [String], folders: [String]) {
    var files: [String] = []
    var folders: [String] = []
    let log = GDALErrorLog()
    let isListed = log.collect {
      guard let directory = unsafe VSIOpenDir(path, 0, nil) else { return false }
      defer { unsafe VSICloseDir(directory) }
      // SAFETY: an entry lives until the next call or the closing of its folder; its name is copied at once.
      while let entry = unsafe VSIGetNextDirEntry(directory) {
        let name = unsafe String(cString: entry.pointee.pszName)
        if unsafe mode_t(truncatingIfNeeded: entry.pointee.nMode) & S_IFMT == S_IFDIR {
          folders.append(name)
        } else {
          files.append(name)
        }
      }
      return true
    }
    guard isListed else {
      throw TiankanError(
        .notFound,
        "the folder cannot be listed; name single files, or the items of a catalog", subject: path,
        cause: log.summary)
    }
    return (files, folders)
  }

  /// The bytes of a small file.
  ///
  /// - Throws: `.notFound`, `.permission`, `.corrupt` where it cannot be read to its end or is larger than 64 MB.
  static func contents(_ path: String) throws(TiankanError) -> Data {
    var bytes: UnsafeMutablePointer<GByte>?
    var count: vsi_l_offset = 0
    let log = GDALErrorLog()
    let isRead = log.collect {
      unsafe VSIIngestFile(nil, path, &bytes, &count, GIntBig(textByteLimit)) != 0
    }
    defer { unsafe VSIFree(bytes) }
    guard isRead, let start = unsafe bytes else {
      throw log.error("read the file", on: path, failure: .notFound)
    }
    // SAFETY: GDAL says how many bytes it allocated; they are copied before they are freed.
    return unsafe Data(bytes: start, count: Int(count))
  }
}
