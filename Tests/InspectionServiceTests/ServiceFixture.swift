import Diagnostics
import Foundation
import GeoIO
import Geometry
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Imagery
import LedgerStore
import Logging
import Monitoring
import NIOCore
import Supervision
import TestSupport
import Testing

@testable import InspectionService

/// A service over a small ledger: two counties with a clue each, one more clue in the first that was issued, one without county.
struct ServiceFixture {
  static let password = "correct horse battery"
  /// The key of the clue of county 350582 that was issued.
  static let issued = "A-construction-20250301-10-20"
  /// The key of its other clue, which was not.
  static let waiting = "A-construction-20250301-40-20"
  /// The key of the clue of county 351128.
  static let foreign = "B-construction-20250301-10-70"
  /// The key of the clue without county.
  static let homeless = "A-abandonment-20250301-80-20"

  let folder: TemporaryFolder
  var settings: ServiceConfiguration

  /// Makes ledger and users.
  init(_ change: (inout ServiceConfiguration) -> Void = { _ in }) throws {
    let folder = try TemporaryFolder()
    self.folder = folder
    try [
      "version: 1", "grid: {crs: EPSG:32650, origin: [400000, 3500000], pixel: 10}", "tiles:",
      "  - {id: A, core: [400000, 3499000, 400500, 3500000]}",
      "  - {id: B, core: [400500, 3499000, 401000, 3500000]}", "scenes: [scenes/]",
      "state: state/", "ledger: ledger.gpkg", "publish: {mode: internal, batches: batches/}",
    ].joined(separator: "\n").write(
      toFile: folder.path("tiankan.yaml"), atomically: true, encoding: .utf8)
    try FileManager.default.createDirectory(
      atPath: folder.path("scenes"), withIntermediateDirectories: true)
    settings = ServiceConfiguration(folder: folder.url.path)
    settings.limits.loginsPerMinute = 1000
    settings.limits.requestsPerMinute = 100_000
    settings.limits.workers = 2
    change(&settings)
    try Self.makeLedger(at: folder.path("ledger.gpkg"))
    try Self.makeUsers(at: settings.users)
  }

  /// One derivation for all tests: it takes as long as it should.
  private static let hash = Result { try PasswordHash(of: password) }

  private static func makeUsers(at path: String) throws {
    var users = UsersFile()
    let hash = try hash.get()
    for (name, role, counties) in [
      ("viewer", Role.viewer, ["350582"]), ("inspector", .inspector, ["350582"]),
      ("stranger", .inspector, ["351128"]), ("reviewer", .reviewer, nil),
      ("admin", .administrator, nil),
    ] as [(String, Role, [String]?)] {
      try users.put(
        Account(name: name, role: role, counties: counties.map(Set.init), password: hash))
    }
    try users.write(to: path)
  }

  /// Adds a token and returns the header that presents it.
  func token(_ name: String, expires: Date = .now.addingTimeInterval(3600)) throws -> HTTPFields {
    var users = try UsersFile(reading: settings.users)
    let token = try users.addToken(to: name, label: "test", expires: expires)
    try users.write(to: settings.users)
    return [.authorization: "Bearer \(token)"]
  }

  static var grid: Grid {
    get throws {
      Grid(
        crs: try CoordinateReferenceSystem(parsing: "EPSG:32650"), originX: 400_000,
        originY: 3_500_000, pixelWidth: 10, pixelHeight: 10, columns: 100, rows: 100)
    }
  }

  static func square(column: Int, row: Int, side: Int = 10) -> MultiPolygon {
    let x = 400_000 + Double(column) * 10
    let y = 3_500_000 - Double(row) * 10
    let size = Double(side) * 10
    return MultiPolygon([
      Polygon(
        exterior: LinearRing([
          Coordinate(x: x, y: y), Coordinate(x: x, y: y - size),
          Coordinate(x: x + size, y: y - size), Coordinate(x: x + size, y: y),
          Coordinate(x: x, y: y),
        ]), holes: [])
    ])
  }

