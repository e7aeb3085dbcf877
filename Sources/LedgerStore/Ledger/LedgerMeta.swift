import Diagnostics
import GeoIO
import Imagery

/// What a ledger says about itself in its table `meta`.
struct LedgerMeta {
  /// What marks a database as a ledger.
  static let product = "tiankan-ledger"
  /// The version of the tables that this program writes and reads.
  static let schemaVersion = 3

  var grid: Grid
  var generation: Int
  /// The version of the tables as they are.
  private(set) var version = Self.schemaVersion

  /// The rows of the table.
  var rows: [(name: String, value: String)] {
    [
      ("product", Self.product), ("schema_version", "\(Self.schemaVersion)"),
      ("generation", "\(generation)"), ("crs_wkt", grid.crs.wkt),
      ("crs_code", grid.crs.authorityCode ?? ""), ("crs_name", grid.crs.name),
      ("crs_kind", grid.crs.kind.rawValue), ("origin_x", "\(grid.originX)"),
      ("origin_y", "\(grid.originY)"), ("pixel_width", "\(grid.pixelWidth)"),
      ("pixel_height", "\(grid.pixelHeight)"), ("columns", "\(grid.columns)"),
      ("rows", "\(grid.rows)"),
    ]
  }

  /// Reads and checks the table.
  ///
  /// - Throws: `.unsupportedFormat` for a database that is no ledger or of a newer program, `.corrupt`.
  init(_ database: FeatureDatabase) throws(TiankanError) {
    let subject = database.address.subject
    guard try Self.isThere(database) else { throw Self.foreign(subject) }
    let pairs = try database.rows(SQLText("SELECT name, value FROM meta")) {
      row throws(TiankanError) in (row.text(0), row.text(1))
    }
    let values = Dictionary(pairs) { first, _ in first }
    guard values["product"] == Self.product else { throw Self.foreign(subject) }
    guard let version = values["schema_version"].flatMap(Int.init) else {
      throw Self.damaged(subject)
    }
    guard version <= Self.schemaVersion else {
      throw TiankanError(
        .unsupportedFormat,
        "the ledger is of version \(version) and this program knows up to \(Self.schemaVersion); use the newer program",
        subject: subject)
    }
    func number(_ name: String) throws(TiankanError) -> Double {
      guard let value = values[name].flatMap(Double.init), value.isFinite else {
        throw Self.damaged(subject)
      }
      return value
    }
    guard let generation = values["generation"].flatMap(Int.init), let wkt = values["crs_wkt"],
      let kind = values["crs_kind"].flatMap(CoordinateReferenceSystem.Kind.init),
      let columns = values["columns"].flatMap(Int.init), let rows = values["rows"].flatMap(Int.init)
    else { throw Self.damaged(subject) }
    let code = values["crs_code"] ?? ""
    let width = try number("pixel_width")
    let height = try number("pixel_height")
    guard width > 0, height > 0, columns > 0, rows > 0 else { throw Self.damaged(subject) }
    grid = Grid(
      crs: CoordinateReferenceSystem(
        wkt: wkt, authorityCode: code.isEmpty ? nil : code, name: values["crs_name"] ?? "",
        kind: kind), originX: try number("origin_x"), originY: try number("origin_y"),
      pixelWidth: width, pixelHeight: height, columns: columns, rows: rows)
    self.generation = generation
    self.version = version
  }

  /// A new ledger's.
  init(grid: Grid) {
    self.grid = grid
    generation = 0
  }

  /// Whether there is a table of that name.
  static func isThere(_ database: FeatureDatabase) throws(TiankanError) -> Bool {
    var statement: SQLText
    switch database.address.kind {
    case .geoPackage:
      statement = SQLText("SELECT count(*) AS n FROM sqlite_master WHERE name = 'meta'")
    case .postGIS:
      statement = SQLText(
        "SELECT count(*) AS n FROM information_schema.tables WHERE table_name = 'meta' AND table_schema = "
      )
      try statement.append(text: database.address.schema)
    }
    return try database.rows(statement) { row throws(TiankanError) in row.integer(0) }.first == 1
  }

  private static func foreign(_ subject: String) -> TiankanError {
    TiankanError(
      .unsupportedFormat, "this is no ledger of tiankan; give another address", subject: subject)
  }

  private static func damaged(_ subject: String) -> TiankanError {
    TiankanError(
      .corrupt, "the table meta of the ledger is damaged; restore a copy", subject: subject)
  }
}
