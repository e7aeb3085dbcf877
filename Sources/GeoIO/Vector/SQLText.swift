public import Diagnostics
public import Geometry

/// A statement of SQL that grows from trusted words and escaped values.
///
/// The literals are those that SQLite and PostgreSQL (with standard_conforming_strings) read alike. Values never
/// stand in a statement unescaped: words come from the program, values go through `append(text:)` and its sisters.
public struct SQLText: Sendable {
  /// The statement in UTF-8.
  public private(set) var bytes: [UInt8]

  /// Starts a statement with words of SQL.
  public init(_ words: String = "") { bytes = Array(words.utf8) }

  /// The number of bytes so far.
  public var count: Int { bytes.count }

  /// Appends words of SQL as they are.
  public mutating func append(_ words: StaticString) {
    words.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
  }

  /// Appends words of SQL as they are; never a value.
  public mutating func append(words: String) { bytes += words.utf8 }

  /// Appends another statement's text.
  public mutating func append(_ other: SQLText) { bytes += other.bytes }

  /// Appends a number.
  public mutating func append(integer value: Int64) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    var rest = value.magnitude
    let start = bytes.count
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }

  /// Appends a text as a literal.
  ///
  /// - Throws: `.malformed` for a text with a NUL, which no database keeps.
  public mutating func append(text: String) throws(TiankanError) {
    bytes.append(UInt8(ascii: "'"))
    for byte in text.utf8 {
      guard byte != 0 else {
        throw TiankanError(
          .malformed, "a text contains the character NUL, which a database cannot keep; remove it",
          subject: String(text.prefix(40)))
      }
      if byte == UInt8(ascii: "'") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "'"))
  }

  /// Appends a number with a fixed count of decimals, rounded half to even; the same text on every machine.
  ///
  /// - Throws: `.malformed` for a number that is not finite or needs more than 18 digits.
  public mutating func append(decimal value: Double, places: Int) throws(TiankanError) {
    DecimalText.append(
      try Self.checked(value, places: places), decimals: places, to: &bytes)
  }

  /// The text of a number with a fixed count of decimals, without zeros at the end: `12.5`, `-3`.
  ///
  /// - Throws: `.malformed` for a number that is not finite or needs more than 18 digits.
  public static func decimal(_ value: Double, places: Int) throws(TiankanError) -> String {
    var bytes: [UInt8] = []
    try append(decimal: value, places: places, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the text of `decimal(_:places:)` in UTF-8.
  ///
  /// - Throws: `.malformed` for a number that is not finite or needs more than 18 digits.
  public static func append(
    decimal value: Double, places: Int, to bytes: inout [UInt8]
  ) throws(TiankanError) {
    DecimalText.append(try checked(value, places: places), decimals: places, to: &bytes)
    guard places > 0 else { return }
    while bytes.last == UInt8(ascii: "0") { bytes.removeLast() }
    if bytes.last == UInt8(ascii: ".") { bytes.removeLast() }
  }

  private static func checked(_ value: Double, places: Int) throws(TiankanError) -> Double {
    var limit = 1e18
    for _ in 0..<places { limit /= 10 }
    guard abs(value) < limit else {
      throw TiankanError(
        .malformed, "\(value) cannot be kept with \(places) decimals; the number must be finite")
    }
    return value
  }

  /// Appends a geometry in the store's own binary form; `NULL` for one without parts.
  ///
  /// - Parameters:
  ///   - area: The geometry.
  ///   - kind: The store.
  ///   - reference: The store's number of the CRS.
  public mutating func append(
    area: MultiPolygon, for kind: DatabaseAddress.Kind, reference: Int32
  ) {
    guard !area.isEmpty else { return append("NULL") }
    let shape = WellKnownBinary.encode(area)
    switch kind {
    case .geoPackage:
      // OGC 12-128r18, 2.1.3: magic, version 0, flags (little-endian, envelope of x and y), CRS, envelope.
      append("X'")
      var header: [UInt8] = [0x47, 0x50, 0, 0b0000_0011]
      Self.add(reference, to: &header)
      let envelope = area.envelope
      for side in [envelope.minX, envelope.maxX, envelope.minY, envelope.maxY] {
        Self.add(side.bitPattern, to: &header)
      }
      append(hexadecimal: header[...])
      append(hexadecimal: shape[...])
    case .postGIS:
      // PostGIS's EWKB: the type with the flag 0x20000000, then the number of the CRS.
      append("'")
      var header: [UInt8] = [1]
      Self.add(Int32(6) | 0x2000_0000, to: &header)
      Self.add(reference, to: &header)
      append(hexadecimal: header[...])
      append(hexadecimal: shape[5...])
    }
    append("'")
  }

  private static func add(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
    var value = value
    for _ in 0..<(type(of: value).bitWidth / 8) {
      bytes.append(UInt8(truncatingIfNeeded: value))
      value >>= 8
    }
  }

  private mutating func append(hexadecimal data: ArraySlice<UInt8>) {
    func digit(_ value: UInt8) -> UInt8 {
      value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }
    for byte in data {
      bytes.append(digit(byte >> 4))
      bytes.append(digit(byte & 15))
    }
  }
}
