import Diagnostics
import GeoIO
import Geometry
import Imagery
import Supervision

/// The labelled units of a calibration, in the CRS of the monitored grid.
struct CalibrationLabels {
  /// A unit: a polygon, or the position of a point.
  struct Unit {
    var outline: MultiPolygon
    /// A position inside.
    var position: Coordinate
  }

  let units: [Unit]
  let labels: [RegionLabel]
  /// Units whose label is blank.
  let unlabelled: Int

  /// Reads polygons, or points of a table.
  ///
  /// - Parameters:
  ///   - source: A layer of polygons, `PATH[#layer]`, or a `.csv` or `.xlsx` with `longitude` and `latitude` (WGS 84 or CGCS2000).
  ///   - label: The column of the label: 1, 变化, 是 where the change is there; 0, 未变化, 否 where it is not; blank where nothing is
  ///     known.
  ///   - region: The column of the region.
  ///   - crs: The CRS of the grid.
  /// - Throws: `.usage` for columns that are not there, `.malformed` for a label that is none, and what reading throws.
  init(
    reading source: String, label: String, region: String, in crs: CoordinateReferenceSystem
  ) throws(TiankanError) {
    let name = source.lowercased()
    let features =
      name.hasSuffix(".csv") || name.hasSuffix(".xlsx")
      ? try Self.points(source, in: crs) : try Self.polygons(source, in: crs)
    var units: [Unit] = []
    var labels: [RegionLabel] = []
    var unlabelled = 0
    for (feature, unit) in features {
      guard let text = feature[label], let place = feature[region] else {
        let names = feature.attributes.map(\.name).joined(separator: ", ")
        throw TiankanError(
          .usage,
          "there is no column \(feature[label] == nil ? label : region); there are \(names)",
          subject: source)
      }
      guard let word = text.text, !word.isEmpty else {
        unlabelled += 1
        continue
      }
      guard let value = LabelledSample.label(word), value <= 1 else {
        throw TiankanError(
          .malformed,
          "unit \(feature.identifier) has the label “\(word)”; write 1 or 变化 where the change is there, 0 or 未变化 where it is not, or leave it blank",
          subject: source)
      }
      guard let text = place.text, !text.isEmpty else {
        throw TiankanError(
          .malformed, "unit \(feature.identifier) has no region in the column \(region)",
          subject: source)
      }
      units.append(unit)
      labels.append(RegionLabel(region: text, isPresent: value == 1))
    }
    self.units = units
    self.labels = labels
    self.unlabelled = unlabelled
  }

  private static func polygons(
    _ source: String, in crs: CoordinateReferenceSystem
  ) throws(TiankanError) -> [(Feature, Unit)] {
    let layer = try BoundaryReader.read(source)
    if let refused = layer.refusals.first {
      throw TiankanError(
        .malformed, "a labelled unit cannot be used: \(refused.reason)",
        subject: refused.subject)
    }
    let transform = try CoordinateTransform(from: layer.crs, to: crs)
    var found: [(Feature, Unit)] = []
    for feature in layer.features {
      let outline = try transform.transformed(feature.geometry)
      found.append((feature, Unit(outline: outline, position: try outline.pointOnSurface())))
    }
    return found
  }

  private static func points(
    _ source: String, in crs: CoordinateReferenceSystem
  ) throws(TiankanError) -> [(Feature, Unit)] {
    let table = try AttributeTable(reading: source, everythingIsText: true)
    for name in ["longitude", "latitude"] { try table.require(name, subject: source) }
    let transform = try CoordinateTransform(
      from: CoordinateReferenceSystem(parsing: "EPSG:4326"), to: crs)
    var found: [(Feature, Unit)] = []
    for row in table.rows {
      guard let longitude = row["longitude"]?.number, let latitude = row["latitude"]?.number,
        (-180...180).contains(longitude), (-90...90).contains(latitude)
      else {
        throw TiankanError(
          .malformed, "row \(row.identifier) has no position in longitude and latitude",
          subject: source)
      }
      var positions = [Coordinate(x: longitude, y: latitude)]
      try transform.transform(&positions)
      found.append((row, Unit(outline: MultiPolygon([]), position: positions[0])))
    }
    return found
  }

  /// Which units some clues found, and which clues lie in which unit.
  ///
  /// A unit is found where clues cover half of it or more, where the inner point of a clue lies in it, or, for a point, where a
  /// clue holds it.
  func compare(
    _ clues: [(outline: MultiPolygon, position: Coordinate)], in crs: CoordinateReferenceSystem
  ) throws(TiankanError) -> (found: [Bool], unitOfClue: [Int?]) {
    let index = SpatialIndex(clues.map(\.outline.envelope))
    let areas = try EllipsoidalArea(in: crs)
    var found: [Bool] = []
    var unitOfClue = [Int?](repeating: nil, count: clues.count)
    for (number, unit) in units.enumerated() {
      var covered: [MultiPolygon] = []
      var holdsClue = false
      if unit.outline.isEmpty {
        let window = Envelope(of: [unit.position])
        for clue in index.query(window) where clues[clue].outline.contains(unit.position) {
          holdsClue = true
          unitOfClue[clue] = number
        }
      } else {
        for clue in index.query(unit.outline.envelope) {
          let common = try unit.outline.intersection(clues[clue].outline)
          if !common.isEmpty { covered.append(common) }
          if unit.outline.contains(clues[clue].position) {
            holdsClue = true
            unitOfClue[clue] = number
          }
        }
      }
      var isFound = holdsClue
      if !isFound, !covered.isEmpty {
        isFound =
          2 * (try areas.squareMetres(of: MultiPolygon.union(covered)))
          >= (try areas.squareMetres(of: unit.outline))
      }
      found.append(isFound)
    }
    return (found, unitOfClue)
  }
}
