import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Reporting

@Suite struct AnimatedPNGTests {
  private func picture(_ color: Color, width: Int = 24) throws -> [UInt8] {
    let canvas = try Canvas(width: width, height: 16, background: color)
    canvas.fill(Rectangle(x: 2, y: 2, width: 5, height: 5), color: .black)
    return try canvas.png()
  }

  /// Reads the chunks with Python's zlib: its checksums are an independent judge.
  private static let reader = """
    import struct, sys, zlib
    data = open(sys.argv[1], 'rb').read(); place = 8; names = []; delays = []; pixels = {}; now = 0; numbers = []
    while place < len(data):
        length, = struct.unpack('>I', data[place:place+4]); name = data[place+4:place+8].decode()
        body = data[place+8:place+8+length]; crc, = struct.unpack('>I', data[place+8+length:place+12+length])
        assert crc == zlib.crc32(data[place+4:place+8+length]), name
        names.append(name)
        if name == 'fcTL':
            numbers.append(struct.unpack('>I', body[:4])[0]); now += 1
            delays.append(struct.unpack('>HH', body[20:24]))
        if name == 'IDAT': pixels[now] = pixels.get(now, b'') + body
        if name == 'fdAT':
            numbers.append(struct.unpack('>I', body[:4])[0]); pixels[now] = pixels.get(now, b'') + body[4:]
        place += 12 + length
    assert numbers == list(range(len(numbers))), numbers
    print(names[0], names[1], names[-1], delays, [len(zlib.decompress(p)) for p in pixels.values()])
    """

  @Test func `frames, delays and checksums are as the specification asks`() throws {
    let folder = try TemporaryFolder()
    let file = folder.path("animation.png")
    let frames = try [Color.white, Color(0xC80064), Color(0x0A64C8)].map {
      AnimatedPNG.Frame(png: try picture($0), milliseconds: 700)
    }
    let bytes = try AnimatedPNG.assemble(frames)
    try Data(bytes).write(to: URL(filePath: file))
    let found = try Program.run(Program.python, ["-c", Self.reader, file])
    // A line of 24 pixels of four bytes (or three, without transparency) has one byte of filter before it.
    #expect(
      found.output.contains("IHDR acTL IEND [(700, 1000), (700, 1000), (700, 1000)]"),
      "\(found.output)\(found.notices)")
    let again = try AnimatedPNG.assemble(frames)
    #expect(again == bytes)
  }

  @Test func `programs that know no animation show the first frame`() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "animation.png")
      let frames = try [Color(0xC80064), .white].map {
        AnimatedPNG.Frame(png: try picture($0), milliseconds: 100)
      }
      try Data(AnimatedPNG.assemble(frames)).write(to: file)
      #expect(try pixel(of: file, x: 20, y: 12) == [0xC8, 0x00, 0x64])
      #expect(try pixel(of: file, x: 4, y: 4) == [0, 0, 0])
    }
  }

  @Test func `frames of two sizes are refused, and none at all`() throws {
    let frames = try [24, 25].map {
      AnimatedPNG.Frame(png: try picture(.white, width: $0), milliseconds: 100)
    }
    #expect(throws: TiankanError.self) { _ = try AnimatedPNG.assemble(frames) }
    #expect(throws: TiankanError.self) { _ = try AnimatedPNG.assemble([]) }
  }
}