  static func clue(
    _ tile: String, _ kind: ClueKind, row: Int, column: Int, county: String?
  ) -> MonitoredClue {
    let date = CalendarDate("2025-03-01") ?? CalendarDate(dayNumber: 0)
    var clue = MonitoredClue(
      key: ClueKey(tile: tile, kind: kind, firstDate: date, row: row, column: column),
      detectionState: .confirmed, finding: kind.rawValue, firstDate: date, lastDate: date,
      pixelCount: 100, squareMetres: 9996, outline: square(column: column, row: row),
      position: Coordinate(x: 115.95, y: 31.63), priority: .second, ruleSet: "built 1")
    clue.confirmedDate = date
    clue.county = county
    return clue
  }

  static func unit(_ id: String, county: String, column: Int) -> LandUnitRow {
    LandUnitRow(
      layer: "cropland", id: id, name: "<b>地块</b>", version: "2025", tile: "A", county: county,
      grossSquareMetres: 9996, netSquareMetres: nil, purePixels: 60, attributes: [],
      outline: square(column: column, row: 10))
  }

  static var clues: [MonitoredClue] {
    [
      clue("A", .construction, row: 10, column: 20, county: "350582"),
      clue("A", .construction, row: 40, column: 20, county: "350582"),
      clue("B", .construction, row: 10, column: 70, county: "351128"),
      clue("A", .abandonment, row: 80, column: 20, county: nil),
    ]
  }

  static func commit(_ ledger: borrowing Ledger, _ clues: [MonitoredClue]) throws {
    let run = LedgerRun(
      started: "2026-01-02T03:04:05Z", program: "tiankan test", configurationHash: "0")
    try ledger.commit(run: run) { (transaction: inout LedgerTransaction) throws(TiankanError) in
      for clue in clues { try transaction.append(clue) }
      try transaction.append(unit("P-1", county: "350582", column: 20))
      try transaction.append(unit("P-2", county: "351128", column: 70))
    }
  }

  private static func makeLedger(at path: String) throws {
    let ledger = try Ledger.create(at: path, grid: grid)
    try commit(ledger, clues)
    let number = try #require(try ledger.clue(issued).publicNumber)
    guard let batch = BatchNumber("350582-2026-001"), let day = CalendarDate("2026-12-31") else {
      return
    }
    try ledger.issue(
      BatchRow(
        number: batch, issued: "2026-01-03T00:00:00Z", deadline: day, gridCell: "东村",
        responsible: "李四",
        entries: [
          BatchEntry(
            key: issued, number: number, priority: "P2", cell: "东村", responsible: "李四")
        ], snapshotHash: "0", generation: 1, isTrial: false, heldBack: 0))
  }

  /// The server.
  func server() throws -> InspectionServer {
    // Requests carry their ids in the logger's metadata, so it has to be one that keeps any.
    var logger = Logger(label: "test") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = .critical
    return try InspectionServer(
      area: Configuration(reading: folder.path("tiankan.yaml")), configuration: settings,
      version: "test", logger: logger)
  }

  /// Runs `body` with a client of a running server that has read the ledger.
  func run(
    _ body: @escaping @Sendable (any TestClientProtocol) async throws -> Void
  ) async throws {
    let server = try server()
    defer { server.desk.close() }
    try await server.application { _ in }.test(.router) { client in
      await server.desk.watch.look()
      try await body(client)
    }
  }
}

extension TestClientProtocol {
  /// Sends a request.
  func send(
    _ method: HTTPRequest.Method = .get, _ path: String, _ headers: HTTPFields = [:],
    json: String? = nil
  ) async throws -> TestResponse {
    var headers = headers
    if json != nil, headers[.contentType] == nil { headers[.contentType] = "application/json" }
    return try await execute(
      uri: path, method: method, headers: headers, body: json.map { ByteBuffer(string: $0) })
  }

  /// Logs in; returns the fields that a browser's page would send.
  func logIn(
    _ name: String, password: String = ServiceFixture.password
  ) async throws -> HTTPFields {
    let response = try await send(
      .post, "/api/login", json: "{\"user\": \"\(name)\", \"password\": \"\(password)\"}")
    try #require(response.status == .ok, "\(response.text)")
    let cookie = try #require(response.headers[.setCookie]?.split(separator: ";").first)
    let csrf = try #require(try response.object()["csrf"] as? String)
    return [.cookie: String(cookie), .csrfToken: csrf]
  }
}

extension TestResponse {
  var text: String { String(buffer: body) }

  func object() throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(body.readableBytesView)) as? [String: Any],
      "\(text)")
  }
}
