public import Diagnostics

extension CoordinateText {
  /// Reads a text from the bytes of a file: UTF-8 with or without byte order mark, else GB18030.
  ///
  /// The zone comes from the header or from the zone number in front of the eastings; it is never
  /// guessed. A point is never moved: exchanged X and Y are refused.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - subject: The file's name, for messages.
  /// - Throws: `.malformed` with the line's number, `.missingCRS` where system or zone are not stated,
  ///   `.unsuitableCRS` where they contradict each other or are not CGCS2000, `.empty`.
  /// - Complexity: Linear in the size of the text.
  public init(parsing bytes: [UInt8], subject: String) throws(TiankanError) {
    let text = try Self.decode(bytes, subject)
    var parser = CoordinateTextParser(subject: subject)
    try parser.read(text)
    try parser.header.checkSystem(subject)
    let system = try parser.resolveZone()
    self.init(
      header: parser.header.entries, zone: system.zone, hasZonePrefix: system.hasZonePrefix,
      parcels: parser.parcels)
  }

  private static func decode(_ bytes: [UInt8], _ subject: String) throws(TiankanError) -> String {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw TiankanError(
        .malformed, "the text is in UTF-16; save it as UTF-8 or GB18030", subject: subject)
    }
    let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    for encoding in [TextEncoding.utf8, .gb18030] {
      let decoder = try TextDecoder(encoding)
      if let text = decoder.decode(body) { return text }
    }
    throw TiankanError(
      .malformed, "the text is neither valid UTF-8 nor GB18030; export it again", subject: subject)
  }
}
