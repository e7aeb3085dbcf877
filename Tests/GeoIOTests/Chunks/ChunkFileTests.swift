import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import GeoIO

struct ChunkFileTests {
  private let folder: TemporaryFolder
  private let path: String
  private let contents: [UInt64: [UInt8]]

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("some.chunks")
    var random = SeededGenerator(seed: 4)
    var contents: [UInt64: [UInt8]] = [7: [], 3: [9], 1 << 40: Array(repeating: 5, count: 70_000)]
    contents[11] = (0..<5000).map { _ in UInt8.random(in: 0...255, using: &random) }
    self.contents = contents
    var writer = try ChunkFileWriter(path)
    for (key, bytes) in contents { try writer.append(Chunk(key: key, bytes)) }
    try writer.finish()
  }

  private func code(_ body: () throws -> Void) -> TiankanError.Code? {
    do {
      try body()
      return nil
    } catch {
      return (error as? TiankanError)?.code
    }
  }

  @Test func `chunks come back by key, in any order`() throws {
    let file = try ChunkFile(opening: path)
    #expect(file.keys == contents.keys.sorted())
    for (key, bytes) in contents { #expect(try file.read(key) == bytes) }
    #expect(try file.read(8) == nil)
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
    // 75,001 bytes, of which 5000 cannot be compressed; four entries and the ends are 168 bytes.
    #expect(size ?? 0 < 5000 + 168 + 300)
  }

  // Python's zlib is another implementation of DEFLATE and CRC-32.
  @Test(.enabled(if: Program.hasPython)) func `the layout is as documented`() throws {
    let script = """
      import struct, sys, zlib
      data = open(sys.argv[1], "rb").read()
      offset, count, check, magic = struct.unpack("<QQQ8s", data[-32:])
      assert magic == data[:8] == b"TKANCHK1" and check == zlib.crc32(data[offset:-32])
      for i in range(count):
          key, at, stored, size, crc, zero = struct.unpack("<QQIIII", data[offset + 32 * i:][:32])
          chunk = data[at:at + stored]
          assert crc == zlib.crc32(chunk) and zero == 0
          plain = chunk if stored == size else zlib.decompress(chunk, -15)
          assert len(plain) == size
          print(key, size, sum(plain))
      """
    let outcome = try Program.run(Program.python, ["-c", script, path])
    #expect(outcome.status == 0, "\(outcome.notices)")
    let expected = contents.map { "\($0) \($1.count) \($1.reduce(0) { $0 + Int($1) })" }
    #expect(outcome.output.split(separator: "\n").map(String.init).sorted() == expected.sorted())
  }

  @Test func `every changed byte and every cut is noticed`() throws {
    let data = try Data(contentsOf: URL(filePath: path))
    func readAll() throws {
      let file = try ChunkFile(opening: path)
      for key in file.keys { _ = try file.read(key) }
      if file.keys != contents.keys.sorted() { throw TiankanError(.corrupt, "keys are missing") }
    }
    for position in stride(from: 0, to: data.count, by: 97) {
      var changed = data
      changed[position] ^= 0x10
      try changed.write(to: URL(filePath: path))
      #expect(code(readAll) == .corrupt, "byte \(position)")
    }
    for count in stride(from: 0, to: data.count, by: 211) {
      try data.prefix(count).write(to: URL(filePath: path))
      #expect(code(readAll) == .corrupt, "cut at \(count)")
    }
    try FileManager.default.removeItem(atPath: path)
    #expect(code(readAll) == .notFound)
  }
}
