import Diagnostics
import Foundation
import HTTPTypes
import Monitoring

/// Finds out who asks: by session, token or single sign-on; and lets people in with their password.
final class Gatekeeper: Sendable {
  static let cookie = "tiankan_session"

  private let users: WatchedFile<UsersFile>
  private let sessions: SessionStore
  private let signOn: SignOn?
  /// Deriving a password takes memory and time: few at once, and a bounded row of those who wait.
  private let derivation: RequestWorkers<Int>

  init(_ configuration: ServiceConfiguration) throws(TiankanError) {
    users = try WatchedFile(configuration.users) { path throws(TiankanError) in
      try UsersFile(reading: path)
    }
    sessions = SessionStore(
      lifetime: configuration.session.hours * 3600,
      idleTime: configuration.session.idleMinutes * 60)
    if let settings = configuration.signOn { signOn = try SignOn(settings) } else { signOn = nil }
    derivation = RequestWorkers(count: 2, capacity: 32) { 0 }
  }

  func close() { derivation.close() }

  /// The number of sessions.
  var sessionCount: Int { sessions.count }

  /// Who a request is from; nil where it does not say, or what it says does not hold.
  func visitor(of head: HTTPRequest, now: Date = .now) async -> Visitor? {
    if let text = head.headerFields[.authorization] {
      let parts = text.split(separator: " ", maxSplits: 1)
      guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
      return await visitor(token: String(parts[1]), now: now)
    }
    guard let token = Self.token(of: head), let session = sessions.find(token, now: now),
      let account = users.content.accounts[session.name]
    else { return nil }
    return Visitor(
      name: account.name, role: account.role, counties: account.counties,
      proof: .session(csrf: session.csrf, expires: session.expires))
  }

  private func visitor(token: String, now: Date) async -> Visitor? {
    guard token.utf8.count <= 8192 else { return nil }
    if token.hasPrefix("tk_") {
      let hash = SecureRandom.hash(of: token)
      return visitor(tokenHash: hash, in: users.content, now)
        ?? visitor(tokenHash: hash, in: users.latest, now)
    }
    return await signOn?.visitor(token)
  }

  private func visitor(tokenHash: String, in users: UsersFile, _ now: Date) -> Visitor? {
    for account in users.accounts.values {
      for known in account.tokens where known.hash == tokenHash && now < known.expires {
        return Visitor(
          name: account.name, role: account.role, counties: account.counties, proof: .token)
      }
    }
    return nil
  }

  /// Lets somebody in; nil for a wrong name or password, which cannot be told apart.
  func logIn(
    _ name: String, _ password: String, now: Date = .now
  ) async throws(TiankanError) -> (visitor: Visitor, token: String)? {
    let account = users.content.accounts[name] ?? users.latest.accounts[name]
    let hash = account?.password
    let isRight = try await derivation.run { _ throws(TiankanError) -> Bool in
      guard let hash else {
        PasswordHash.spendTime(on: password)
        return false
      }
      return try hash.matches(password)
    }
    guard isRight, let account else { return nil }
    let session = sessions.begin(for: name, now: now)
    let visitor = Visitor(
      name: name, role: account.role, counties: account.counties,
      proof: .session(csrf: session.csrf, expires: session.expires))
    return (visitor, session.token)
  }

  /// Ends the session of a request.
  func logOut(_ head: HTTPRequest) {
    if let token = Self.token(of: head) { sessions.end(token) }
  }

  private static func token(of head: HTTPRequest) -> String? {
    for field in head.headerFields[values: .cookie] {
      for pair in field.split(separator: ";") {
        let parts = pair.split(separator: "=", maxSplits: 1)
        if parts.count == 2, parts[0].drop(while: { $0 == " " }) == cookie {
          return parts[1].count <= 128 ? String(parts[1]) : nil
        }
      }
    }
    return nil
  }
}
