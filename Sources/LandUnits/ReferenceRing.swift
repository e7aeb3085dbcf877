public import Diagnostics
public import Geometry
public import Imagery

/// The ring of land around a mine that its rehabilitation is compared with.
///
/// Between an inner and an outer distance from the mine, without what other mines and given polygons cover. The inner
/// distance keeps dust, waste heaps and haul roads out; the outer one keeps the climate the same.
public struct ReferenceRing: Hashable, Sendable {
  /// The distance from the mine at which the ring starts, in metres [P].
  public var inner = 200.0
  /// The distance at which it ends, in metres [P].
  public var outer = 1000.0
  /// How far the ring stays away from other mines, in metres [P].
  public var clearance = 200.0

  /// Creates the default ring: 200 m to 1000 m outside.
  public init() {}

  /// The ring around a mine.
  ///
  /// - Parameters:
  ///   - mine: The outline of the mine.
  ///   - mines: The outlines of other mines; the mine itself may be among them.
  ///   - excluded: What else must not be in the ring, such as construction sites, water, cropland.
  ///   - crs: The CRS of all of them: projected, in metres.
  /// - Returns: The ring; empty where nothing is left of it.
  /// - Throws: `.unsuitableCRS` for longitude and latitude, Web Mercator and other units, `.empty` for a mine
  ///   without parts, `.invalidGeometry` for outlines that cannot be overlaid.
  /// - Complexity: buffers and one overlay, over the others whose envelopes come near.
  public func around(
    _ mine: MultiPolygon, mines: [MultiPolygon] = [], excluded: [MultiPolygon] = [],
    crs: CoordinateReferenceSystem
  ) throws(TiankanError) -> MultiPolygon {
    precondition(0 <= inner && inner < outer && clearance >= 0, "a ring has a width")
    guard !crs.isWebMercator, let unit = crs.projectedUnitInMetres, (unit - 1).magnitude < 1e-9
    else {
      throw TiankanError(
        .unsuitableCRS,
        "distances around a mine need a projected CRS in metres; transform the outlines first",
        subject: crs.description)
    }
    guard !mine.isEmpty else {
      throw TiankanError(.empty, "a mine without parts has no surroundings; leave it out")
    }
    let ring = try mine.buffered(by: outer).difference(try mine.buffered(by: inner))
    let window = ring.envelope
    var taken: [MultiPolygon] = []
    for other in mines
    where other != mine && other.envelope.expanded(by: clearance).intersects(window) {
      taken.append(try other.buffered(by: clearance))
    }
    taken += excluded.filter { $0.envelope.intersects(window) }
    return taken.isEmpty ? ring : try ring.difference(try MultiPolygon.union(taken))
  }
}
