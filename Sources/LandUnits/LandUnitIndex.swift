public import Diagnostics
public import Geometry
public import Imagery

/// Finds which land units a clue overlaps, and by how much.
///
/// Holds the outlines of land units in one CRS, usually that of the grid, with an R-tree over their envelopes. A value can be asked from several
/// threads at once: every question has its own GEOS context, and what needs PROJ is lent to one thread at a time.
///
/// - Complexity: memory of the outlines and 40 bytes per unit; a question costs O(log units) and an overlay
///   for each unit whose envelope meets the clue's, in which vertices far from both are skipped.
public struct LandUnitIndex: Sendable {
  /// The land units, as given (outlines in their own CRS).
  public let units: [LandUnit]
  /// The CRS of questions.
  public let crs: CoordinateReferenceSystem
  /// The outlines of the units in `crs`.
  public let outlines: [MultiPolygon]

  private let envelopes: SpatialIndex
  private let measures: AreaMeasurePool

  /// How long pieces of an edge may be before it is transformed, in metres: keeps straight lines within 2 cm.
  private static let longestPiece = 500.0

  /// Creates an index over land units.
  ///
  /// Units in another CRS are transformed; their edges are cut into pieces of at most 500 m before, so that straight lines stay where they
  /// were within 0.1 m.
  ///
  /// - Throws: `.unsuitableCRS` for Web Mercator, and where a unit cannot be transformed.
  public init(_ units: [LandUnit], crs: CoordinateReferenceSystem) throws(TiankanError) {
    self.units = units
    self.crs = crs
    measures = try AreaMeasurePool(crs: crs)
    outlines = try Self.outlines(of: units, in: crs)
    envelopes = SpatialIndex(outlines.map(\.envelope))
  }

  private static func outlines(
    of units: [LandUnit], in target: CoordinateReferenceSystem
  ) throws(TiankanError) -> [MultiPolygon] {
    var result = units.map(\.geometry)
    // A transformation per CRS, not per unit: layers hold thousands of units in one CRS.
    var sources: [CoordinateReferenceSystem: [Int]] = [:]
    for index in units.indices { sources[units[index].crs, default: []].append(index) }
    for (source, members) in sources {
      let transform = try CoordinateTransform(from: source, to: target)
      if transform.isIdentity { continue }
      let densification = try Densification(longestPiece: longestPiece, in: source)
      for index in members {
        do throws(TiankanError) {
          result[index] = try transform.transformed(densification.densified(result[index]))
        } catch {
          var error = error
          let unit = units[index]
          error.subject = ["\(unit.layer) \(unit.id)", error.subject].compactMap { $0 }
            .joined(separator: ", ")
          throw error
        }
      }
    }
    return result
  }
}

extension LandUnitIndex {
  /// Longitude and latitude of a position in the CRS of questions, without a change of datum.
  ///
  /// - Throws: `.unsuitableCRS` for a position outside the CRS.
  public func longitudeLatitude(of position: Coordinate) throws(TiankanError) -> Coordinate {
    var found = position
    try measures.withMeasure { measure throws(TiankanError) in
      found = try measure.longitudeLatitude(of: position)
    }
    return found
  }

  /// The positions of units whose envelopes meet a window, ascending.
  public func candidates(in window: Envelope) -> [Int] { envelopes.query(window) }

  /// The layers none of whose units' envelopes meet a window, in the order of their first units.
  public func layersBeside(_ window: Envelope) -> [String] {
    let met = Set(candidates(in: window).map { units[$0].layer })
    var beside: [String] = []
    for unit in units where !met.contains(unit.layer) && !beside.contains(unit.layer) {
      beside.append(unit.layer)
    }
    return beside
  }

  /// The overlaps of a clue with the land units, largest first, equal ones in the order of the units.
  ///
  /// - Parameters:
  ///   - clue: the outline of the clue in the index's CRS; valid.
  ///   - areaSquareMetres: the area of the clue, positive; the shares of the clue refer to it.
  /// - Returns: overlaps of more than 10⁻⁶ m².
  /// - Throws: `.invalidGeometry` where an overlay fails, with the unit as subject.
  public func overlaps(
    of clue: MultiPolygon, areaSquareMetres: Double
  ) throws(TiankanError) -> [Overlap] {
    precondition(areaSquareMetres > 0, "a clue has an area")
    let found = candidates(in: clue.envelope)
    if found.isEmpty { return [] }
    var overlaps: [Overlap] = []
    // Many units hold the whole clue: its county, its township, what is supervised.
    var whole: Double?
    try measures.withMeasure { measure throws(TiankanError) in
      for unit in found {
        let area = try commonArea(of: clue, unit: unit, measure: measure, whole: &whole)
        guard area >= 1e-6 else { continue }
        let gross = units[unit].grossSquareMetres
        overlaps.append(
          Overlap(
            unit: unit, squareMetres: area, shareOfClue: min(1, area / areaSquareMetres),
            shareOfUnit: gross > 0 ? min(1, area / gross) : 1))
      }
    }
    overlaps.sort { a, b in
      a.squareMetres != b.squareMetres ? a.squareMetres > b.squareMetres : a.unit < b.unit
    }
    return overlaps
  }

  private func commonArea(
    of clue: MultiPolygon, unit: Int, measure: borrowing EllipsoidalArea, whole: inout Double?
  ) throws(TiankanError) -> Double {
    do throws(TiankanError) {
      let common = try clue.localIntersection(outlines[unit])
      guard common == clue else { return try measure.squareMetres(of: common) }
      if let whole { return whole }
      let area = try measure.squareMetres(of: common)
      whole = area
      return area
    } catch {
      var error = error
      error.subject = "\(units[unit].layer) \(units[unit].id)"
      throw error
    }
  }
}
