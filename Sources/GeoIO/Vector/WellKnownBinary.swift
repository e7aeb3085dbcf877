import Geometry

/// Polygons in Well-Known Binary (OGC 06-103r4, ISO 13249-3), little-endian.
enum WellKnownBinary {
  /// What a geometry turned out to be.
  enum Content: Equatable {
    /// An area; the flag says that heights or measures were dropped.
    case area(MultiPolygon, hadMoreDimensions: Bool)
    /// Something else, by its name.
    case other(String)
    /// The bytes end early or make no sense.
    case damaged
  }

  /// Reads a polygon, multipolygon, or collection of nothing but these.
  static func decode(_ bytes: [UInt8]) -> Content {
    var reader = WellKnownBinaryReader(bytes: bytes)
    return reader.readGeometry()
  }

  /// Writes a multipolygon.
  static func encode(_ geometry: MultiPolygon) -> [UInt8] {
    var bytes: [UInt8] = []
    let positions = geometry.polygons.reduce(0) { sum, polygon in
      sum + polygon.rings.reduce(0) { $0 + $1.coordinates.count }
    }
    bytes.reserveCapacity(positions * 16 + geometry.polygons.count * 64)
    appendHeader(6, count: geometry.polygons.count, to: &bytes)
    for polygon in geometry.polygons {
      appendHeader(3, count: polygon.holes.count + 1, to: &bytes)
      append(polygon.exterior, to: &bytes)
      for hole in polygon.holes { append(hole, to: &bytes) }
    }
    return bytes
  }

  private static func appendHeader(_ type: UInt32, count: Int, to bytes: inout [UInt8]) {
    bytes.append(1)
    append(type, to: &bytes)
    append(UInt32(count), to: &bytes)
  }

  private static func append(_ ring: LinearRing, to bytes: inout [UInt8]) {
    append(UInt32(ring.coordinates.count), to: &bytes)
    for coordinate in ring.coordinates {
      append(coordinate.x.bitPattern, to: &bytes)
      append(coordinate.y.bitPattern, to: &bytes)
    }
  }

  private static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
    var value = value.littleEndian
    unsafe withUnsafeBytes(of: &value) { unsafe bytes.append(contentsOf: $0) }
  }
}
