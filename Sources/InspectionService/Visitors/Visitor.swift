import Foundation

/// Who asks, as the session, the token or the identity provider says.
struct Visitor: Sendable {
  /// How somebody made themselves known.
  enum Proof: Hashable, Sendable {
    /// A browser's session, with the token that its forms must send.
    case session(csrf: String, expires: Date)
    /// A token in the header, which no other site can make a browser send.
    case token
  }

  var name: String
  var role: Role
  /// The counties whose clues they may see and change; nil for all.
  var counties: Set<String>?
  var proof: Proof

  /// What tells visitors with different views of the ledger apart: part of the key of every answer that is kept.
  var scopeKey: String { counties.map { $0.sorted().joined(separator: ",") } ?? "*" }

  /// Whether they see what belongs to a county; what belongs to none is for those who see all.
  func sees(county: String?) -> Bool {
    guard let counties else { return true }
    return county.map(counties.contains) ?? false
  }
}
