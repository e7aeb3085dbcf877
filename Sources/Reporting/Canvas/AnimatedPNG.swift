package import Diagnostics

/// Puts pictures of one size into an animated PNG, which browsers play and other programs show as its first picture.
///
/// After the APNG specification 1.0 of the Mozilla Foundation, part of PNG's third edition (W3C, 2025): the frames' compressed
/// pixels are taken over as they are, so nothing is decoded or lost. The same frames give the same bytes.
package enum AnimatedPNG {
  /// A picture and how long it stands.
  package struct Frame: Sendable {
    /// A PNG file, not interlaced.
    package var png: [UInt8]
    /// Milliseconds, 1 to 65,535.
    package var milliseconds: UInt16

    package init(png: [UInt8], milliseconds: UInt16) {
      self.png = png
      self.milliseconds = milliseconds
    }
  }

  /// The file.
  ///
  /// - Throws: `.usage` without a frame, or where the frames differ in size or form of pixels.
  package static func assemble(_ frames: [Frame]) throws(TiankanError) -> [UInt8] {
    guard let first = frames.first else {
      throw TiankanError(.usage, "an animation needs at least one picture")
    }
    var file = signature
    var sequence: UInt32 = 0
    let header = try chunks(of: first.png).header
    file += chunk("IHDR", header)
    file += chunk("acTL", bytes(UInt32(frames.count)) + bytes(0))
    for (position, frame) in frames.enumerated() {
      let parts = try chunks(of: frame.png)
      guard parts.header == header else {
        throw TiankanError(.usage, "the pictures of an animation must have one size")
      }
      file += chunk("fcTL", control(sequence, header: header, milliseconds: frame.milliseconds))
      sequence += 1
      for data in parts.data {
        if position == 0 {
          file += chunk("IDAT", data)
        } else {
          file += chunk("fdAT", bytes(sequence) + data)
          sequence += 1
        }
      }
    }
    return file + chunk("IEND", [])
  }

  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// What stands of a picture where, and for how long; it replaces the one before as a whole.
  private static func control(
    _ sequence: UInt32, header: ArraySlice<UInt8>, milliseconds: UInt16
  ) -> [UInt8] {
    var body = bytes(sequence) + header.prefix(8) + bytes(0) + bytes(0)
    body += [UInt8(milliseconds >> 8), UInt8(milliseconds & 0xFF)]
    // The delay is in thousandths; nothing is disposed of, nothing blended.
    body += [0x03, 0xE8, 0, 0]
    return body
  }

  /// The body of the header, and those of the chunks with pixels.
  private static func chunks(
    of png: [UInt8]
  ) throws(TiankanError) -> (header: ArraySlice<UInt8>, data: [ArraySlice<UInt8>]) {
    guard png.count > 33, Array(png.prefix(8)) == signature else {
      throw TiankanError(.bug, "a frame is no PNG file")
    }
    var header: ArraySlice<UInt8> = []
    var data: [ArraySlice<UInt8>] = []
    var place = 8
    while place + 12 <= png.count {
      let length = png[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
      guard place + 12 + length <= png.count else { break }
      let body = png[place + 8..<place + 8 + length]
      switch String(decoding: png[place + 4..<place + 8], as: UTF8.self) {
      case "IHDR": header = body
      case "IDAT": data.append(body)
      default: break
      }
      place += 12 + length
    }
    guard header.count == 13, !data.isEmpty else {
      throw TiankanError(.bug, "a frame has no pixels")
    }
    return (header, data)
  }

  private static func chunk(_ name: String, _ body: some Collection<UInt8>) -> [UInt8] {
    let content = Array(name.utf8) + body
    return bytes(UInt32(body.count)) + content + bytes(checksum(content))
  }

  private static func bytes(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(number >> $0 & 0xFF) }
  }

  /// The CRC-32 of a chunk (PNG, annex D).
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in bytes { sum = table[Int((sum ^ UInt32(byte)) & 0xFF)] ^ sum >> 8 }
    return ~sum
  }

  private static let table: [UInt32] = (0..<256).map { number in
    (0..<8).reduce(UInt32(number)) { value, _ in
      value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1
    }
  }
}
