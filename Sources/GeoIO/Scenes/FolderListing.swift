import Diagnostics
import Foundation
import Glibc

/// The names in a folder, sorted, files and folders apart.
struct FolderListing {
  /// The folder.
  let path: String
  /// The names of the files; links to files count as files.
  let files: [String]
  /// The names of the folders; links to folders count as folders.
  let folders: [String]

  /// Lists a folder; hidden names are left out.
  ///
  /// - Throws: `.notFound` or `.permission`.
  init(_ path: String) throws(TiankanError) {
    if RemoteFile.isRemote(path) {
      let names = try RemoteFile.list(path)
      self.path = path
      files = names.files.filter { !$0.hasPrefix(".") }.sorted()
      folders = names.folders.filter { !$0.hasPrefix(".") }.sorted()
      return
    }
    guard let stream = unsafe opendir(path) else { throw FileProblem.folder(path, errno) }
    defer { unsafe closedir(stream) }
    var files: [String] = []
    var folders: [String] = []
    while let entry = unsafe readdir(stream) {
      // SAFETY: `d_name` is null-terminated and lives until the next readdir on this stream.
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe String(cString: UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self))
      }
      guard !name.hasPrefix(".") else { continue }
      var status = stat()
      // A link to nothing is neither.
      guard unsafe stat("\(path)/\(name)", &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR {
        folders.append(name)
      } else if status.st_mode & S_IFMT == S_IFREG {
        files.append(name)
      }
    }
    self.path = path
    self.files = files.sorted()
    self.folders = folders.sorted()
  }

  /// The paths of all files below the folder, relative to it, down to `depth` levels.
  static func deep(_ path: String, depth: Int) throws(TiankanError) -> [String] {
    let listing = try FolderListing(path)
    var found = listing.files
    guard depth > 0 else { return found }
    for folder in listing.folders {
      for file in try deep("\(path)/\(folder)", depth: depth - 1) {
        found.append("\(folder)/\(file)")
      }
    }
    return found
  }

  /// Whether the path is a folder.
  ///
  /// - Throws: `.notFound` where there is nothing, `.permission` where the path may not be entered.
  static func isFolder(_ path: String) throws(TiankanError) -> Bool {
    if RemoteFile.isRemote(path) { return try RemoteFile.isFolder(path) }
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { throw LocalFile.error(errno, reading: path) }
    return status.st_mode & S_IFMT == S_IFDIR
  }

  /// The device and number of a folder, by which a loop of links is noticed.
  static func identity(_ path: String) -> [UInt]? {
    // Object stores have no links.
    guard !RemoteFile.isRemote(path) else { return nil }
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    return [UInt(status.st_dev), UInt(status.st_ino)]
  }
}
