import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import TestSupport
import Testing

@testable import InspectionService

@Suite struct RequestTests {
  @Test(arguments: [
    "/page/../../../etc/passwd", "/page/..%2f..%2f..%2fetc%2fpasswd",
    "/page/%2e%2e/%2e%2e/etc/passwd",
    "/leaflet/../../../../etc/passwd", "//etc/passwd", "/page/index.html%00.png",
    "/page//index.html/..",
    "/api/batches/350582-2026-001/..%2f..%2fusers.yaml", "/api/batches/..%2f../index.html",
    "/api/clues/x/photos/..%2f..%2fusers.yaml", "/tiles/rasters/..%2f..%2fetc/1/1/1.png",
    "/api/reports/tile/..%2f..%2fetc%2fpasswd", "/%ff%fe", "/page/index.html%2f..",
  ])
  func `no path reaches the file system`(path: String) async throws {
    let fixture = try ServiceFixture()
    let token = try fixture.token("admin")
    try await fixture.run { client in
      let response = try await client.send(.get, path, token)
      #expect([400, 404].contains(response.status.code), "\(response.status)")
      #expect(!response.text.contains("root:"))
    }
  }

  @Test(arguments: [
    ("/api/clues?limit=0", "limit"), ("/api/clues?limit=1e9", "limit"),
    ("/api/clues?kind=nonsense", "kind"), ("/api/clues?bbox=1,2,3", "bbox"),
    ("/api/clues?bbox=0,10,1,5", "bbox"), ("/api/clues?bbox=nan,0,1,1", "bbox"),
    ("/api/clues?colour=red", "colour"), ("/api/clues?limit=1&limit=2", "limit"),
    ("/api/clues?from=2025-02-30", "from"), ("/api/clues?text=%00", "text"),
    ("/api/clues?unit=nolayer", "unit"), ("/api/clues.geojson", "bbox"),
    ("/ogc/collections/clues/items?crs=EPSG:4326", "crs"),
    ("/ogc/collections/clues/items?datetime=2025-13-01", "datetime"),
    ("/ogc/collections/clues/items?datetime=2026-01-01/2025-01-01", "datetime"),
  ])
  func `a parameter that is wrong is named`(path: String, name: String) async throws {
    let fixture = try ServiceFixture()
    let token = try fixture.token("admin")
    try await fixture.run { client in
      let response = try await client.send(.get, path, token)
      #expect(response.status == .badRequest)
      #expect(response.headers[.contentType] == "application/problem+json")
      #expect(
        (try response.object()["detail"] as? String)?.hasPrefix(name) == true, "\(response.text)")
    }
  }

  @Test(arguments: [
    "text=%27%20OR%201%3D1%20--", "text=%25", "county=350582%27)%20OR%20(%271%27=%271",
    "tile=A%27%3BDROP%20TABLE%20clue", "unit=cropland:%27%20OR%20%27%27=%27",
  ])
  func `a filter is never read as SQL`(query: String) async throws {
    let fixture = try ServiceFixture()
    let token = try fixture.token("admin")
    try await fixture.run { client in
      let response = try await client.send(.get, "/api/clues?\(query)", token)
      #expect(response.status == .ok, "\(response.text)")
      #expect(try response.object()["total"] as? Int == 0)
      let all = try await client.send(.get, "/api/clues", token)
      #expect(try all.object()["total"] as? Int == 4)
    }
  }

  @Test func `bodies have a size and a type`() async throws {
    let fixture = try ServiceFixture { $0.limits.body = 1024 }
    let token = try fixture.token("reviewer")
    try await fixture.run { client in
      var fields = token
      fields[.ifMatch] = "\"1\""
      let path = "/api/clues/\(ServiceFixture.issued)/handling"
      let long = "{\"note\": \"\(String(repeating: "长", count: 2000))\"}"
      let large = try await client.send(.post, path, fields, json: long)
      #expect(large.status.code == 413)
      fields[.contentType] = "text/plain"
      let plain = try await client.send(.post, path, fields, json: "{}")
      #expect(plain.status.code == 415)
      fields[.contentType] = "image/jpeg"
      let photo = "/api/clues/\(ServiceFixture.issued)/photos?datum=wgs84"
      let disguised = String(repeating: "<?php ?>", count: 50)
      let script = try await client.send(.post, photo, fields, json: disguised)
      #expect(script.status.code == 415)
    }
  }

  @Test func `methods, heads and unknown addresses`() async throws {
    let fixture = try ServiceFixture()
    let token = try fixture.token("viewer")
    try await fixture.run { client in
      let wrong = try await client.send(.delete, "/api/clues", token)
      #expect(wrong.status.code == 405)
      #expect(wrong.headers[.allow] == "GET, HEAD")
      let head = try await client.send(.head, "/api/clues", token)
      #expect(head.status == .ok)
      #expect(head.body.readableBytes == 0)
      #expect(try await client.send(.get, "/nothing/here", token).status == .notFound)
      let clues = try await client.send(.get, "/api/clues/", token)
      #expect(clues.status == .ok)
      var again = token
      again[.ifNoneMatch] = clues.headers[.eTag]
      #expect(try await client.send(.get, "/api/clues/", again).status == .notModified)
    }
  }

  @Test(arguments: [
    "/", "/page/index.html", "/leaflet/leaflet.js", "/healthz", "/readyz", "/api/me", "/x",
  ])
  func `every answer has the fields that protect a browser`(path: String) async throws {
    try await ServiceFixture().run { client in
      let response = try await client.send(.get, path)
      #expect(response.headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true)
      #expect(response.headers[.xContentTypeOptions] == "nosniff")
      #expect(response.headers[.requestID] != nil)
      #expect(response.headers[.server] == nil)
      #expect(response.headers[.strictTransportSecurity] == nil)
    }
  }

  @Test func `an address that asks too much is told to wait`() async throws {
    let fixture = try ServiceFixture { $0.limits.requestsPerMinute = 3 }
    try await fixture.run { client in
      // The allowance grows by one in 20 s: a machine that is busy gets some more in.
      var statuses: [Int] = []
      while statuses.last != 429, statuses.count < 100 {
        statuses.append(try await client.send(.get, "/healthz").status.code)
      }
      #expect(statuses.count >= 4)
      #expect(statuses.dropLast().allSatisfy { $0 == 200 })
      #expect(statuses.last == 429)
    }
  }

  @Test func `without a ledger imagery is not ready, and nobody hears that there is none`()
    async throws
  {
    let fixture = try ServiceFixture()
    let token = try fixture.token("admin")
    try FileManager.default.removeItem(atPath: fixture.folder.path("ledger.gpkg"))
    try await fixture.run { client in
      for path in [
        "/readyz", "/tiles/all/2025-03-01/ndvi/12/3400/1700.png", "/api/tiles/all/dates",
        "/stac/collections", "/stac/collections/scenes", "/stac/search",
        "/stac/collections/scenes/items/x",
      ] {
        let response = try await client.send(.get, path, token)
        #expect(response.status.code == 503, "\(path): \(response.status)")
        #expect(response.headers[.retryAfter] != nil, "\(path)")
      }
    }
  }

  @Test func `without TLS only a loopback address is listened on`() throws {
    var settings = ServiceConfiguration(folder: "/tmp")
    try settings.checkSafety()
    try settings.listen(on: "0.0.0.0:8080")
    let open = settings
    #expect(throws: (any Error).self) { try open.checkSafety() }
    settings.isBehindProxy = true
    try settings.checkSafety()
    for text in ["8080", "host:", ":80", "host:99999", "host:x"] {
      #expect(throws: (any Error).self) { try settings.listen(on: text) }
    }
  }
}
