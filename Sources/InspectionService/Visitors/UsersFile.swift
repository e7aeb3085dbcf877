public import Diagnostics
public import Foundation
import GeoIO

/// The users of the service in a file: names, roles, counties, hashed passwords and hashed tokens.
///
/// `tiankan serve user` writes it whole, readable by its owner only; `docs/service.md` has its keys.
public struct UsersFile: Sendable {
  /// The users, by name.
  public private(set) var accounts: [String: Account] = [:]

  /// A file without users.
  public init() {}

  /// Reads a file.
  ///
  /// - Throws: `.notFound`, `.permission`; `.malformed` with file and line; `.duplicate` for a name given twice.
  public init(reading path: String) throws(TiankanError) {
    var root = try YAMLMapping(file: path)
    guard try root.integer("version") == 1 else {
      throw root.problem("version", "this program reads version 1")
    }
    for var entry in try root.mappings("users") {
      let name = try entry.required("name")
      let role = try entry.required("role")
      guard let known = Role(rawValue: role) else {
        throw entry.problem("role", "\(role) is none of \(Self.roles)")
      }
      let all = try entry.flag("all_counties") ?? false
      let counties = try entry.texts("counties")
      guard all != !counties.isEmpty else {
        throw entry.problem("counties", "name counties, or say all_counties: true")
      }
      var account = Account(
        name: name, role: known, counties: all ? nil : Set(counties), password: nil)
      if let text = try entry.text("password") {
        guard let hash = PasswordHash(text: text) else {
          throw entry.problem("password", "this is no hash; tiankan serve user writes it")
        }
        account.password = hash
      }
      for var token in try entry.mappings("tokens") {
        let ends = try token.required("expires")
        guard let expires = try? Date(ends, strategy: .iso8601) else {
          throw token.problem("expires", "\(ends) is no time such as 2027-01-31T00:00:00Z")
        }
        account.tokens.append(
          .init(
            label: try token.required("label"), hash: try token.required("sha256"),
            expires: expires))
        try token.finish(known: ["label", "sha256", "expires"])
      }
      try entry.finish(
        known: ["name", "role", "counties", "all_counties", "password", "tokens"])
      guard accounts.updateValue(account, forKey: name) == nil else {
        throw TiankanError(
          .duplicate, "the user \(name) is given twice; keep one", subject: path)
      }
    }
    try root.finish(known: ["version", "users"])
  }

  /// Adds a user, or replaces the one of that name.
  ///
  /// - Throws: `.usage` for a name that is empty, long, or has control characters.
  public mutating func put(_ account: Account) throws(TiankanError) {
    guard (1...64).contains(account.name.count),
      account.name.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }),
      account.counties.map({ !$0.isEmpty }) ?? true
    else {
      throw TiankanError(
        .usage, "a user's name has 1 to 64 characters, none of them a control character",
        subject: account.name)
    }
    accounts[account.name] = account
  }

  /// Removes a user, whose sessions and tokens end with that.
  ///
  /// - Throws: `.notFound`.
  public mutating func remove(_ name: String) throws(TiankanError) {
    guard accounts.removeValue(forKey: name) != nil else {
      throw TiankanError(.notFound, "there is no such user", subject: name)
    }
  }

  /// Gives a user a token for a program.
  ///
  /// - Returns: The token, which is kept nowhere.
  /// - Throws: `.notFound`.
  public mutating func addToken(
    to name: String, label: String, expires: Date
  ) throws(TiankanError) -> String {
    guard accounts[name] != nil else {
      throw TiankanError(.notFound, "there is no such user", subject: name)
    }
    let secret = "tk_" + SecureRandom.secret()
    accounts[name]?.tokens.removeAll { $0.label == label }
    accounts[name]?.tokens.append(
      .init(label: label, hash: SecureRandom.hash(of: secret), expires: expires))
    return secret
  }

  /// Writes the file, whole or not at all; only its owner may read it.
  public func write(to path: String) throws(TiankanError) {
    var text = "# Written by tiankan serve user.\nversion: 1\nusers:\n"
    for account in accounts.values.sorted(by: { $0.name < $1.name }) {
      text += "  - name: \(Self.quoted(account.name))\n    role: \(account.role.rawValue)\n"
      if let counties = account.counties {
        text += "    counties: [\(counties.sorted().map(Self.quoted).joined(separator: ", "))]\n"
      } else {
        text += "    all_counties: true\n"
      }
      if let password = account.password { text += "    password: \(Self.quoted(password.text))\n" }
      guard !account.tokens.isEmpty else { continue }
      text += "    tokens:\n"
      for token in account.tokens {
        text +=
          "      - {label: \(Self.quoted(token.label)), sha256: \(Self.quoted(token.hash)), expires: \(Self.quoted(token.expires.formatted(.iso8601)))}\n"
      }
    }
    if accounts.isEmpty { text += "  []\n" }
    try AtomicFile.write(Data(text.utf8), to: path)
    do {
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    } catch {
      throw TiankanError(
        .permission, "the users file cannot be closed to others", subject: path,
        cause: "\(error)")
    }
  }

  static var roles: String { Role.allCases.map(\.rawValue).joined(separator: ", ") }

  /// A text as JSON writes it, which YAML reads.
  private static func quoted(_ text: String) -> String {
    String(decoding: JSONText.text(text).bytes, as: UTF8.self)
  }
}
