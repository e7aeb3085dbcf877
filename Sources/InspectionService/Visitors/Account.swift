public import Foundation

/// One user of the service as the users file has them.
public struct Account: Hashable, Sendable {
  /// A token for a program.
  public struct Token: Hashable, Sendable {
    /// What it is for, such as `qgis`.
    public var label: String
    /// The SHA-256 of the token in hexadecimal digits; the token itself is kept nowhere.
    public var hash: String
    /// When it ends.
    public var expires: Date

    /// Creates a token's record.
    public init(label: String, hash: String, expires: Date) {
      self.label = label
      self.hash = hash
      self.expires = expires
    }
  }

  /// The name with which they log in and that the journal keeps.
  public var name: String
  /// What they may do.
  public var role: Role
  /// Their counties; nil for all.
  public var counties: Set<String>?
  /// The hashed password; nil for those who have tokens only.
  public var password: PasswordHash?
  /// Their tokens.
  public var tokens: [Token]

  /// Creates a user.
  public init(
    name: String, role: Role, counties: Set<String>?, password: PasswordHash?,
    tokens: [Token] = []
  ) {
    self.name = name
    self.role = role
    self.counties = counties
    self.password = password
    self.tokens = tokens
  }
}
