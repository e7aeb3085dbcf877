import CGDAL
import Diagnostics
import Geometry
import Imagery

/// Where the coordinates of a CRS can be, to recognise exchanged axes, missing zone numbers and degrees
/// taken for metres.
///
/// The area is the CRS's published area of use, 10° wider on each side: neighbours of a zone are often drawn
/// in it, other continents are not.
struct PlausibleArea {
  private let crs: CoordinateReferenceSystem
  private let bounds: Envelope?

  init(of crs: CoordinateReferenceSystem) throws(TiankanError) {
    self.crs = crs
    let world = Envelope(minX: -180, minY: -90, maxX: 180, maxY: 90)
    let use = try Self.areaOfUse(of: crs).map {
      // A projection may not reach its own area's margin; the world's edge is never crossed.
      $0.expanded(by: 10).intersection(world)
    }
    switch crs.kind {
    case .geographic: bounds = (use ?? world).expanded(by: 1e-9)
    case .projected:
      bounds = try use.flatMap { area throws(TiankanError) in
        try Self.project(area, to: crs)
      }
    }
  }

  /// `nil` where the position is plausible, else what is wrong with it and what to do.
  func objection(to geometry: MultiPolygon) -> String? {
    let envelope = geometry.envelope
    guard envelope.minX.isFinite, envelope.maxX.isFinite, envelope.minY.isFinite,
      envelope.maxY.isFinite
    else { return "a coordinate is not a number; export the layer again" }
    guard let bounds, !bounds.contains(envelope) else { return nil }
    let position = "(\(Self.text(envelope.minX)), \(Self.text(envelope.minY)))"
    let exchanged = Envelope(
      minX: envelope.minY, minY: envelope.minX, maxX: envelope.maxY, maxY: envelope.maxX)
    switch crs.kind {
    case .geographic:
      if bounds.contains(exchanged) {
        return "longitude and latitude look exchanged at \(position); longitude must come first"
      }
      if max(abs(envelope.maxX), abs(envelope.maxY)) > 1000 {
        return "\(position) looks like metres, but the CRS is \(crs); state the true CRS"
      }
    case .projected:
      if bounds.contains(exchanged) {
        return "easting and northing look exchanged at \(position); easting must come first"
      }
      if abs(envelope.maxX) <= 180, abs(envelope.maxY) <= 90 {
        return "\(position) looks like degrees, but the CRS is \(crs); state the true CRS"
      }
      if let zoned = CGCS2000.splitZonePrefix(easting: envelope.minX),
        let other = try? CGCS2000.zone(number: zoned.zone)
      {
        return "the easting \(Self.text(envelope.minX)) starts with the zone number \(zoned.zone), "
          + "unlike those of \(crs); state \(other) if the layer is in CGCS2000"
      }
    }
    return "\(position) is far outside the area of \(crs); state the true CRS"
  }

  private static func text(_ value: Double) -> String {
    abs(value) < 1e12 ? DecimalText.fixed(value, decimals: 3) : "\(value)"
  }

  /// The published area in degrees; `nil` where there is none or it crosses the 180° meridian.
  private static func areaOfUse(
    of crs: CoordinateReferenceSystem
  ) throws(TiankanError) -> Envelope? {
    let reference = try OSRSpatialReference.defining(crs)
    var (west, south, east, north) = (0.0, 0.0, 0.0, 0.0)
    let isKnown = unsafe OSRGetAreaOfUse(
      reference.pointer, &west, &south, &east, &north, nil)
    // −1000 is how PROJ says that a side is unknown.
    guard isKnown != 0, west > -1000, west < east else { return nil }
    return Envelope(minX: west, minY: south, maxX: east, maxY: north)
  }

  /// The area's envelope in the CRS; `nil` where the projection does not reach it.
  private static func project(
    _ area: Envelope, to crs: CoordinateReferenceSystem
  ) throws(TiankanError) -> Envelope? {
    let target = try OSRSpatialReference.defining(crs)
    // SAFETY: the clone of the base system is owned by `base` from here on.
    guard let cloned = unsafe OSRCloneGeogCS(target.pointer) else { return nil }
    let base = unsafe OSRSpatialReference(owning: cloned)
    unsafe OSRSetAxisMappingStrategy(base.pointer, OAMS_TRADITIONAL_GIS_ORDER)
    var result = Envelope.empty
    let log = GDALErrorLog()
    let succeeded = log.collect {
      // SAFETY: the transformation lives until it is destroyed below, the references outlive it.
      guard
        let transformation = unsafe OCTNewCoordinateTransformation(base.pointer, target.pointer)
      else { return false }
      defer { unsafe OCTDestroyCoordinateTransformation(transformation) }
      return unsafe OCTTransformBounds(
        transformation, area.minX, area.minY, area.maxX, area.maxY, &result.minX, &result.minY,
        &result.maxX, &result.maxY, 21) != 0
    }
    guard succeeded, result.minX.isFinite, result.maxX.isFinite, result.minY.isFinite,
      result.maxY.isFinite
    else { return nil }
    return result
  }
}
