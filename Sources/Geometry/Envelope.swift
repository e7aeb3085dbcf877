/// The smallest rectangle along the axes that holds a geometry: easting and northing, or degrees.
///
/// The envelope of nothing is `Envelope.empty`, which meets no other envelope and is neutral in unions.
public struct Envelope: Hashable, Sendable, BitwiseCopyable {
  /// The smallest easting or longitude.
  public var minX: Double
  /// The smallest northing or latitude.
  public var minY: Double
  /// The largest easting or longitude.
  public var maxX: Double
  /// The largest northing or latitude.
  public var maxY: Double

  /// Creates an envelope from its four sides.
  @inlinable
  public init(minX: Double, minY: Double, maxX: Double, maxY: Double) {
    self.minX = minX
    self.minY = minY
    self.maxX = maxX
    self.maxY = maxY
  }
}

extension Envelope {
  /// The envelope of nothing.
  public static let empty = Envelope(
    minX: .infinity, minY: .infinity, maxX: -.infinity, maxY: -.infinity)

  /// Whether the envelope holds no position.
  @inlinable public var isEmpty: Bool { !(minX <= maxX && minY <= maxY) }

  /// The extent along easting or longitude; 0 where empty.
  @inlinable public var width: Double { isEmpty ? 0 : maxX - minX }

  /// The extent along northing or latitude; 0 where empty.
  @inlinable public var height: Double { isEmpty ? 0 : maxY - minY }

  /// Whether both have a position in common; touching sides count.
  @inlinable
  public func intersects(_ other: Envelope) -> Bool {
    minX <= other.maxX && other.minX <= maxX && minY <= other.maxY && other.minY <= maxY
  }

  /// Whether the position lies inside or on a side.
  @inlinable
  public func contains(_ position: Coordinate) -> Bool {
    minX <= position.x && position.x <= maxX && minY <= position.y && position.y <= maxY
  }

  /// Whether `other` lies inside, sides included; the empty envelope lies in every one.
  @inlinable
  public func contains(_ other: Envelope) -> Bool {
    other.isEmpty
      || (minX <= other.minX && other.maxX <= maxX && minY <= other.minY && other.maxY <= maxY)
  }

  /// The smallest envelope that holds both.
  @inlinable
  public func union(_ other: Envelope) -> Envelope {
    Envelope(
      minX: min(minX, other.minX), minY: min(minY, other.minY),
      maxX: max(maxX, other.maxX), maxY: max(maxY, other.maxY))
  }

  /// What both have in common; `empty` where they do not meet.
  @inlinable
  public func intersection(_ other: Envelope) -> Envelope {
    guard intersects(other) else { return .empty }
    return Envelope(
      minX: max(minX, other.minX), minY: max(minY, other.minY),
      maxX: min(maxX, other.maxX), maxY: min(maxY, other.maxY))
  }

  /// The envelope grown by `margin` on every side, in units of the coordinates; `empty` stays empty.
  @inlinable
  public func expanded(by margin: Double) -> Envelope {
    guard !isEmpty else { return .empty }
    return Envelope(
      minX: minX - margin, minY: minY - margin, maxX: maxX + margin, maxY: maxY + margin)
  }
}
