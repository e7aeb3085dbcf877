import Crypto
import Foundation
import HTTPTypes
import HummingbirdTesting
import LedgerStore
import TestSupport
import Testing

@testable import InspectionService

/// What lies between roles, between counties, and between those who are known and those who are not: every route, every step.
@Suite struct BoundaryTests {
  /// What anybody may ask for; `/metrics` looks at the visitor itself.
  private static let open: Set<String> = [
    "page", "logIn", "isAlive", "isReady", "readMetrics", "describeService",
  ]

  /// A path of a route with something in the place of each parameter.
  private static func example(_ path: String) -> String {
    path.replacing(#/\{[^}]*\}/#, with: "1")
  }

  @Test func `every route asks who it is but those that are named here`() async throws {
    let fixture = try ServiceFixture()
    let expired = try fixture.token("admin", expires: .now.addingTimeInterval(-1))
    let viewer = try fixture.token("viewer")
    let server = try fixture.server()
    defer { server.desk.close() }
    let routes = RouteTable(desk: server.desk, metrics: ServiceMetrics(), page: try PageFiles())
      .routes
    #expect(Set(routes.filter { $0.access == .open }.map(\.name)) == Self.open)
    let strangers: [HTTPFields] = [
      [:], expired, [.authorization: "Bearer tk_\(String(repeating: "a", count: 43))"],
      [.cookie: "tiankan_session=\(String(repeating: "a", count: 43))"],
      [.authorization: "Basic YWRtaW46YWRtaW4="],
    ]
    try await server.application { _ in }.test(.router) { client in
      await server.desk.watch.look()
      for route in routes where route.access != .open {
        let path = Self.example(route.path)
        for fields in strangers {
          let response = try await client.send(route.method, path, fields)
          #expect(response.status == .unauthorized, "\(route.name)")
        }
        guard route.access == .recording else { continue }
        let response = try await client.send(route.method, path, viewer)
        #expect(response.status == .forbidden, "\(route.name)")
      }
    }
  }

  /// The table of docs/service.md: the step, and the role from which on it may be taken.
  private static let steps: [(order: String, from: Role)] = [
    ("{\"to\": \"county_feedback\", \"result\": \"absent\"}", .inspector),
    ("{\"to\": \"city_review\"}", .reviewer), ("{\"to\": \"province_check\"}", .reviewer),
    ("{\"to\": \"closed\", \"reason\": \"已恢复\"}", .reviewer),
    ("{\"to\": \"province_check\", \"reason\": \"新的影像\"}", .administrator),
    ("{\"to\": \"returned\", \"reason\": \"照片不清\"}", .reviewer),
    ("{\"to\": \"county_feedback\", \"result\": \"present\"}", .inspector),
  ]

  @Test func `a step is refused to each role below its own, and nothing is recorded`() async throws
  {
    let fixture = try ServiceFixture()
    let roles: [(Role, HTTPFields)] = [
      (.viewer, try fixture.token("viewer")), (.inspector, try fixture.token("inspector")),
      (.reviewer, try fixture.token("reviewer")), (.administrator, try fixture.token("admin")),
    ]
    let path = "/api/clues/\(ServiceFixture.issued)"
    try await fixture.run { client in
      for (number, step) in Self.steps.enumerated() {
        for (role, token) in roles where role <= step.from {
          let before = try await client.send(.get, path, token).object()
          #expect((before["history"] as? [Any])?.count == number + 1)
          var fields = token
          fields[.ifMatch] = "\"\(before["version"] as? Int ?? -1)\""
          let response = try await client.send(
            .post, "\(path)/handling", fields, json: step.order)
          #expect(
            response.status == (role == step.from ? .created : .forbidden),
            "\(role) \(step.order): \(response.text.prefix(300))")
        }
      }
    }
  }

