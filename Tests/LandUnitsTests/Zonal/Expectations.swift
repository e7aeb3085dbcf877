import Geometry
import Imagery
import Testing

@testable import LandUnits

/// What exactextract finds in one land unit; quantities in stored units, weights in pixels.
struct ExpectedStatistics: Sendable {
  var pixels: Double
  var mean: Double
  var deviation: Double
  var minimum: Int16
  var maximum: Int16
  var quartiles: [Int16]

  /// The table has 7 digits of `pixels`; exactextract's fractions are 32-bit numbers and ours have 20 binary places: means agree within 10⁻⁶ of an index for all but slivers.
  func compare(
    _ found: ZonalStatistics?, meanTolerance: Double = 0.01, _ name: String = ""
  ) throws {
    let found = try #require(found)
    #expect(abs(found.effectivePixels - pixels) < 1e-6 * pixels + 1e-5, "\(name)")
    #expect(abs(found.exactMean - mean) < meanTolerance, "\(name)")
    #expect(abs(Double(found.mean) - mean) <= 0.5 + meanTolerance, "\(name)")
    #expect(abs(Double(found.deviation) - deviation) <= 0.5 + meanTolerance, "\(name)")
    #expect(found.minimum == minimum && found.maximum == maximum, "\(name)")
    let three = found.quartiles.map { [$0.lower, $0.median, $0.upper] }
    #expect(three == quartiles, "\(name)")
  }
}

/// A shape in pixels from the upper left corner, and what exactextract finds.
struct ExpectedShape: Sendable, CustomTestStringConvertible {
  var name: String
  /// Polygons, rings, positions, column and row.
  var polygons: [[[[Double]]]]
  /// The share of each cell that is covered; cells count along rows of 12.
  var coverage: [Int: Double]
  var statistics: ExpectedStatistics
  var testDescription: String { name }
}

/// The grid of the shapes: 12 × 9 cells of 10 m.
func shapeGrid() throws -> Grid {
  Grid(
    crs: try CoordinateReferenceSystem(parsing: "EPSG:32650"), originX: 500_000,
    originY: 3_400_090, pixelWidth: 10, pixelHeight: 10, columns: 12, rows: 9)
}

extension Grid {
  /// A geometry from rings in pixels from the upper left corner.
  func outline(_ polygons: [[[[Double]]]]) -> MultiPolygon {
    MultiPolygon(
      polygons.map { rings in
        let made = rings.map { ring in
          LinearRing(
            ring.map {
              Coordinate(x: originX + $0[0] * pixelWidth, y: originY - $0[1] * pixelHeight)
            })
        }
        return Polygon(exterior: made[0], holes: Array(made.dropFirst()))
      })
  }

  /// An outline of one ring in pixels from the upper left corner.
  func ring(_ positions: [(Double, Double)]) -> MultiPolygon {
    outline([[positions.map { [$0.0, $0.1] }]])
  }
}

/// The plane of values that the script knows, −32768 on every eleventh cell.
func shapePlane() -> [Int16] {
  var plane: [Int16] = []
  for row in 0..<9 {
    for column in 0..<12 {
      let pattern: Int = (column * 7919 + row * 104_729) % 20_001 - 10_000
      let isMissing = (column + 3 * row) % 11 == 0
      plane.append(isMissing ? IndexValue.noData : Int16(pattern))
    }
  }
  return plane
}

/// The statistics of a plane over one unit.
func statistics(of plane: [Int16], in window: Window, over unit: UnitCoverage) -> ZonalStatistics? {
  var zone = ZonalAccumulator()
  accumulateZone(
    plane.span, of: window, runs: unit.runs, weights: unit.weights, into: &zone)
  return zone.statistics()
}
