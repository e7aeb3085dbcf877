import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import InspectionService

/// Nobody sees or changes another county's clues, by whatever route.
@Suite struct ScopeTests {
  private static func keys(_ response: TestResponse, _ list: String, _ name: String) throws
    -> Set<String>
  {
    let entries = try #require(try response.object()[list] as? [[String: Any]], "\(response.text)")
    return Set(
      entries.compactMap { entry in
        entry[name] as? String
          ?? (entry["properties"] as? [String: Any])?[name] as? String
      })
  }

  private static let routes = [
    "/api/clues", "/api/clues?county=351128", "/api/clues?tile=B", "/api/clues?text=b-con",
    "/api/clues?bbox=-180,-90,180,90",
  ]

  @Test func `lists, maps and collections hold what the visitor may see`() async throws {
    let fixture = try ServiceFixture()
    let views: [(String, HTTPFields, Set<String>, Set<String>)] = [
      ("inspector", try fixture.token("inspector"), [ServiceFixture.issued], ["P-1"]),
      ("stranger", try fixture.token("stranger"), [], ["P-2"]),
      (
        "reviewer", try fixture.token("reviewer"),
        [
          ServiceFixture.issued, ServiceFixture.waiting, ServiceFixture.foreign,
          ServiceFixture.homeless,
        ], ["P-1", "P-2"]
      ),
    ]
    try await fixture.run { client in
      for (name, fields, clues, parcels) in views {
        for route in Self.routes where name != "reviewer" || !route.contains("=") {
          let seen = try Self.keys(try await client.send(.get, route, fields), "clues", "key")
          #expect(seen.isSubset(of: clues), "\(name) \(route)")
        }
        let all = try await client.send(.get, "/api/clues", fields)
        #expect(try Self.keys(all, "clues", "key") == clues)
        #expect(try all.object()["total"] as? Int == clues.count)
        let box = "bbox=115,31,117,32"
        let map = try await client.send(.get, "/api/clues.geojson?\(box)", fields)
        #expect(try Self.keys(map, "features", "key") == clues)
        let items = try await client.send(.get, "/ogc/collections/clues/items", fields)
        #expect(try Self.keys(items, "features", "key") == clues)
        #expect(try items.object()["numberMatched"] as? Int == clues.count)
        let units = try await client.send(
          .get, "/api/units.geojson?layer=cropland&\(box)", fields)
        #expect(
          try Self.keys(units, "features", "id") == Set(parcels.map { "cropland:\($0)" }))
        let features = try await client.send(.get, "/ogc/collections/parcels/items", fields)
        #expect(try Self.keys(features, "features", "id") == parcels)
        #expect(try features.object()["numberMatched"] as? Int == parcels.count)
      }
    }
  }

  @Test func `whatever belongs to another county is answered as if it were not there`()
    async throws
  {
    let fixture = try ServiceFixture()
    let inspector = try fixture.token("inspector")
    let reviewer = try fixture.token("reviewer")
    let key = ServiceFixture.foreign
    try await fixture.run { client in
      for path in [
        "/api/clues/\(key)", "/api/clues/\(key)/pictures/0/before.png",
        "/api/clues/\(key)/photos/\(String(repeating: "a", count: 64))",
        "/api/reports/clue/\(key)", "/api/reports/clue/\(key)?format=json",
        "/api/reports/parcel/P-2", "/ogc/collections/clues/items/\(key)",
        "/ogc/collections/parcels/items/P-2", "/api/clues/\(ServiceFixture.waiting)",
        "/api/clues/\(ServiceFixture.homeless)",
        // The beginning of a key is good enough on a command line only.
        "/api/clues/A-construction-20250301-1", "/api/clues/B",
      ] {
        let response = try await client.send(.get, path, inspector)
        #expect(response.status == .notFound, "\(path)")
        #expect(!response.text.contains("B-construction"), "\(path)")
      }
      #expect(try await client.send(.get, "/api/clues/\(key)", reviewer).status == .ok)
      #expect(
        try await client.send(.get, "/ogc/collections/parcels/items/P-2", reviewer).status == .ok)
      #expect(
        try await client.send(.get, "/api/reports/month/2026-01", inspector).status.code == 403)
      let tile = try await client.send(.get, "/api/reports/tile/B", inspector)
      #expect(!tile.text.contains(key))
      let own = try await client.send(.get, "/api/reports/tile/A?format=json", inspector)
      #expect(own.text.contains(ServiceFixture.issued))
      #expect(!own.text.contains(ServiceFixture.waiting))
      // Kept answers belong to a sight: asking as one does not show it to the other.
      #expect(try await client.send(.get, "/api/clues/\(key)", inspector).status == .notFound)
    }
  }

  @Test func `steps about another county's clue change nothing`() async throws {
    let fixture = try ServiceFixture()
    let stranger = try fixture.token("stranger")
    let reviewer = try fixture.token("reviewer")
    try await fixture.run { client in
      var fields = stranger
      fields[.ifMatch] = "\"0\""
      let response = try await client.send(
        .post, "/api/clues/\(ServiceFixture.issued)/handling", fields, json: "{\"note\": \"x\"}")
      #expect(response.status == .notFound)
      let clue = try await client.send(.get, "/api/clues/\(ServiceFixture.issued)", reviewer)
      #expect((try clue.object()["history"] as? [Any])?.count == 1)
    }
  }

  @Test(arguments: [
    ("viewer", [403, 403, 403]), ("inspector", [201, 403, 403]), ("reviewer", [201, 201, 201]),
  ])
  func `each role takes its own steps`(name: String, statuses: [Int]) async throws {
    let fixture = try ServiceFixture()
    let own = try fixture.token(name)
    let helper = try fixture.token("admin")
    try await fixture.run { client in
      let path = "/api/clues/\(ServiceFixture.issued)"
      let orders = [
        "{\"to\": \"county_feedback\", \"result\": \"present\"}", "{\"to\": \"city_review\"}",
        "{\"to\": \"returned\", \"reason\": \"照片不清\"}",
      ]
      var found: [Int] = []
      for order in orders {
        for (fields, isOwn) in [(own, true), (helper, false)] {
          let clue = try await client.send(.get, path, helper).object()
          var fields = fields
          fields[.ifMatch] = "\"\(clue["version"] as? Int ?? -1)\""
          let response = try await client.send(.post, "\(path)/handling", fields, json: order)
          if isOwn { found.append(response.status.code) }
          // What the role may not do, the helper does, so that the next step has its state before.
          if response.status.code == 201 { break }
        }
      }
      #expect(found == statuses)
    }
  }

  @Test(arguments: [
    "/api/me", "/api/area", "/api/clues", "/api/clues.geojson?bbox=0,0,1,1", "/api/events",
    "/api/tiles/A/dates", "/tiles/A/2025-01-01/ndvi/10/1/1.png", "/api/batches", "/ogc",
    "/ogc/collections", "/ogc/collections/clues/items", "/stac", "/stac/search",
    "/api/reports/tile/A", "/ogc/tileMatrixSets",
  ])
  func `nothing of the ledger is shown to the unknown`(path: String) async throws {
    try await ServiceFixture().run { client in
      let response = try await client.send(.get, path)
      #expect(response.status == .unauthorized)
      #expect(response.headers[.wwwAuthenticate] == "Bearer")
    }
  }
}
