public import Diagnostics
public import Geometry
public import Imagery

/// How much of each land unit lies in a layer: a control line, a kind of land, approvals.
///
/// Most units lie well inside or well outside of a feature of a layer. Where no edge of the feature meets a unit's envelope, the
/// unit is wholly on one side, and one position decides; only the others are overlaid. The result is exactly that of
/// overlaying everything. A value can be asked from several threads at once.
///
/// - Complexity: memory of the layer's outlines and 48 bytes per edge; a unit costs O(log edges), and an overlay for each feature whose
///   edges come near it.
public struct LayerCover: Sendable {
  /// The layer's features in the CRS of the units.
  private let outlines: [MultiPolygon]
  private let envelopes: SpatialIndex
  private let edges: SpatialIndex
  /// The feature of each edge.
  private let owners: [Int32]

  /// Creates a cover of features.
  ///
  /// - Parameters:
  ///   - features: The outlines, in any CRS each; valid.
  ///   - crs: The CRS of the units that are asked about.
  /// - Throws: `.unsuitableCRS` where a feature cannot be transformed.
  public init(_ features: [LandUnit], crs: CoordinateReferenceSystem) throws(TiankanError) {
    self.init(try LandUnitIndex(features, crs: crs).outlines)
  }

  /// Creates a cover of outlines in the CRS of the units that are asked about.
  public init(_ outlines: [MultiPolygon]) {
    self.outlines = outlines
    envelopes = SpatialIndex(outlines.map(\.envelope))
    var sides: [Envelope] = []
    var owners: [Int32] = []
    for (number, outline) in outlines.enumerated() {
      for polygon in outline.polygons {
        for ring in polygon.rings {
          for (a, b) in zip(ring.coordinates, ring.coordinates.dropFirst()) {
            sides.append(
              Envelope(
                minX: min(a.x, b.x), minY: min(a.y, b.y), maxX: max(a.x, b.x),
                maxY: max(a.y, b.y)))
            owners.append(Int32(number))
          }
        }
      }
    }
    edges = SpatialIndex(sides)
    self.owners = owners
  }

  /// The area of a unit within the layer, on the ellipsoid; where features overlap, the sum of their parts.
  ///
  /// - Parameters:
  ///   - unit: The outline, valid, in the CRS given at the start.
  ///   - squareMetres: Its area.
  ///   - measure: A measure in that CRS, of the calling thread.
  /// - Throws: `.invalidGeometry` where an overlay fails.
  public func area(
    of unit: MultiPolygon, squareMetres: Double, measure: borrowing EllipsoidalArea
  ) throws(TiankanError) -> Double {
    let window = unit.envelope
    let candidates = envelopes.query(window)
    guard !candidates.isEmpty, let inner = unit.polygons.first?.exterior.coordinates.first else {
      return 0
    }
    var near: Set<Int32> = []
    edges.query(window) { near.insert(owners[$0]) }
    var sum = 0.0
    for feature in candidates {
      if near.contains(Int32(feature)) {
        sum += try measure.squareMetres(of: unit.localIntersection(outlines[feature]))
      } else if outlines[feature].contains(inner) {
        // No edge of the feature comes near: the unit is inside with all of it.
        sum += squareMetres
      }
    }
    return sum
  }
}