  @Test func `batches and their files are for their county and the province`() async throws {
    let fixture = try ServiceFixture()
    let folder = fixture.folder.path("batches/350582-2026-001")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try "<p>350582</p>".write(toFile: "\(folder)/index.html", atomically: true, encoding: .utf8)
    try "secret".write(toFile: "\(folder)/notes.txt", atomically: true, encoding: .utf8)
    let path = "/api/batches/350582-2026-001/index.html"
    for (name, count, status) in [
      ("inspector", 1, 200), ("reviewer", 1, 200), ("stranger", 0, 404),
    ] {
      let token = try fixture.token(name)
      try await fixture.run { client in
        let list = try await client.send(.get, "/api/batches", token).object()
        #expect((list["batches"] as? [Any])?.count == count, "\(name)")
        let file = try await client.send(.get, path, token)
        #expect(file.status.code == status, "\(name)")
        #expect(file.text.contains("<p>") == (status == 200))
        // Only the files of a snapshot, whatever else lies beside them.
        let other = try await client.send(.get, "/api/batches/350582-2026-001/notes.txt", token)
        #expect([400, 404].contains(other.status.code))
        #expect(!other.text.contains("secret"))
      }
    }
  }

  /// The fields of a request that names the version of a clue.
  private static func versioned(
    _ fields: HTTPFields, _ key: String, _ client: any TestClientProtocol
  ) async throws -> HTTPFields {
    var fields = fields
    let clue = try await client.send(.get, "/api/clues/\(key)", fields).object()
    fields[.ifMatch] = "\"\(clue["version"] as? Int ?? -1)\""
    return fields
  }

  @Test func `a photo is given out for the clue whose record names it, and for no other`()
    async throws
  {
    let fixture = try ServiceFixture()
    let bytes: [UInt8] = [0xFF, 0xD8, 0xFF] + Array(repeating: 7, count: 200)
    let digest = SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
    let store = try PhotoStore(fixture.settings)
    try store.keep(bytes, digest: digest)
    try store.keep(
      PhotoStore.Note(
        clue: ServiceFixture.foreign, person: "admin", time: "2026-01-05T00:00:00Z",
        attachment:
          "photo \(digest).jpg sha256=\(digest) datum=cgcs2000 longitude=115.9500000 latitude=31.6300000 taken=2026-01-05 10:11:12 distance=3m"
      ), digest: digest)
    let inspector = try fixture.token("inspector")
    let admin = try fixture.token("admin")
    let order = "{\"note\": \"x\", \"photos\": [\"\(digest)\"]}"
    try await fixture.run { client in
      // Knowing the digest of another county's photo does not make it part of an own record.
      let own = "/api/clues/\(ServiceFixture.issued)"
      let borrowed = try await client.send(
        .post, "\(own)/handling",
        try await Self.versioned(inspector, ServiceFixture.issued, client),
        json: order)
      #expect(borrowed.status == .badRequest)
      let foreign = "/api/clues/\(ServiceFixture.foreign)"
      let recorded = try await client.send(
        .post, "\(foreign)/handling",
        try await Self.versioned(admin, ServiceFixture.foreign, client),
        json: order)
      #expect(recorded.status == .created, "\(recorded.text.prefix(300))")
      #expect(try await client.send(.get, "\(foreign)/photos/\(digest)", admin).status == .ok)
      for (path, fields) in [(own, admin), (own, inspector), (foreign, inspector)] {
        let response = try await client.send(.get, "\(path)/photos/\(digest)", fields)
        #expect(response.status == .notFound, "\(path)")
      }
    }
  }

  @Test func `reports of another county are not there in any form, and no filter finds its clues`()
    async throws
  {
    let fixture = try ServiceFixture()
    let inspector = try fixture.token("inspector")
    let reviewer = try fixture.token("reviewer")
    try await fixture.run { client in
      // Asked first by somebody who may: what was kept of it must not answer the other.
      for format in ["html", "json", "pdf"] {
        let path = "/api/reports/clue/\(ServiceFixture.foreign)?format=\(format)"
        #expect(try await client.send(.get, path, reviewer).status == .ok, "\(format)")
        #expect(try await client.send(.get, path, inspector).status == .notFound, "\(format)")
      }
      for query in [
        "county=351128", "tile=B", "handling_state=not_issued",
        "bbox=115,31,117,32", "datetime=2025-03-01/..",
      ] {
        let items = try await client.send(
          .get, "/ogc/collections/clues/items?\(query)", inspector)
        #expect(items.status == .ok, "\(query): \(items.text.prefix(300))")
        #expect(!items.text.contains(ServiceFixture.foreign), "\(query)")
        #expect(!items.text.contains(ServiceFixture.waiting), "\(query)")
      }
    }
  }
}
