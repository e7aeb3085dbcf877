import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import InspectionService

@Suite struct PasswordHashTests {
  @Test func `a password matches its hash and no other, in either form of its characters`() throws {
    let hash = try PasswordHash(of: "Grüße aus 福建省")
    #expect(try hash.matches("Grüße aus 福建省"))
    #expect(try hash.matches("Gru\u{308}ße aus 福建省"))
    #expect(try !hash.matches("Grüße aus 福建"))
    #expect(hash != (try PasswordHash(of: "Grüße aus 福建省")), "each has a salt of its own")
    #expect(PasswordHash(text: hash.text) == hash)
  }

  @Test(.enabled(if: Program.hasPython)) func `Python's scrypt derives the same key`() throws {
    let hash = try PasswordHash(of: "correct horse")
    let parts = hash.text.split(separator: "$")
    let judged = try Program.run(
      Program.python,
      [
        "-c",
        """
        import hashlib, base64, sys
        key = hashlib.scrypt(b"correct horse", salt=base64.b64decode(sys.argv[1]), n=2**15, r=8, p=1, maxmem=2**26, dklen=32)
        print(base64.b64encode(key).decode(), end="")
        """, String(parts[4]),
      ])
    #expect(judged.output == parts[5], "\(judged.notices)")
  }

  @Test(arguments: ["short", String(repeating: "x", count: 257), ""])
  func `short and endless passwords are refused`(password: String) {
    #expect(throws: TiankanError.self) { _ = try PasswordHash(of: password) }
  }

  @Test(arguments: ["", "plain", "scrypt$1$8$1$AAAA$AAAA", "scrypt$15$8$1$AAAAAAAAAAAAAAAA$AAAA"])
  func `what is no hash is not read as one`(text: String) {
    #expect(PasswordHash(text: text) == nil)
  }
}
