public import Diagnostics
import Foundation
import GeoIO
import Geometry
public import Imagery
public import Supervision

/// The project register on disk: a GeoPackage (`register.gpkg`), or a schema of a PostGIS server (`tiankan_register` where none
/// is named).
///
/// Every confirmed import is a revision. Nothing is overwritten: a record that changes gets a further row, and the register
/// of any revision can be read. One writer at a time.
///
/// ```swift
/// let store = try RegisterStore(opening: "register.gpkg", access: .writing)
/// try store.apply(proposal, as: revision)
/// ```
public struct RegisterStore: ~Copyable, Sendable {
  /// The address without its password, for messages.
  public let address: String
  /// The CRS of all outlines.
  public let crs: CoordinateReferenceSystem

  private let database: FeatureDatabase
  private let reference: Int32
  private let lock: LedgerLock?

  /// Opens a register.
  ///
  /// - Throws: `.notFound`; `.unsupportedFormat` for a database that is no register; `.locked` for a second writer; `.permission`,
  ///   `.corrupt`, `.usage` for another kind of address.
  public init(
    opening address: String, access: Ledger.Access = .reading
  ) throws(TiankanError) {
    let place = try Self.place(address)
    var lock: LedgerLock?
    if place.kind == .geoPackage {
      _ = try Self.definition(try FeatureDatabase(opening: place, access: .reading))
      if access == .writing { lock = try LedgerLock(fileBeside: address) }
    }
    let database = try FeatureDatabase(
      opening: place, access: access == .writing ? .writing : .reading)
    if place.kind == .postGIS {
      try database.execute(SQLText("SET search_path TO \(place.schema), public"))
      if access == .writing { lock = try LedgerLock(database) }
    }
    let crs = try CoordinateReferenceSystem(parsing: try Self.definition(database))
    self.init(database, lock, crs, try Self.reference(in: database))
  }

  private init(
    _ database: FeatureDatabase, _ lock: LedgerLock?, _ crs: CoordinateReferenceSystem,
    _ reference: Int32
  ) {
    self.database = database
    self.lock = lock
    self.crs = crs
    self.reference = reference
    address = database.address.subject
  }

  /// A register whose database is open.
  private static func opened(
    _ database: FeatureDatabase, _ lock: LedgerLock?
  ) throws(TiankanError) -> RegisterStore {
    let crs = try CoordinateReferenceSystem(parsing: try definition(database))
    return RegisterStore(database, lock, crs, try reference(in: database))
  }

  /// Creates an empty register and opens it for writing.
  ///
  /// - Throws: `.duplicate` where there is something; `.notFound` for a missing folder, `.permission`, `.diskFull`.
  public static func create(
    at address: String, crs: CoordinateReferenceSystem
  ) throws(TiankanError) -> RegisterStore {
    let place = try Self.place(address)
    guard try !exists(at: address) else {
      throw TiankanError(.duplicate, "there is something already; open it", subject: place.subject)
    }
    switch place.kind {
    case .geoPackage:
      let lock = try LedgerLock(fileBeside: address)
      try RegisterCreation.file(place, crs)
      return try opened(try FeatureDatabase(opening: place, access: .writing), lock)
    case .postGIS:
      let database = try FeatureDatabase(opening: place, access: .writing)
      let lock = try LedgerLock(database)
      try RegisterCreation.schema(database, crs)
      return try opened(database, lock)
    }
  }

  /// Whether something is at the address.
  public static func exists(at address: String) throws(TiankanError) -> Bool {
    let place = try Self.place(address)
    switch place.kind {
    case .geoPackage: return FileManager.default.fileExists(atPath: address)
    case .postGIS:
      let database = try FeatureDatabase(opening: place, access: .reading)
      var statement = SQLText(
        "SELECT count(*) AS n FROM information_schema.tables WHERE table_name = 'register_meta' AND table_schema = "
      )
      try statement.append(text: place.schema)
      return try database.rows(statement) { row throws(TiankanError) in row.integer(0) } == [1]
    }
  }

  private static func place(_ address: String) throws(TiankanError) -> DatabaseAddress {
    try DatabaseAddress(address, defaultSchema: "tiankan_register")
  }

