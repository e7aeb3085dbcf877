public import Diagnostics
import Foundation

/// SHA-256 of files and folders, in hexadecimal digits.
public enum Checksum {
  /// The name of the list of checksums in a folder, in the form of `sha256sum`.
  public static let listName = "SHA256SUMS"

  /// Lists all files below a folder but the list itself, by path, one `digest  path` a line.
  ///
  /// - Throws: `.notFound` for a missing folder, `.corrupt` for a file that cannot be read.
  public static func list(of folder: String) throws(TiankanError) -> String {
    var lines = ""
    for path in try files(below: folder) where path != listName {
      guard let data = FileManager.default.contents(atPath: "\(folder)/\(path)") else {
        throw TiankanError(
          .corrupt, "the file cannot be read; check the disk", subject: "\(folder)/\(path)")
      }
      lines += "\(SHA256.of(data))  \(path)\n"
    }
    return lines
  }

  /// The files below a folder, by path relative to it, byte by byte.
  public static func files(below folder: String) throws(TiankanError) -> [String] {
    let names: [String]
    do {
      names = try FileManager.default.subpathsOfDirectory(atPath: folder)
    } catch {
      throw TiankanError(
        .notFound, "the folder is not there; restore it from a copy", subject: folder,
        cause: "\(error)")
    }
    return names.filter { name in
      let attributes = try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
      return attributes?[.type] as? FileAttributeType != .typeDirectory
    }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
