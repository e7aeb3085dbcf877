import Diagnostics
import Glibc

/// A boundary argument taken apart: the file, folder or database, and the layer behind `#`.
struct BoundaryArgument: Equatable {
  /// What GDAL opens.
  var source: String
  /// The layer, where the argument picks one.
  var layer: String?

  /// Splits at the last `#`, unless a file of the whole name exists.
  init(_ argument: String) {
    var status = stat()
    let exists = unsafe stat(argument, &status) == 0
    guard !exists, let mark = argument.lastIndex(of: "#") else {
      source = argument
      return
    }
    source = String(argument[..<mark])
    let name = argument[argument.index(after: mark)...]
    layer = name.isEmpty ? nil : String(name)
  }

  /// Whether the source is a PostgreSQL database.
  var isDatabase: Bool {
    ["PG:", "postgresql://", "postgres://"].contains {
      source.lowercased().hasPrefix($0.lowercased())
    }
  }

  /// The name GDAL knows the source by.
  var connection: String {
    // GDAL knows `postgresql://` only.
    source.hasPrefix("postgres://") ? "postgresql://" + source.dropFirst(11) : source
  }

  /// The source and layer for messages, without passwords.
  var subject: String {
    var text = isDatabase ? Self.withoutPassword(source) : source
    if let layer { text += "#\(layer)" }
    return text
  }

  /// Replaces the password of a connection string or address with `***`.
  static func withoutPassword(_ source: String) -> String {
    var text = source
    if let scheme = text.firstRange(of: "://") {
      let rest = text[scheme.upperBound...]
      let authority = rest.prefix { $0 != "/" && $0 != "?" }
      if let at = authority.lastIndex(of: "@"), let colon = authority[..<at].firstIndex(of: ":") {
        text.replaceSubrange(text.index(after: colon)..<at, with: "***")
      }
    }
    while let found = text.firstRange(of: #/(?i)password\s*=\s*(?!\*\*\*)('[^']*'|[^\s&'"]*)/#) {
      text.replaceSubrange(found, with: "password=***")
    }
    return text
  }
}
