import Diagnostics
import Foundation
import HTTPTypes
import HummingbirdTesting
import LedgerStore
import Supervision
import TestSupport
import Testing

@testable import InspectionService

@Suite struct HandlingTests {
  private static let path = "/api/clues/\(ServiceFixture.issued)"
  private static let finding =
    "{\"to\": \"county_feedback\", \"result\": \"present\", \"checked\": \"2026-01-05\", \"note\": \"已平整\"}"

  private static func version(
    _ client: any TestClientProtocol, _ fields: HTTPFields
  ) async throws -> HTTPFields {
    var fields = fields
    let clue = try await client.send(.get, path, fields).object()
    fields[.ifMatch] = "\"\(try #require(clue["version"] as? Int))\""
    return fields
  }

  @Test func `a finding becomes part of the journal and answers its batch`() async throws {
    let fixture = try ServiceFixture()
    try await fixture.run { client in
      let fields = try await Self.version(client, try await client.logIn("inspector"))
      let response = try await client.send(
        .post, "\(Self.path)/handling", fields, json: Self.finding)
      #expect(response.status == .created, "\(response.text)")
      let clue = try response.object()
      let entry = try #require((clue["history"] as? [[String: Any]])?.first)
      #expect(entry["person"] as? String == "inspector")
      #expect(entry["remark"] as? String == "已平整")
      #expect(entry["batch"] as? String == "350582-2026-001")
      #expect((entry["to"] as? [String: Any])?["code"] as? String == "county_feedback")
      #expect(clue["version"] as? Int == entry["serial"] as? Int)
    }
    let ledger = try Ledger(opening: fixture.folder.path("ledger.gpkg"))
    let check = try #require(try ledger.fieldChecks().first)
    #expect(check.result == .present)
    #expect("\(check.batch)" == "350582-2026-001")
    #expect(try ledger.clue(ServiceFixture.issued).handlingState == .countyFeedback)
  }

  @Test func `of two who read the same version one is told to read again`() async throws {
    let fixture = try ServiceFixture()
    let first = try fixture.token("inspector")
    let second = try fixture.token("reviewer")
    try await fixture.run { client in
      let one = try await Self.version(client, first)
      let two = try await Self.version(client, second)
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for fields in [one, two] {
          group.addTask {
            try await client.send(.post, "\(Self.path)/handling", fields, json: Self.finding).status
              .code
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }.sorted()
      }
      // The slower one is told that somebody was faster, or that the step does not follow any more.
      #expect(statuses[0] == 201)
      #expect([409, 412].contains(statuses[1]))
      let late = try await client.send(
        .post, "\(Self.path)/handling", one, json: "{\"note\": \"x\"}")
      #expect(late.status.code == 412)
      #expect(try late.object()["title"] as? String == "outdated")
    }
  }

  @Test(arguments: [
    ("{\"to\": \"closed\", \"reason\": \"x\"}", 409, "does not follow"),
    ("{\"to\": \"county_feedback\"}", 400, "result"), ("{}", 400, "nothing is said"),
    ("{\"to\": \"nonsense\"}", 400, "to"), ("{\"note\": 17}", 400, "note"),
    ("[]", 400, "the body: is of another type"),
    ("{\"note\": \"a\\u0007b\"}", 400, "control"),
    ("{\"note\": \"x\", \"result\": \"present\"}", 400, "result"),
    ("{\"note\": \"x\", \"checked\": \"2999-01-01\"}", 400, "checked"),
    ("{\"note\": \"x\", \"photos\": [\"../../etc/passwd\"]}", 400, "photos"),
    ("not json", 400, "JSON"),
  ])
  func `an order that cannot be followed says what is wrong`(
    order: String, status: Int, word: String
  ) async throws {
    let fixture = try ServiceFixture()
    let token = try fixture.token("reviewer")
    try await fixture.run { client in
      let fields = try await Self.version(client, token)
      let response = try await client.send(.post, "\(Self.path)/handling", fields, json: order)
      #expect(response.status.code == status, "\(response.text)")
      #expect(response.text.contains(word))
      let clue = try await client.send(.get, Self.path, token).object()
      #expect((clue["history"] as? [Any])?.count == 1)
    }
  }

  @Test func `a step names the version that was read`() async throws {
    let fixture = try ServiceFixture()
    let token = try fixture.token("reviewer")
    try await fixture.run { client in
      let response = try await client.send(
        .post, "\(Self.path)/handling", token, json: Self.finding)
      #expect(response.status.code == 428)
      var odd = token
      odd[.ifMatch] = "\"latest\""
      #expect(
        try await client.send(.post, "\(Self.path)/handling", odd, json: Self.finding).status.code
          == 400)
    }
  }

  @Test func `script in a note stays text in every form`() async throws {
    let fixture = try ServiceFixture()
    let token = try fixture.token("reviewer")
    try await fixture.run { client in
      let fields = try await Self.version(client, token)
      let note = "<script>alert(1)</script><img src=x onerror=alert(1)>'; DROP TABLE clue; --"
      let response = try await client.send(
        .post, "\(Self.path)/handling", fields, json: "{\"note\": \"\(note)\"}")
      #expect(response.status == .created)
      #expect(!response.text.contains("<script"))
      let entry = try #require((try response.object()["history"] as? [[String: Any]])?.first)
      #expect(entry["remark"] as? String == note)
      let page = try await client.send(
        .get, "/api/reports/clue/\(ServiceFixture.issued)", token)
      #expect(page.status == .ok)
      #expect(!page.text.contains("<script"))
      #expect(page.headers[.contentSecurityPolicy]?.contains("sandbox") == true)
      // A land unit's name comes from a layer that somebody sent.
      let parcel = try await client.send(.get, "/api/reports/parcel/P-1", token)
      #expect(!parcel.text.contains("<b>地块"))
      #expect(parcel.text.contains("&lt;b&gt;地块"))
    }
  }

  @Test func `people record while a run holds the ledger`() async throws {
    let fixture = try ServiceFixture()
    let token = try fixture.token("reviewer")
    let path = fixture.folder.path("ledger.gpkg")
    try await fixture.run { client in
      let run = try Ledger(opening: path, access: .writing)
      let fields = try await Self.version(client, token)
      let response = try await client.send(
        .post, "\(Self.path)/handling", fields, json: Self.finding)
      #expect(response.status == .created, "\(response.text)")
      // The night that began before goes on, and what was recorded survives its commit.
      try ServiceFixture.commit(run, ServiceFixture.clues)
      #expect(try run.clue(ServiceFixture.issued).handlingState == .countyFeedback)
    }
  }

  @Test func `every state leads on but the one that a batch ends`() {
    for state in HandlingState.allCases {
      let steps = HandlingStep.steps(from: state)
      #expect(steps.isEmpty == (state == .notIssued))
      #expect(steps.allSatisfy { $0.to != state && $0.to != .notIssued && $0.to != .issued })
    }
    #expect(HandlingStep.all.filter { $0.to == .returned }.allSatisfy { $0.needsReason })
    #expect(HandlingStep.all.filter { $0.to == .countyFeedback }.allSatisfy { $0.needsResult })
  }
}
