import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import InspectionService

@Suite struct SessionTests {
  @Test func `a login gives a cookie that scripts and other sites cannot use`() async throws {
    let fixture = try ServiceFixture { $0.isBehindProxy = true }
    try await fixture.run { client in
      let response = try await client.send(
        .post, "/api/login",
        json: "{\"user\": \"inspector\", \"password\": \"\(ServiceFixture.password)\"}")
      let cookie = try #require(response.headers[.setCookie])
      for part in ["HttpOnly", "SameSite=Strict", "Secure", "Path=/"] {
        #expect(cookie.contains(part))
      }
      let me = try response.object()
      #expect(me["role"] as? String == "inspector")
      #expect(me["counties"] as? [String] == ["350582"])
      #expect(me["may"] as? [String] == ["read", "record"])
      #expect(response.headers[.strictTransportSecurity] != nil)
    }
  }

  @Test func `a wrong name and a wrong password get the same answer`() async throws {
    try await ServiceFixture().run { client in
      var answers: Set<String> = []
      for (user, password) in [("inspector", "wrong password"), ("nobody", "wrong password")] {
        let response = try await client.send(
          .post, "/api/login", json: "{\"user\": \"\(user)\", \"password\": \"\(password)\"}")
        #expect(response.status == .unauthorized)
        #expect(response.headers[.setCookie] == nil)
        answers.insert(response.text)
      }
      #expect(answers.count == 1)
    }
  }

  @Test func `a session that was ended cannot be replayed`() async throws {
    try await ServiceFixture().run { client in
      let fields = try await client.logIn("inspector")
      #expect(try await client.send(.get, "/api/me", fields).status == .ok)
      #expect(try await client.send(.post, "/api/logout", fields).status == .noContent)
      #expect(try await client.send(.get, "/api/me", fields).status == .unauthorized)
      #expect(try await client.send(.get, "/api/clues", fields).status == .unauthorized)
    }
  }

  @Test func `a post with the cookie alone is refused`() async throws {
    try await ServiceFixture().run { client in
      var fields = try await client.logIn("inspector")
      fields[.csrfToken] = nil
      #expect(try await client.send(.post, "/api/logout", fields).status == .forbidden)
      fields[.csrfToken] = "guess"
      #expect(try await client.send(.post, "/api/logout", fields).status == .forbidden)
      #expect(try await client.send(.get, "/api/me", fields).status == .ok)
    }
  }

  @Test func `attempts to log in are counted by name`() async throws {
    let fixture = try ServiceFixture { $0.limits.loginsPerMinute = 2 }
    try await fixture.run { client in
      // The allowance grows by one in 30 s: a machine that is busy gets some more in.
      var statuses: [Int] = []
      while statuses.last != 429, statuses.count < 100 {
        let response = try await client.send(
          .post, "/api/login", json: "{\"user\": \"inspector\", \"password\": \"guess\"}")
        statuses.append(response.status.code)
        if response.status.code == 429 { #expect(response.headers[.retryAfter] != nil) }
      }
      #expect(statuses.count >= 3)
      #expect(statuses.dropLast().allSatisfy { $0 == 401 })
      #expect(statuses.last == 429)
    }
  }

  @Test func `tokens of programs expire, and end with their user`() async throws {
    let fixture = try ServiceFixture()
    let old = try fixture.token("viewer", expires: .now.addingTimeInterval(-1))
    let removed = try fixture.token("stranger")
    var users = try UsersFile(reading: fixture.settings.users)
    try users.remove("stranger")
    try users.write(to: fixture.settings.users)
    let good = try fixture.token("reviewer")
    try await fixture.run { client in
      #expect(try await client.send(.get, "/api/me", good).status == .ok)
      #expect(try await client.send(.get, "/api/me", old).status == .unauthorized)
      #expect(try await client.send(.get, "/api/me", removed).status == .unauthorized)
      for scheme in ["Basic", "bearer", ""] {
        let status = try await client.send(
          .get, "/api/me", [.authorization: "\(scheme) nonsense"]
        ).status
        #expect(status == .unauthorized)
      }
    }
  }

  @Test func `sessions end after their hours and after idle minutes`() {
    let store = SessionStore(lifetime: 3600, idleTime: 600)
    let now = Date(timeIntervalSince1970: 1_000_000)
    let session = store.begin(for: "王五", now: now)
    #expect(store.find(session.token, now: now + 599)?.name == "王五")
    #expect(store.find(session.token, now: now + 1198)?.csrf == session.csrf)
    #expect(store.find(session.token, now: now + 1799) == nil)
    let other = store.begin(for: "王五", now: now)
    for minute in 1..<6 { _ = store.find(other.token, now: now + Double(minute) * 590) }
    #expect(store.find(other.token, now: now + 3540) != nil)
    #expect(store.find(other.token, now: now + 3600) == nil)
    #expect(store.find("guess", now: now) == nil)
  }

  @Test func `a users file keeps no password and no token, and only its owner reads it`() throws {
    let fixture = try ServiceFixture()
    let fields = try fixture.token("viewer")
    let path = fixture.settings.users
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(!text.contains(ServiceFixture.password))
    #expect(!text.contains(String((fields[.authorization] ?? "").dropFirst(7))))
    let mode =
      try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let users = try UsersFile(reading: path)
    #expect(users.accounts["reviewer"]?.counties == nil)
    #expect(users.accounts["viewer"]?.counties == ["350582"])
  }
}