  /// The definition of the CRS; throws where the database is no register.
  private static func definition(_ database: FeatureDatabase) throws(TiankanError) -> String {
    let subject = database.address.subject
    let entries: [(String, String)]
    do throws(TiankanError) {
      let prefix = database.address.kind == .postGIS ? "\(database.address.schema)." : ""
      entries = try database.rows(SQLText("SELECT name, value FROM \(prefix)register_meta")) {
        row throws(TiankanError) in (row.text(0), row.text(1))
      }
    } catch {
      throw TiankanError(
        .unsupportedFormat, "this is no project register; create one with tiankan register import",
        subject: subject, cause: error.cause)
    }
    let meta = Dictionary(entries) { $1 }
    guard meta["format"] == "tiankan-register \(RegisterCreation.version)", let crs = meta["crs"]
    else {
      throw TiankanError(
        .unsupportedFormat,
        "the register is of the form “\(meta["format"] ?? "")”, which this program does not know",
        subject: subject)
    }
    return crs
  }

  private static func reference(in database: FeatureDatabase) throws(TiankanError) -> Int32 {
    var statement: SQLText
    switch database.address.kind {
    case .geoPackage:
      statement = SQLText(
        "SELECT srs_id FROM gpkg_geometry_columns WHERE table_name = 'register_plot'")
    case .postGIS:
      statement = SQLText(
        "SELECT srid FROM geometry_columns WHERE f_table_name = 'register_plot' AND f_table_schema = "
      )
      try statement.append(text: database.address.schema)
    }
    let found = try database.rows(statement) { row throws(TiankanError) in row.integer(0) }
    guard let number = found.first.flatMap(Int32.init(exactly:)) else {
      throw TiankanError(
        .corrupt, "the register's table of plots is damaged; restore a copy",
        subject: database.address.subject)
    }
    return number
  }
}

// Reading.
extension RegisterStore {
  /// The number of the last revision; 0 for an empty register.
  public borrowing func revision() throws(TiankanError) -> Int {
    try database.rows(
      SQLText("SELECT COALESCE(MAX(revision), 0) AS n FROM register_revision")
    ) { row throws(TiankanError) in Int(row.integer(0)) }.first ?? 0
  }

  /// The register as it stood at a revision.
  ///
  /// - Parameter number: The revision; nil for the last.
  /// - Throws: `.notFound` for a revision that does not exist; `.corrupt`.
  public borrowing func read(revision number: Int? = nil) throws(TiankanError) -> Register {
    let last = try revision()
    let wanted = number ?? last
    guard (0...last).contains(wanted) else {
      throw TiankanError(
        .notFound, "there is no revision \(wanted); the last one is \(last)", subject: address)
    }
    var register = Register(crs: crs, revision: wanted)
    for kind in RegisterKind.allCases {
      for record in try rows(
        kind,
        where: "from_revision <= \(wanted) AND (to_revision = 0 OR to_revision >= \(wanted))")
      {
        register[record.record.key] = record.record
      }
    }
    return register
  }

  /// All versions of a record, oldest first, with the revisions in which they hold; 0 where one still does.
  public borrowing func history(
    of key: RegisterRecord.Key
  ) throws(TiankanError) -> [(record: RegisterRecord, from: Int, to: Int)] {
    var condition = SQLText("record_id = ")
    try condition.append(text: key.id)
    return try rows(key.kind, where: String(decoding: condition.bytes, as: UTF8.self))
      .sorted { $0.from < $1.from }
  }

  private borrowing func rows(
    _ kind: RegisterKind, where condition: String
  ) throws(TiankanError) -> [(record: RegisterRecord, from: Int, to: Int)] {
    let columns = kind.columns
    let names =
      ["record_id", "from_revision", "to_revision"]
      + columns.map { RegisterTables.column(of: $0.name) }
      + (kind.isSpatial ? ["gross_m2", "geom"] : [])
    let statement = SQLText(
      "SELECT \(names.joined(separator: ", ")) FROM register_\(kind.rawValue) WHERE \(condition) ORDER BY record_id, from_revision"
    )
    let subject = address
    return try database.rows(statement) { row throws(TiankanError) in
      var values: [String: RegisterValue] = [:]
      for (place, column) in columns.enumerated() {
        guard let text = row.textIfAny(3 + place) else { continue }
        guard let value = RegisterValue(stored: text, as: column.content) else {
          throw TiankanError(
            .corrupt, "\(kind.rawValue) \(row.text(0)), \(column.name): damaged; restore a copy",
            subject: subject)
        }
        values[column.name] = value
      }
      var record = RegisterRecord(RegisterRecord.Key(kind, row.text(0)), values: values)
      if kind.isSpatial {
        let outline = try row.area()
        record.outline = outline.isEmpty ? nil : outline
        record.gross = row.textIfAny(3 + columns.count).flatMap(Double.init).flatMap {
          LandArea(squareMetres: $0)
        }
      }
      return (record, Int(row.integer(1)), Int(row.integer(2)))
    }
  }

