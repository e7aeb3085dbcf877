import Diagnostics
import Foundation
import JWTKit

/// Single sign-on: checks tokens (JWT, RFC 7519) of an identity provider against its published keys (JWKS, RFC 7517).
///
/// The keys are a file, which whoever runs the service keeps up to date: the service asks nothing from elsewhere.
final class SignOn: Sendable {
  private let settings: ServiceConfiguration.SignOn
  private let keys: WatchedFile<String>

  /// Reads the keys.
  ///
  /// - Throws: `.notFound`, `.malformed` for a file that holds no keys.
  init(_ settings: ServiceConfiguration.SignOn) throws(TiankanError) {
    self.settings = settings
    keys = try WatchedFile(settings.keys) { path throws(TiankanError) in
      guard let data = FileManager.default.contents(atPath: path) else {
        throw TiankanError(.notFound, "the file of keys cannot be read", subject: path)
      }
      let text = String(decoding: data, as: UTF8.self)
      do {
        let set = try JSONDecoder().decode(JWKS.self, from: data)
        // Keys that both sides share are none that the library reads: whoever checks tokens could make them.
        guard !set.keys.isEmpty else {
          throw TiankanError(.malformed, "the file of keys holds no key", subject: path)
        }
      } catch let error as TiankanError {
        throw error
      } catch {
        throw TiankanError(
          .malformed, "the file of keys is no JWKS", subject: path, cause: "\(error)")
      }
      return text
    }
  }

  /// Who a token says somebody is; nil where it is not a token of the provider for this service, now.
  func visitor(_ token: String) async -> Visitor? {
    do {
      let collection = try await JWTKeyCollection().add(jwksJSON: keys.content)
      let claims = try await collection.verify(token, as: SignOnClaims.self)
      guard claims.issuer.value == settings.issuer,
        claims.audience.value.contains(settings.audience)
      else { return nil }
      let roles = claims.texts[settings.roleClaim] ?? []
      guard let role = roles.compactMap({ Role(rawValue: $0) }).max() else { return nil }
      let counties = (claims.texts[settings.countyClaim] ?? []).flatMap {
        $0.split(whereSeparator: { ", ".contains($0) }).map(String.init)
      }
      // Without counties nobody sees anything: whole provinces are named by a star.
      guard !counties.isEmpty else { return nil }
      let name = claims.texts[settings.nameClaim]?.first ?? claims.subject
      guard (1...64).contains(name.count),
        name.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
      else { return nil }
      return Visitor(
        name: name, role: role, counties: counties.contains("*") ? nil : Set(counties),
        proof: .token)
    } catch {
      return nil
    }
  }
}
