import CNettle

/// The SHA-256 of bytes that come in pieces (FIPS 180-4): what files, states and exports are known again by.
///
/// A value: a copy goes on by itself. Memory: 112 bytes, whatever the length.
public struct SHA256: Sendable {
  private var context = sha256_ctx()

  /// The digest of nothing yet.
  public init() {
    // SAFETY: the context lives during the call and the function writes nothing beside it.
    unsafe nettle_sha256_init(&context)
  }

  /// Takes the next piece.
  public mutating func update(_ bytes: some Sequence<UInt8>) {
    let isTaken: Void? = bytes.withContiguousStorageIfAvailable { unsafe take($0) }
    // What does not lie in one piece of memory is copied into one.
    if isTaken == nil { unsafe Array(bytes).withUnsafeBufferPointer { unsafe take($0) } }
  }

  /// The digest of all pieces in hexadecimal digits; begins anew.
  public mutating func finish() -> String {
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_SIZE))
    // SAFETY: both live during the call, and the function writes as many bytes as it is told.
    unsafe nettle_sha256_digest(&context, digest.count, &digest)
    return digest.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }

  /// The digest of bytes in hexadecimal digits.
  public static func of(_ bytes: some Sequence<UInt8>) -> String {
    var digest = SHA256()
    digest.update(bytes)
    return digest.finish()
  }

  private mutating func take(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress else { return }
    // SAFETY: the function reads the buffer, which its owner keeps during the call, and no further.
    unsafe nettle_sha256_update(&context, bytes.count, start)
  }
}