  /// The revisions, oldest first.
  public borrowing func revisions() throws(TiankanError) -> [RegisterRevision] {
    let subject = address
    return try database.rows(
      SQLText(
        "SELECT \(RegisterTables.revision.columnList) FROM register_revision ORDER BY revision")
    ) { row throws(TiankanError) in
      RegisterRevision(
        number: Int(row.integer(0)), time: row.text(1), person: row.text(2), program: row.text(3),
        code: row.text(4), sources: try Self.texts(row.text(5), subject),
        ruleSets: try Self.texts(row.text(6), subject), added: Int(row.integer(7)),
        changed: Int(row.integer(8)), withdrawn: Int(row.integer(9)),
        refused: Int(row.integer(10)))
    }
  }

  private static func texts(
    _ json: String, _ subject: String
  ) throws(TiankanError) -> [String: String] {
    do {
      return try JSONDecoder().decode([String: String].self, from: Data(json.utf8))
    } catch {
      throw TiankanError(
        .corrupt, "a text of the register is damaged; restore a copy", subject: subject,
        cause: "\(error)")
    }
  }
}

// Writing.
extension RegisterStore {
  /// Makes a proposal the next revision, in one transaction.
  ///
  /// - Throws: `.usage` where the register has changed since the proposal was made; errors of writing. The register is then as it
  ///   was.
  public borrowing func apply(
    _ proposal: RegisterProposal, as info: RegisterRevision
  ) throws(TiankanError) {
    try database.begin()
    do throws(TiankanError) {
      let last = try revision()
      guard last == proposal.base.revision else {
        throw TiankanError(
          .usage, "the register is at revision \(last) by now; make the proposal again",
          subject: address)
      }
      let next = last + 1
      for key in proposal.changed.map(\.key) + proposal.withdrawn {
        var statement = SQLText(
          "UPDATE register_\(key.kind.rawValue) SET to_revision = \(last) WHERE to_revision = 0 AND record_id = "
        )
        try statement.append(text: key.id)
        try database.execute(statement)
      }
      let fresh = Set(proposal.added + proposal.changed.map(\.key))
      for kind in RegisterKind.allCases {
        let records = proposal.result.all(kind).filter { fresh.contains($0.key) }
        try insert(records, kind, from: next)
      }
      try insert(info, number: next)
      try database.commit()
    } catch {
      try? database.rollback()
      throw error
    }
  }

  private borrowing func insert(
    _ records: [RegisterRecord], _ kind: RegisterKind, from revision: Int
  ) throws(TiankanError) {
    var rows = RowInserter(RegisterTables.table(of: kind), database, reference: reference)
    for record in records {
      rows.beginRow()
      try rows.add(record.id)
      rows.add(revision)
      rows.add(0)
      for column in kind.columns { try rows.add(record.values[column.name].map { "\($0)" }) }
      if kind.isSpatial {
        try rows.add(record.gross.map { "\($0)" })
        rows.add(record.outline ?? MultiPolygon([]))
      }
      rows.endRow()
      if rows.isFull { try rows.flush() }
    }
    try rows.flush()
  }

  private borrowing func insert(
    _ info: RegisterRevision, number: Int
  ) throws(TiankanError) {
    func object(_ texts: [String: String]) -> String {
      LedgerJSON.object(
        texts.sorted { $0.key < $1.key }.map { ($0.key, LedgerJSON.quoted($0.value)) })
    }
    var rows = RowInserter(RegisterTables.revision, database, reference: reference)
    rows.beginRow()
    rows.add(number)
    for text in [info.time, info.person, info.program, info.code] { try rows.add(text) }
    try rows.add(object(info.sources))
    try rows.add(object(info.ruleSets))
    for count in [info.added, info.changed, info.withdrawn, info.refused] { rows.add(count) }
    rows.endRow()
    try rows.flush()
  }
}
