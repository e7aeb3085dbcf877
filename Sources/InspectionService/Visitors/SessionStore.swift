import Foundation
import Synchronization

/// The sessions of browsers, in memory: after a restart people log in again.
///
/// Only hashes of the tokens are kept. A session ends after its hours, after its idle minutes, and with logging out.
final class SessionStore: Sendable {
  private struct Session {
    var name: String
    var csrf: String
    var expires: Date
    var used: Date
  }

  private static let greatestNumber = 20_000

  private let lifetime: TimeInterval
  private let idleTime: TimeInterval
  private let sessions = Mutex<[String: Session]>([:])

  init(lifetime: TimeInterval, idleTime: TimeInterval) {
    self.lifetime = lifetime
    self.idleTime = idleTime
  }

  /// Begins a session; returns the token, which is kept nowhere.
  func begin(for name: String, now: Date) -> (token: String, csrf: String, expires: Date) {
    let token = SecureRandom.secret()
    let session = Session(
      name: name, csrf: SecureRandom.secret(), expires: now.addingTimeInterval(lifetime),
      used: now)
    sessions.withLock { sessions in
      if sessions.count >= Self.greatestNumber {
        sessions = sessions.filter { isAlive($0.value, now) }
      }
      if sessions.count >= Self.greatestNumber,
        let oldest = sessions.min(by: { $0.value.used < $1.value.used })
      {
        sessions[oldest.key] = nil
      }
      sessions[SecureRandom.hash(of: token)] = session
    }
    return (token, session.csrf, session.expires)
  }

  /// Whose session a token is; nil for one that is unknown or has ended.
  func find(
    _ token: String, now: Date
  ) -> (name: String, csrf: String, expires: Date)? {
    let key = SecureRandom.hash(of: token)
    return sessions.withLock { sessions in
      guard let session = sessions[key] else { return nil }
      guard isAlive(session, now) else {
        sessions[key] = nil
        return nil
      }
      sessions[key]?.used = now
      return (session.name, session.csrf, session.expires)
    }
  }

  /// Ends a session.
  func end(_ token: String) {
    sessions.withLock { $0[SecureRandom.hash(of: token)] = nil }
  }

  /// The number of sessions, with those that nobody has used since they ended.
  var count: Int { sessions.withLock { $0.count } }

  private func isAlive(_ session: Session, _ now: Date) -> Bool {
    now < session.expires && now < session.used.addingTimeInterval(idleTime)
  }
}
