/// One entry of a TIFF directory: a tag and its values as little-endian bytes. (TIFF 6.0, section 2.)
struct TIFFEntry {
  /// The types of values, by their numbers in the file.
  enum Kind: UInt16 {
    case short = 3
    case long = 4
    /// BigTIFF only.
    case long8 = 16
  }

  var tag: UInt16
  /// The type's number; types that are only copied need no name.
  var type: UInt16
  var count: Int
  var bytes: [UInt8]

  /// An entry copied from another file.
  init(tag: UInt16, type: UInt16, count: Int, bytes: [UInt8]) {
    self.tag = tag
    self.type = type
    self.count = count
    self.bytes = bytes
  }

  /// An entry of whole numbers.
  init(_ tag: Int32, _ kind: Kind, _ values: [Int]) {
    self.tag = UInt16(truncatingIfNeeded: tag)
    type = kind.rawValue
    count = values.count
    bytes = []
    bytes.reserveCapacity(values.count * Self.size(of: kind))
    for value in values {
      switch kind {
      case .short: bytes.append(littleEndian: UInt16(truncatingIfNeeded: value))
      case .long: bytes.append(littleEndian: UInt32(truncatingIfNeeded: value))
      case .long8: bytes.append(littleEndian: UInt64(truncatingIfNeeded: value))
      }
    }
  }

  private static func size(of kind: Kind) -> Int {
    switch kind {
    case .short: 2
    case .long: 4
    case .long8: 8
    }
  }

  /// The bytes of one value of a type; `nil` for a type that TIFF does not have.
  static func byteCount(ofType type: UInt16) -> Int? {
    switch type {
    case 1, 2, 6, 7: 1
    case 3, 8: 2
    case 4, 9, 11, 13: 4
    case 5, 10, 12, 16, 17, 18: 8
    default: nil
    }
  }
}

extension [UInt8] {
  /// Appends a number, its lowest byte first.
  mutating func append<Number: FixedWidthInteger>(littleEndian number: Number) {
    var rest = number
    for _ in 0..<Number.bitWidth / 8 {
      append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }
}
