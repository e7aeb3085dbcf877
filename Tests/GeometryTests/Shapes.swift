import Diagnostics
import Geometry
import Imagery

/// A polygon from pairs of numbers; the first ring is the exterior.
func polygon(_ rings: [(Double, Double)]...) -> MultiPolygon {
  let made = rings.map { LinearRing($0.map { Coordinate(x: $0.0, y: $0.1) }) }
  return MultiPolygon([Polygon(exterior: made[0], holes: Array(made.dropFirst()))])
}

/// A rectangle along the axes, counter-clockwise.
func rectangle(_ minX: Double, _ minY: Double, _ maxX: Double, _ maxY: Double) -> MultiPolygon {
  polygon([(minX, minY), (maxX, minY), (maxX, maxY), (minX, maxY)])
}

/// The system of a definition that tests know to be right.
func crs(_ text: String) throws(TiankanError) -> CoordinateReferenceSystem {
  try CoordinateReferenceSystem(parsing: text)
}

/// The code of the error that a closure throws; nil where it throws none.
func code(of body: () throws -> Void) -> TiankanError.Code? {
  do {
    try body()
    return nil
  } catch let error as TiankanError {
    return error.code
  } catch {
    return nil
  }
}
