import Crypto
import CryptoExtras
public import Diagnostics
import Foundation

/// A password as it is kept: derived by scrypt (RFC 7914) with a salt of its own, N = 2¹⁵, r = 8, p = 1, which costs whoever
/// guesses 32 MiB and some tens of milliseconds per guess.
///
/// The text is `scrypt$15$8$1$SALT$KEY`, salt and key in Base64.
public struct PasswordHash: Hashable, Sendable {
  /// The shortest password that is accepted.
  public static let leastLength = 10
  private static let longest = 256
  private static let saltLength = 16
  private static let keyLength = 32

  private var costExponent: Int
  private var salt: [UInt8]
  private var key: [UInt8]

  /// The text that is kept.
  public var text: String {
    "scrypt$\(costExponent)$8$1$\(Data(salt).base64EncodedString())$\(Data(key).base64EncodedString())"
  }

  /// Derives the hash of a new password.
  ///
  /// - Throws: `.usage` for one that is too short or too long.
  public init(of password: String) throws(TiankanError) {
    guard (Self.leastLength...Self.longest).contains(password.unicodeScalars.count) else {
      throw TiankanError(
        .usage, "a password has \(Self.leastLength) to \(Self.longest) characters")
    }
    costExponent = 15
    salt = SecureRandom.bytes(Self.saltLength)
    key = try Self.derive(password, salt, 15)
  }

  /// Reads the text that is kept; nil where it is none.
  public init?(text: String) {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "scrypt", let exponent = Int(parts[1]),
      (14...20).contains(exponent), parts[2] == "8", parts[3] == "1",
      let salt = Data(base64Encoded: String(parts[4])), salt.count >= 8,
      let key = Data(base64Encoded: String(parts[5])), key.count == Self.keyLength
    else { return nil }
    costExponent = exponent
    self.salt = Array(salt)
    self.key = Array(key)
  }

  /// Whether a password is the one; takes as long for a wrong one as for the right one.
  public func matches(_ password: String) throws(TiankanError) -> Bool {
    guard password.unicodeScalars.count <= Self.longest else { return false }
    let tried = try Self.derive(password, salt, costExponent)
    var difference: UInt8 = 0
    for (left, right) in zip(tried, key) { difference |= left ^ right }
    return difference == 0 && tried.count == key.count
  }

  /// Spends the time that checking a password takes, so that an unknown name cannot be told from a wrong password.
  static func spendTime(on password: String) {
    _ = try? derive(String(password.prefix(longest)), Array(repeating: 0, count: saltLength), 15)
  }

  private static func derive(
    _ password: String, _ salt: [UInt8], _ exponent: Int
  ) throws(TiankanError) -> [UInt8] {
    do {
      // Composed and decomposed forms of a character are one password.
      let normal = Data(password.precomposedStringWithCompatibilityMapping.utf8)
      let derived = try KDF.Scrypt.deriveKey(
        from: normal, salt: salt, outputByteCount: keyLength, rounds: 1 << exponent, blockSize: 8,
        parallelism: 1, maxMemory: (128 << exponent) * 8 * 2)
      // SAFETY: the bytes are copied while the key lives.
      return unsafe derived.withUnsafeBytes { unsafe Array($0) }
    } catch {
      throw TiankanError(.bug, "the password cannot be derived", cause: "\(error)")
    }
  }
}
