/// A closed ring: at least four positions, the last equal to the first.
public struct LinearRing: Hashable, Sendable {
  /// The positions, closed.
  public var coordinates: [Coordinate]

  /// Creates a ring, closing it if the last position differs from the first.
  public init(_ coordinates: [Coordinate]) {
    var closed = coordinates
    if let first = coordinates.first, coordinates.last != first { closed.append(first) }
    self.coordinates = closed
  }
}
