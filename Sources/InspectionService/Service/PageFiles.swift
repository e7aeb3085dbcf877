import Diagnostics
import Foundation

/// The files of the page and of Leaflet, read at start into a table: no request is ever looked up in a folder.
struct PageFiles: Sendable {
  /// Where Debian puts Leaflet (libjs-leaflet).
  static let leaflet = "/usr/share/javascript/leaflet"

  private static let types = [
    "html": "text/html; charset=utf-8", "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8", "json": "application/json", "svg": "image/svg+xml",
    "png": "image/png", "ico": "image/x-icon", "txt": "text/plain; charset=utf-8",
    "webmanifest": "application/manifest+json", "woff2": "font/woff2",
  ]

  /// The files, by the path of their address.
  private let files: [String: ByteCache.Item]

  /// Reads the files.
  ///
  /// - Throws: `.installation` where the page or Leaflet is missing.
  init(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    leaflet: String = PageFiles.leaflet
  ) throws(TiankanError) {
    let page = try ResourceFolder.find(
      "page", of: "InspectionService", holding: "index.html", environment: environment)
    var files: [String: ByteCache.Item] = [:]
    try Self.read(page.path, "/page", into: &files)
    guard FileManager.default.fileExists(atPath: "\(leaflet)/leaflet.js") else {
      throw TiankanError(
        .installation, "Leaflet is missing; install Debian's package libjs-leaflet",
        subject: leaflet)
    }
    try Self.read(leaflet, "/leaflet", into: &files)
    self.files = files
  }

  /// The file of an address.
  subscript(path: String) -> ByteCache.Item? { files[path == "/" ? "/page/index.html" : path] }

  private static func read(
    _ folder: String, _ prefix: String, into files: inout [String: ByteCache.Item]
  ) throws(TiankanError) {
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    for name in names.sorted() {
      guard let type = types[(name as NSString).pathExtension.lowercased()] else { continue }
      guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else {
        throw TiankanError(
          .installation, "a file of the page cannot be read", subject: "\(folder)/\(name)")
      }
      files["\(prefix)/\(name)"] = ByteCache.Item(Array(data), type: type)
    }
  }

  /// The addresses.
  var paths: [String] { files.keys.sorted() }
}
