import Foundation
import LedgerStore

/// Secrets from the system's generator of random numbers (getrandom).
enum SecureRandom {
  static func bytes(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }

  /// A secret of 256 bits as letters, digits, `-` and `_`.
  static func secret() -> String {
    Data(bytes(32)).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
      .replacing("=", with: "")
  }

  /// What is kept of a secret: nobody who reads it can present it.
  static func hash(of secret: String) -> String { SHA256.of(secret.utf8) }
}
