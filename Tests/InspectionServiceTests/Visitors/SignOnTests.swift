import Crypto
import Foundation
import HTTPTypes
import HummingbirdTesting
import JWTKit
import TestSupport
import Testing

@testable import InspectionService

/// Tokens of an identity provider, signed here with keys of which the service knows the public half only.
@Suite struct SignOnTests {
  private struct Claims: JWTPayload {
    var iss = "https://sso.example.gov.cn"
    var aud = ["tiankan"]
    var sub = "u-17"
    var name = "赵六"
    var exp = Date.now.addingTimeInterval(86_400)
    var tiankan_role: String? = "inspector"
    var tiankan_counties: [String]? = ["350582"]

    func verify(using algorithm: some JWTAlgorithm) async throws {}
  }

  private func sign(_ claims: Claims, with key: ES256PrivateKey, _ id: String = "k1") async throws
    -> HTTPFields
  {
    let keys = await JWTKeyCollection().add(ecdsa: key, kid: JWKIdentifier(string: id))
    let token = try await keys.sign(claims, kid: JWKIdentifier(string: id))
    return [.authorization: "Bearer \(token)"]
  }

  @Test func `a token counts for its issuer, its audience, its time and its key`() async throws {
    let key = ES256PrivateKey()
    let folder = try TemporaryFolder()
    let parameters = try #require(key.parameters)
    let jwk =
      "{\"keys\": [{\"kty\": \"EC\", \"crv\": \"P-256\", \"alg\": \"ES256\", \"kid\": \"k1\", \"x\": \"\(Self.url(parameters.x))\", \"y\": \"\(Self.url(parameters.y))\"}]}"
    try jwk.write(toFile: folder.path("jwks.json"), atomically: true, encoding: .utf8)
    let fixture = try ServiceFixture {
      $0.signOn = .init(
        issuer: "https://sso.example.gov.cn", audience: "tiankan", keys: folder.path("jwks.json"))
    }
    let good = try await sign(Claims(), with: key)
    var late = Claims()
    late.exp = .now.addingTimeInterval(-5)
    var foreign = Claims()
    foreign.iss = "https://elsewhere.example"
    var other = Claims()
    other.aud = ["another-service"]
    var nowhere = Claims()
    nowhere.tiankan_counties = nil
    var nobody = Claims()
    nobody.tiankan_role = "root"
    var bad: [HTTPFields] = []
    for claims in [late, foreign, other, nowhere, nobody] {
      bad.append(try await sign(claims, with: key))
    }
    bad.append(try await sign(Claims(), with: ES256PrivateKey()))
    // Without signature, and with the head saying so.
    let parts = (good[.authorization] ?? "").split(separator: ".")
    bad.append([.authorization: "Bearer eyJhbGciOiJub25lIn0.\(parts[1])."])
    let refused = bad
    try await fixture.run { client in
      let me = try await client.send(.get, "/api/me", good)
      #expect(me.status == .ok)
      #expect(try me.object()["user"] as? String == "赵六")
      #expect(
        try await client.send(.get, "/api/clues/\(ServiceFixture.foreign)", good).status
          == .notFound)
      for fields in refused {
        #expect(try await client.send(.get, "/api/me", fields).status == .unauthorized)
      }
    }
    withExtendedLifetime(folder) {}
  }

  /// Numbers of keys are written in Base64 for addresses (RFC 7518).
  private static func url(_ text: String) -> String {
    text.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }
}
