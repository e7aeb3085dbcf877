public import Diagnostics
import Foundation
public import GeoIO
import Geometry
public import Imagery
public import Supervision

/// Which tables and layers fill the register, and which of their fields mean what: the mapping file of an import.
///
/// `docs/formats.md` has the keys. Paths are resolved against the folder of the file; unknown keys are errors with file and line.
public struct RegisterMapping: Sendable {
  /// A table or layer.
  public struct Source: Sendable {
    /// The kind of its records.
    public var kind: RegisterKind
    /// The file or database, `PATH[#layer]`.
    public var source: String
    /// The names of fields by column; `id` among them.
    public var fields: [String: String]
    /// Values of columns that all rows share.
    public var constants: [String: String]
    /// Codes for the table's own texts, by column.
    public var values: [String: [String: String]]
    /// The unit of areas; nil where none is stated.
    public var areaUnit: RuleTest.Unit?
    /// What is stated about the layer.
    public var options: BoundaryOptions
    /// Whether the source has all records of its kind.
    public var isComplete: Bool
    /// Whether its rows have outlines; of a table never.
    public var hasOutlines: Bool
    /// The line of the mapping file, for messages.
    public var place: String
  }

  /// The file it was read from.
  public var file: String
  /// The CRS of a register that is created; nil where none is stated.
  public var crs: CoordinateReferenceSystem?
  /// The sources.
  public var sources: [Source]

  private static let units: [String: RuleTest.Unit] = [
    "亩": .mu, "mu": .mu, "m2": .squareMetres, "m²": .squareMetres, "平方米": .squareMetres,
    "ha": .hectares, "公顷": .hectares,
  ]

  /// Reads a mapping file.
  ///
  /// - Throws: `.notFound`, `.permission`; `.usage` for unknown keys and columns, missing ones, and units that are not known.
  public init(reading file: String) throws(TiankanError) {
    do throws(TiankanError) {
      self = try Self.read(try YAMLMapping(file: file))
    } catch  where error.code == .malformed {
      throw TiankanError(.usage, error.message, subject: error.subject, cause: error.cause)
    }
  }

  private init(
    file: String, crs: CoordinateReferenceSystem?, sources: [Source]
  ) {
    self.file = file
    self.crs = crs
    self.sources = sources
  }

  private static func read(_ given: YAMLMapping) throws(TiankanError) -> RegisterMapping {
    var root = given
    let folder = (root.file as NSString).deletingLastPathComponent
    guard try root.integer("version") == 1 else {
      throw root.problem("version", "this program reads version 1")
    }
    let crs = try crs("crs", of: &root)
    let unit = try unit(of: &root)
    let tables = try root.mappings("tables")
    guard !tables.isEmpty else { throw root.problem("tables", "at least one table is needed") }
    var sources: [Source] = []
    for table in tables {
      sources.append(try source(table, folder: folder, areaUnit: unit))
    }
    try root.finish(known: ["version", "crs", "area_unit", "tables"])
    return RegisterMapping(file: root.file, crs: crs, sources: sources)
  }

  private static func crs(
    _ key: String, of mapping: inout YAMLMapping
  ) throws(TiankanError) -> CoordinateReferenceSystem? {
    guard let text = try mapping.text(key) else { return nil }
    do throws(TiankanError) {
      let crs = try CoordinateReferenceSystem(parsing: text)
      guard !crs.isWebMercator else {
        throw TiankanError(.unsuitableCRS, "areas in Web Mercator are wrong; take CGCS2000")
      }
      return crs
    } catch {
      throw mapping.problem(key, error.message)
    }
  }

  private static func unit(of mapping: inout YAMLMapping) throws(TiankanError) -> RuleTest.Unit? {
    guard let text = try mapping.text("area_unit") else { return nil }
    guard let unit = units[text] else {
      throw mapping.problem("area_unit", "\(text) is not known; write 亩, m2 or ha")
    }
    return unit
  }

  private static func source(
    _ given: YAMLMapping, folder: String, areaUnit: RuleTest.Unit?
  ) throws(TiankanError) -> Source {
    var table = given
    let name = try table.required("kind")
    guard let kind = RegisterKind(rawValue: name) else {
      throw given.problem(
        "kind",
        "\(name) is not known; known are \(RegisterKind.allCases.map(\.rawValue).joined(separator: ", "))"
      )
    }
    let path = try table.required("source")
    let isAbsolute = path.hasPrefix("/") || path.contains("://") || path.hasPrefix("PG:")
    let known = ["id"] + kind.columns.map(\.name)
    var fields: [String: String] = [:]
    var constants: [String: String] = [:]
    if var names = try table.mapping("fields") {
      for column in known { if let field = try names.text(column) { fields[column] = field } }
      try names.finish(known: known)
    }
    if var given = try table.mapping("constants") {
      for column in known.dropFirst() {
        if let text = try given.text(column) { constants[column] = text }
      }
      try given.finish(known: Array(known.dropFirst()))
    }
    var values: [String: [String: String]] = [:]
    if var lists = try table.mapping("values") {
      for column in known.dropFirst() {
        guard var texts = try lists.mapping(column) else { continue }
        for text in texts.keys { values[column, default: [:]][text] = try texts.text(text) }
      }
      try lists.finish(known: Array(known.dropFirst()))
    }
    let own = try unit(of: &table)
    let source = Source(
      kind: kind, source: isAbsolute || folder.isEmpty ? path : "\(folder)/\(path)",
      fields: fields, constants: constants, values: values, areaUnit: own ?? areaUnit,
      options: try options(of: &table), isComplete: try table.flag("complete") ?? false,
      hasOutlines: try table.flag("outlines") ?? kind.isSpatial,
      place: "\(given.file):\(given.line)")
    try table.finish(
      known: [
        "kind", "source", "fields", "constants", "values", "area_unit", "datum", "crs", "encoding",
        "complete", "outlines",
      ])
    if let both = fields.keys.filter({ constants[$0] != nil }).min() {
      throw given.problem("constants", "\(both) is a field of the table as well")
    }
    if fields["id"] == nil, kind.derivedIdentifier.isEmpty {
      throw given.problem("fields", "id is missing; say which field identifies a \(name)")
    }
    let hasAreas = kind.columns.contains { $0.content == .area && fields[$0.name] != nil }
    if hasAreas, source.areaUnit == nil {
      throw given.problem("area_unit", "this key is missing; say what areas are in: 亩, m2 or ha")
    }
    return source
  }

  private static func options(
    of table: inout YAMLMapping
  ) throws(TiankanError) -> BoundaryOptions {
    var options = BoundaryOptions()
    if let text = try table.text("datum") {
      guard let datum = PositionDatum(rawValue: text) else {
        throw table.problem("datum", "\(text) is not known; known are wgs84, cgcs2000, gcj02")
      }
      options.datum = datum
    }
    options.crs = try crs("crs", of: &table)
    if let text = try table.text("encoding") {
      guard let encoding = TextEncoding(name: text) else {
        throw table.problem("encoding", "\(text) is not known; write UTF-8 or GB18030")
      }
      options.encoding = encoding
    }
    return options
  }
}
