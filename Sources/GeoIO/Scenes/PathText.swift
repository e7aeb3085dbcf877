import Foundation

/// Paths as text: joined, relative and absolute, without asking the file system.
enum PathText {
  /// Joins a folder and a relative path; an absolute path stays as it is.
  static func join(_ folder: String, _ relative: String) -> String {
    if relative.hasPrefix("/") || folder.isEmpty || folder == "." { return relative }
    return folder.hasSuffix("/") ? folder + relative : "\(folder)/\(relative)"
  }

  /// The path without `.`, `..` and doubled slashes, as far as text can tell.
  static func normalized(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") {
      if part == "." { continue }
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else if part != ".." || !path.hasPrefix("/") {
        parts.append(part)
      }
    }
    let joined = parts.joined(separator: "/")
    if path.hasPrefix("/") { return "/" + joined }
    return joined.isEmpty ? "." : joined
  }

  /// The path from the root, relative paths counted from the current folder.
  static func absolute(_ path: String) -> String {
    normalized(join(FileManager.default.currentDirectoryPath, path))
  }

  /// The way from a folder to a file, with `./` or `../` in front.
  static func relative(_ path: String, from folder: String) -> String {
    let target = absolute(path).split(separator: "/")
    let start = absolute(folder).split(separator: "/")
    var common = 0
    while common < min(target.count - 1, start.count), target[common] == start[common] {
      common += 1
    }
    let up = Array(repeating: "..", count: start.count - common)
    let down = target[common...].map(String.init)
    return (up.isEmpty ? ["."] + down : up + down).joined(separator: "/")
  }

  /// The folder part of a path; `.` where it has none.
  static func folder(of path: String) -> String { LocalFile.folder(of: path) }

  /// The last part of a path, whether or not a slash follows it.
  static func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// The name without the last suffix.
  static func stem(of path: String) -> String {
    let name = name(of: path)
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }
}
