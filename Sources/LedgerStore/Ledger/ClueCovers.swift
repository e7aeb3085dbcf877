import Diagnostics
import GeoIO
import Geometry
import Supervision

/// Which clues of a new generation cover how much of an old clue, measured in the plane of the grid.
enum ClueCovers {
  static func of(
    _ key: ClueKey, in database: FeatureDatabase, generation: Int
  ) throws(TiankanError) -> [ClueLifeCycle.Cover] {
    var statement = SQLText("SELECT clue_key, geom FROM clue WHERE clue_key = ")
    try statement.append(text: key.description)
    let outlines = try database.rows(statement) { row throws(TiankanError) in try row.area() }
    guard let outline = outlines.first, !outline.isEmpty else { return [] }
    let whole = outline.planarArea
    guard whole > 0 else { return [] }
    var query = SQLText(
      "SELECT clue_key, tile, kind, anchor_date, anchor_row, anchor_column, geom FROM clue "
        + "WHERE written = \(generation) AND kind = '\(key.kind.rawValue)' AND ")
    query.append(inside: outline.envelope, of: "clue", database.address.kind)
    let near = try database.rows(query) {
      row throws(TiankanError) -> (ClueKey?, MultiPolygon) in
      (row.clueKey(from: 1), try row.area())
    }
    var covers: [ClueLifeCycle.Cover] = []
    for case (let key?, let candidate) in near {
      let share = try outline.intersection(candidate).planarArea / whole
      // A shared edge is no cover.
      if share > 1e-6 { covers.append(ClueLifeCycle.Cover(key: key, share: share)) }
    }
    return covers
  }
}

extension SQLText {
  /// Appends the condition that a row's outline meets a rectangle, answered by the spatial index.
  mutating func append(inside box: Envelope, of table: String, _ kind: DatabaseAddress.Kind) {
    switch kind {
    case .geoPackage:
      append(
        words: "fid IN (SELECT id FROM rtree_\(table)_geom WHERE minx <= \(box.maxX) "
          + "AND maxx >= \(box.minX) AND miny <= \(box.maxY) AND maxy >= \(box.minY))")
    case .postGIS:
      append(
        words: "geom && ST_SetSRID(ST_MakeEnvelope(\(box.minX), \(box.minY), \(box.maxX), "
          + "\(box.maxY)), ST_SRID(geom))")
    }
  }
}

extension MultiPolygon {
  /// The area in the plane, for shares only; never an area that is published.
  var planarArea: Double {
    polygons.reduce(0) { sum, polygon in
      sum + abs(polygon.exterior.doubledArea) / 2
        - polygon.holes.reduce(0) { $0 + abs($1.doubledArea) / 2 }
    }
  }
}

extension LinearRing {
  /// Twice the signed area, by the shoelace formula about the first position.
  fileprivate var doubledArea: Double {
    guard let origin = coordinates.first else { return 0 }
    return zip(coordinates, coordinates.dropFirst()).reduce(0) { sum, edge in
      sum + (edge.0.x - origin.x) * (edge.1.y - origin.y)
        - (edge.1.x - origin.x) * (edge.0.y - origin.y)
    }
  }
}
