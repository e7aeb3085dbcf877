import Foundation
import JWTKit

/// What a token of the identity provider says. Times, issuer and audience are checked by the library and `SignOn`; the
/// rest are names and lists under names that the configuration states.
struct SignOnClaims: JWTPayload {
  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  var expiration: ExpirationClaim
  var notBefore: NotBeforeClaim?
  var issuer: IssuerClaim
  var audience: AudienceClaim
  var subject: String
  /// The texts and lists of texts, by name.
  var texts: [String: [String]]

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    expiration = try values.decode(ExpirationClaim.self, forKey: Key(stringValue: "exp"))
    notBefore = try values.decodeIfPresent(NotBeforeClaim.self, forKey: Key(stringValue: "nbf"))
    issuer = try values.decode(IssuerClaim.self, forKey: Key(stringValue: "iss"))
    audience = try values.decode(AudienceClaim.self, forKey: Key(stringValue: "aud"))
    subject = try values.decode(String.self, forKey: Key(stringValue: "sub"))
    texts = [:]
    for key in values.allKeys {
      if let text = try? values.decode(String.self, forKey: key) {
        texts[key.stringValue] = [text]
      } else if let list = try? values.decode([String].self, forKey: key) {
        texts[key.stringValue] = list
      }
    }
  }

  /// Only for the protocol: the service reads tokens and writes none.
  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(expiration, forKey: Key(stringValue: "exp"))
    try values.encode(issuer, forKey: Key(stringValue: "iss"))
    try values.encode(audience, forKey: Key(stringValue: "aud"))
    try values.encode(subject, forKey: Key(stringValue: "sub"))
    for (name, list) in texts where !["iss", "aud", "sub", "exp"].contains(name) {
      try values.encode(list, forKey: Key(stringValue: name))
    }
  }

  func verify(using algorithm: some JWTAlgorithm) async throws {
    try expiration.verifyNotExpired()
    try notBefore?.verifyNotBefore()
  }
}
