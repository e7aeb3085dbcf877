public import Diagnostics

/// Where a database of features is: a GeoPackage file, or a schema of a PostGIS server.
public struct DatabaseAddress: Hashable, Sendable {
  /// The kind of store.
  public enum Kind: String, Hashable, Sendable {
    /// An OGC GeoPackage, a file.
    case geoPackage
    /// A schema of a PostgreSQL database with PostGIS.
    case postGIS
  }

  /// The kind of store.
  public let kind: Kind
  /// The schema of the server that holds the tables; empty for a file.
  public let schema: String
  /// The address for messages, without its password.
  public let subject: String

  /// What GDAL opens.
  let connection: String

  /// Takes an address apart: a path that ends in `.gpkg`, or `postgresql://user@host/database?schema=NAME`.
  ///
  /// - Parameters:
  ///   - text: The address.
  ///   - defaultSchema: The schema where the address names none.
  /// - Throws: `.usage` for anything else, and for a schema that is not a plain lower-case name.
  public init(_ text: String, defaultSchema: String) throws(TiankanError) {
    let argument = BoundaryArgument(text)
    guard argument.isDatabase else {
      guard text.lowercased().hasSuffix(".gpkg") else {
        throw TiankanError(
          .usage, "this is no address of a ledger; give a file .gpkg or postgresql://…",
          subject: text)
      }
      (kind, schema, subject, connection) = (.geoPackage, "", text, text)
      return
    }
    var source = BoundaryArgument(text).connection
    guard source.hasPrefix("postgresql://") else {
      throw TiankanError(
        .usage, "give the database in the form postgresql://user@host/database",
        subject: argument.subject)
    }
    var schema = defaultSchema
    if let mark = source.firstIndex(of: "?") {
      var rest: [Substring] = []
      for part in source[source.index(after: mark)...].split(separator: "&") {
        if part.hasPrefix("schema=") {
          schema = String(part.dropFirst(7))
        } else {
          rest.append(part)
        }
      }
      source = source[..<mark] + (rest.isEmpty ? "" : "?" + rest.joined(separator: "&"))
    }
    let isPlain = schema.wholeMatch(of: #/[a-z_][a-z0-9_]{0,62}/#) != nil
    guard isPlain, !schema.hasPrefix("pg_"), schema != "public" else {
      throw TiankanError(
        .usage, "“\(schema)” cannot be the ledger's schema; use lower-case letters, digits and _",
        subject: argument.subject)
    }
    (kind, connection) = (.postGIS, source)
    self.schema = schema
    subject = BoundaryArgument.withoutPassword(source)
  }
}
