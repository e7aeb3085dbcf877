import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import InspectionService

/// Whom the service believes about where a request came from.
@Suite struct ProxyTests {
  @Test func `behind a proxy metrics are for administrators, whatever address is stated`()
    async throws
  {
    let fixture = try ServiceFixture { $0.isBehindProxy = true }
    let inspector = try fixture.token("inspector")
    let admin = try fixture.token("admin")
    try await fixture.run { client in
      for address in ["127.0.0.1", "::1", "local", "10.0.0.1"] {
        for (fields, status) in [([:], 401), (inspector, 403), (admin, 200)] as [(HTTPFields, Int)]
        {
          var fields = fields
          fields[.forwardedFor] = address
          let response = try await client.send(.get, "/metrics", fields)
          #expect(response.status.code == status, "\(address)")
        }
      }
    }
  }

  @Test func `metrics name routes and no person, key or county`() async throws {
    let fixture = try ServiceFixture()
    let token = try fixture.token("inspector")
    try await fixture.run { client in
      _ = try await client.send(.get, "/api/clues/\(ServiceFixture.issued)?x=1", token)
      _ = try await client.send(.get, "/api/clues/\(ServiceFixture.issued)", token)
      let text = try await client.send(.get, "/metrics").text
      #expect(
        text.contains("tiankan_requests_total{route=\"readClue\",status=\"200\"} 1"), "\(text)")
      for word in ["inspector", ServiceFixture.issued, "350582", "tk_"] {
        #expect(!text.contains(word), "\(word)")
      }
    }
  }

  @Test(arguments: [false, true])
  func `an address that is only stated does not widen what an address may ask`(isBehindProxy: Bool)
    async throws
  {
    let fixture = try ServiceFixture {
      $0.limits.requestsPerMinute = 3
      $0.isBehindProxy = isBehindProxy
    }
    try await fixture.run { client in
      var statuses: [Int] = []
      for number in 0..<5 {
        // A proxy adds the address that it saw behind what the client itself sent.
        let stated = isBehindProxy ? "10.0.0.\(number), 192.0.2.7" : "10.0.0.\(number)"
        let response = try await client.send(.get, "/healthz", [.forwardedFor: stated])
        statuses.append(response.status.code)
      }
      #expect(statuses == [200, 200, 200, 429, 429])
    }
  }

  @Test func `no other site is told that it may read`() async throws {
    let fixture = try ServiceFixture()
    let token = try fixture.token("viewer")
    try await fixture.run { client in
      var fields = token
      fields[.origin] = "https://elsewhere.example"
      let read = try await client.send(.get, "/api/clues", fields)
      #expect(read.status == .ok)
      #expect(read.headers[.accessControlAllowOrigin] == nil)
      let asked = try await client.send(.options, "/api/clues", fields)
      #expect(asked.status.code == 405)
      #expect(asked.headers[.accessControlAllowOrigin] == nil)
      // What a form of another site can send is no JSON.
      for type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"] {
        let form = try await client.send(
          .post, "/api/login", [.contentType: type],
          json: "{\"user\": \"inspector\", \"password\": \"\(ServiceFixture.password)\"}")
        #expect(form.status.code == 415)
        #expect(form.headers[.setCookie] == nil)
      }
    }
  }
}
