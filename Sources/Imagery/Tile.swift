/// A piece of the monitored grid that one task computes: a half-open core and a halo around it.
///
/// Every pixel belongs to one core; the halo is read so that parcels and regions at the core's edge are seen whole.
/// Nothing is counted in the halo.
public struct Tile: Hashable, Sendable {
  /// The identifier, unique in a configuration.
  public var id: String
  /// The pixels that belong to the tile, in columns and rows of the monitored grid.
  public var core: Window
  /// How many pixels are read beyond the core on each side.
  public var halo: Int

  /// Creates a tile.
  public init(id: String, core: Window, halo: Int = Self.standardHalo) {
    precondition(halo >= 0, "a halo cannot be negative")
    self.id = id
    self.core = core
    self.halo = halo
  }

  /// The usual halo in pixels.
  public static let standardHalo = 32
}
