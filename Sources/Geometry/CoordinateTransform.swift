import CPROJ
public import Diagnostics
public import Imagery

/// Moves coordinates from one CRS to another; easting or longitude first on both sides.
///
/// Makes PROJ's best transformation without network access. Only transformations that PROJ knows with an accuracy are
/// used; a "ballpark" one, which ignores the difference of the datums, is refused, except between WGS 84 and CGCS2000,
/// which agree within a few decimetres. A transform is not `Sendable`: make one per thread and keep it, for
/// making one reads PROJ's database (milliseconds).
@safe
public struct CoordinateTransform: ~Copyable {
  private let source: CoordinateReferenceSystem
  private let target: CoordinateReferenceSystem
  /// Nil where both systems are the same and coordinates stay as they are, to the last bit.
  private let operation: PROJObject?

  /// Creates the transformation.
  ///
  /// - Throws: `.unsuitableCRS` where PROJ knows no accurate way between the two.
  public init(
    from source: CoordinateReferenceSystem, to target: CoordinateReferenceSystem
  ) throws(TiankanError) {
    self.source = source
    self.target = target
    if source.isEquivalent(to: target) {
      operation = nil
    } else {
      operation = try Self.operation(from: source, to: target)
    }
  }

  /// Whether coordinates stay as they are.
  public var isIdentity: Bool {
    switch operation {
    case .none: true
    case .some: false
    }
  }
}

extension CoordinateTransform {
  /// Transforms coordinates; they stay unchanged where it throws.
  ///
  /// - Throws: `.unsuitableCRS` for a position that has no image in the target system.
  public func transform(_ coordinates: inout [Coordinate]) throws(TiankanError) {
    switch operation {
    case .none: return
    case .some(let operation): try apply(operation, to: &coordinates)
    }
  }

  private func apply(
    _ operation: borrowing PROJObject, to coordinates: inout [Coordinate]
  ) throws(TiankanError) {
    let stride = MemoryLayout<Coordinate>.stride
    let count = coordinates.count
    var moved = coordinates
    unsafe proj_errno_reset(operation.pointer)
    unsafe moved.withUnsafeMutableBytes { bytes in
      // SAFETY: `Coordinate` is two doubles without padding, so x and y of `count` positions lie at these strides.
      guard let base = bytes.baseAddress else { return }
      let x = unsafe base.assumingMemoryBound(to: Double.self)
      _ = unsafe proj_trans_generic(
        operation.pointer, PJ_FWD, x, stride, count, x + 1, stride, count, nil, 0, 0, nil, 0, 0)
    }
    if let lost = moved.firstIndex(where: { !($0.x.isFinite && $0.y.isFinite) }) {
      let number = unsafe proj_errno(operation.pointer)
      let text = unsafe proj_context_errno_string(operation.context.pointer, number)
      throw failure(at: coordinates[lost], cause: unsafe text.map { unsafe String(cString: $0) })
    }
    coordinates = moved
  }

  private func failure(at position: Coordinate, cause: String?) -> TiankanError {
    TiankanError(
      .unsuitableCRS,
      "a position cannot be transformed from \(source) to \(target); check that the data is in the CRS it states",
      subject: "\(position.x) \(position.y)", cause: cause)
  }

  /// The geometry in the target system, vertex by vertex; cut long edges first where they must stay where they were
  /// (`Densification`).
  public func transformed(_ geometry: MultiPolygon) throws(TiankanError) -> MultiPolygon {
    if isIdentity { return geometry }
    return try geometry.mapRings { ring throws(TiankanError) in
      var coordinates = ring.coordinates
      try transform(&coordinates)
      return LinearRing(coordinates)
    }
  }

  /// The envelope in the target system of everything in the given one.
  ///
  /// Each side is cut into 128 pieces. The curve between two cuts can reach beyond the result by what a circle
  /// of the earth's radius bulges over one piece (6 cm for a side of 110 km); grow the result where that matters.
  public func transformed(_ envelope: Envelope) throws(TiankanError) -> Envelope {
    if isIdentity || envelope.isEmpty { return envelope }
    let cuts = 128
    var positions: [Coordinate] = []
    positions.reserveCapacity(4 * (cuts + 1))
    for cut in 0...cuts {
      let t = Double(cut) / Double(cuts)
      let x = envelope.minX + t * (envelope.maxX - envelope.minX)
      let y = envelope.minY + t * (envelope.maxY - envelope.minY)
      positions.append(Coordinate(x: x, y: envelope.minY))
      positions.append(Coordinate(x: x, y: envelope.maxY))
      positions.append(Coordinate(x: envelope.minX, y: y))
      positions.append(Coordinate(x: envelope.maxX, y: y))
    }
    try transform(&positions)
    return Envelope(of: positions)
  }
}
