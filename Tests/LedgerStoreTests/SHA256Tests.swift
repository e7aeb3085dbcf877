import Foundation
import LedgerStore
import Testing

/// The digests are those of FIPS 180-4's examples (NIST, "SHA256.pdf", "SHA2_Additional.pdf").
@Suite struct SHA256Tests {
  @Test func `the published examples give the published digests`() {
    #expect(
      SHA256.of([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      SHA256.of("abc".utf8) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      SHA256.of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8)
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    #expect(
      SHA256.of(repeatElement(UInt8(ascii: "a"), count: 1_000_000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test(arguments: [1, 55, 56, 63, 64, 65, 1000])
  func `pieces of any length give the digest of the whole`(length: Int) {
    let bytes = (0..<4321).map { UInt8(truncatingIfNeeded: $0 * 31) }
    var digest = SHA256()
    for start in stride(from: 0, to: bytes.count, by: length) {
      digest.update(bytes[start..<min(start + length, bytes.count)])
    }
    #expect(digest.finish() == SHA256.of(Data(bytes)))
  }

  @Test func `a copy goes on by itself, and a finished digest begins anew`() {
    var first = SHA256()
    first.update("ab".utf8)
    var second = first
    second.update("c".utf8)
    #expect(second.finish() == SHA256.of("abc".utf8))
    #expect(first.finish() == SHA256.of("ab".utf8))
    #expect(first.finish() == SHA256.of([]))
  }
}
