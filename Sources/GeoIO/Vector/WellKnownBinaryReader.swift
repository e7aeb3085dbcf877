import Geometry

/// Walks through the bytes of one little-endian geometry.
struct WellKnownBinaryReader {
  private static let names: [UInt32: String] = [
    1: "point", 2: "line", 3: "polygon", 4: "set of points", 5: "set of lines",
    6: "multipolygon", 7: "collection", 8: "curve", 9: "curve", 10: "curved polygon", 11: "curve",
    12: "curved multipolygon", 15: "polyhedral surface", 16: "triangulated surface",
    17: "triangle",
  ]

  private let bytes: [UInt8]
  private var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func readGeometry() -> WellKnownBinary.Content {
    guard let header = readHeader() else { return .damaged }
    switch header.type {
    case 3:
      guard let polygon = readPolygon(stride: header.dimensions) else { return .damaged }
      let polygons = polygon.exterior.coordinates.isEmpty ? [] : [polygon]
      return .area(MultiPolygon(polygons), hadMoreDimensions: header.dimensions > 2)
    case 6, 7: return readParts(of: header.type)
    default: return .other(Self.names[header.type] ?? "geometry of type \(header.type)")
    }
  }

  private mutating func readParts(of type: UInt32) -> WellKnownBinary.Content {
    guard let count = readInteger() else { return .damaged }
    var result = MultiPolygon([])
    var hadMoreDimensions = false
    for _ in 0..<count {
      switch readGeometry() {
      case .area(let part, let more):
        result.polygons += part.polygons
        hadMoreDimensions = hadMoreDimensions || more
      case .other(let name): return .other("\(Self.names[type] ?? "set") with a \(name)")
      case .damaged: return .damaged
      }
    }
    return .area(result, hadMoreDimensions: hadMoreDimensions)
  }

  private mutating func readHeader() -> (type: UInt32, dimensions: Int)? {
    guard position < bytes.count, bytes[position] == 1 else { return nil }
    position += 1
    guard let code = readInteger() else { return nil }
    // ISO: thousands tell Z (1), M (2) or both (3).
    let flags = code / 1000
    guard flags <= 3 else { return nil }
    return (code % 1000, flags == 0 ? 2 : flags == 3 ? 4 : 3)
  }

  private mutating func readPolygon(stride: Int) -> Polygon? {
    guard let count = readInteger() else { return nil }
    var rings: [LinearRing] = []
    for _ in 0..<count {
      guard let points = readInteger(), Int(points) * stride * 8 <= bytes.count - position else {
        return nil
      }
      var coordinates: [Coordinate] = []
      coordinates.reserveCapacity(Int(points) + 1)
      for _ in 0..<points {
        coordinates.append(Coordinate(x: double(at: position), y: double(at: position + 8)))
        position += stride * 8
      }
      rings.append(LinearRing(coordinates))
    }
    guard let exterior = rings.first else { return Polygon(exterior: LinearRing([])) }
    return Polygon(
      exterior: exterior, holes: rings.dropFirst().filter { !$0.coordinates.isEmpty })
  }

  private mutating func readInteger() -> UInt32? {
    guard position + 4 <= bytes.count else { return nil }
    var value: UInt32 = 0
    for offset in (0..<4).reversed() { value = value << 8 | UInt32(bytes[position + offset]) }
    position += 4
    return value
  }

  /// - Precondition: Eight bytes from `offset` on exist; callers check whole rings at once.
  private func double(at offset: Int) -> Double {
    precondition(offset >= 0 && offset + 8 <= bytes.count, "a coordinate lies beyond the geometry")
    // SAFETY: the precondition keeps the load inside the array; any bit pattern is a Double.
    let pattern = unsafe bytes.withUnsafeBytes { buffer in
      unsafe buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }
    return Double(bitPattern: UInt64(littleEndian: pattern))
  }
}
