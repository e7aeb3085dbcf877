import ChangeDetection
public import Diagnostics
import Geometry
public import Imagery
public import LandUnits
public import Supervision

/// Ranks parcels of a survey by what they could be treated for: class, slope, size, cropland beside them, red line, and how green they are.
public struct PotentialSurvey {
  /// A candidate with its parcel.
  private struct Found {
    var unit: Int
    var potential: LandPotential
    var views: (greenest: Double, barest: Double)?
  }

  /// How far cropland is looked for, in metres.
  private static let reach = 50.0

  private let units: [LandUnit]
  private let library: RuleLibrary
  private let terms: ReportTerms
  private var found: [Found] = []
  private var leftOut: [String: Int] = [:]

  /// Judges the parcels.
  ///
  /// - Parameters:
  ///   - redLine: Outlines of the ecological red line.
  ///   - model: The elevation model: without slopes there is no survey.
  ///   - kinds: The kinds wanted.
  /// - Throws: `.usage` where the layer has no field DLBM; errors of reading the elevation model.
  public init(
    _ units: [LandUnit], redLine: [LandUnit], model: consuming ElevationModel,
    kinds: Set<LandPotential.Kind>, library: RuleLibrary
  ) throws(TiankanError) {
    guard let first = units.first, first["DLBM"] != nil else {
      throw TiankanError(
        .usage, "the layer has no field DLBM; classes of the survey are needed",
        subject: units.first?.layer)
    }
    guard let limit = library.proposed("farming-slope")?.rule.test,
      let least = library.proposed("potential-area")?.rule.test
    else {
      throw TiankanError(
        .usage, "the rule set proposed lacks farming-slope or potential-area", subject: "proposed")
    }
    self.units = units
    self.library = library
    terms = try ReportTerms.load()
    var model = model
    let crs = first.crs
    let lines = try LandUnitIndex(redLine, crs: crs)
    let cropland = units.indices.filter { units[$0]["DLBM"]?.text?.hasPrefix("01") ?? false }
    let index = SpatialIndex(cropland.map { units[$0].geometry.envelope })
    for (position, unit) in units.enumerated() {
      guard
        let kind = LandPotential.kind(
          landClass: unit["DLBM"]?.text, attribute: unit["ZZSXDM"]?.text), kinds.contains(kind),
        let area = LandArea(squareMetres: unit.grossSquareMetres)
      else { continue }
      let inside =
        try redLine.isEmpty
        ? 0
        : lines.overlaps(of: unit.geometry, areaSquareMetres: max(1e-6, unit.grossSquareMetres))
          .reduce(0) { $0 + $1.shareOfClue }
      let potential = LandPotential(
        kind, area: area, slope: try model.meanSlope(of: unit.geometry, in: unit.crs),
        distance: crs.kind == .projected
          ? Self.distance(of: position, units, cropland, index) : nil,
        isInRedLine: inside > 0.01, limit: limit, least: least)
      guard potential.obstacles.isEmpty else {
        for obstacle in potential.obstacles { leftOut[obstacle.rawValue, default: 0] += 1 }
        continue
      }
      found.append(Found(unit: position, potential: potential))
    }
    found.sort { one, next in
      if one.potential.kind != next.potential.kind {
        return one.potential.kind.rawValue < next.potential.kind.rawValue
      }
      return LandPotential.isBefore(one.potential, next.potential)
    }
  }

  /// Metres from a parcel to the next other parcel of cropland; nil where there is none within reach.
  private static func distance(
    of position: Int, _ units: [LandUnit], _ cropland: [Int], _ index: SpatialIndex
  ) -> Double? {
    let own = units[position].geometry
    var least = Double.infinity
    for near in index.query(own.envelope.expanded(by: reach)) where cropland[near] != position {
      least = min(least, own.vertexDistance(to: units[cropland[near]].geometry))
    }
    return least <= reach ? (least * 10).rounded() / 10 : nil
  }

  /// Looks at the first candidates of each kind in the scenes of the twelve months before a day.
  public mutating func look(
    at scenes: [Scene], until day: CalendarDate, most count: Int
  ) throws(TiankanError) {
    guard let crs = units.first?.crs else { return }
    let recent = scenes.filter {
      $0.acquisition.sensed.map { day.dayNumber - $0.date.dayNumber <= 365 } ?? false
    }
    let views = try PlotViews(recent, until: day, crs: crs, library: library)
    var seen: [LandPotential.Kind: Int] = [:]
    for index in found.indices {
      let kind = found[index].potential.kind
      guard seen[kind, default: 0] < count else { continue }
      seen[kind, default: 0] += 1
      let unit = units[found[index].unit]
      let record = RegisterRecord(
        RegisterRecord.Key(.plot, unit.id), values: [:], outline: unit.geometry,
        gross: LandArea(squareMetres: unit.grossSquareMetres))
      let values = try views.views(of: record, [.ndvi])?.compactMap { $0.values[.ndvi] } ?? []
      if let greenest = values.max(), let barest = values.min() {
        found[index].views = (greenest, barest)
      }
    }
  }

  /// The survey as a document.
  public func document(program: String) -> PotentialDocument {
    func term(_ kind: LandPotential.Kind) -> ReportTerm {
      terms.term(.accounts, "potential_\(kind.rawValue)")
    }
    var ranks: [LandPotential.Kind: Int] = [:]
    let candidates = found.map { entry in
      let kind = entry.potential.kind
      ranks[kind, default: 0] += 1
      let unit = units[entry.unit]
      return PotentialDocument.Candidate(
        rank: ranks[kind] ?? 0, kind: term(kind), parcel: unit.id,
        landClass: unit["DLBM"]?.text ?? "",
        area: ReportArea(squareMetres: unit.grossSquareMetres),
        slope: entry.potential.slope.map { ($0 * 10).rounded() / 10 },
        cropland: entry.potential.distance,
        greenest: entry.views.map { ($0.greenest * 1000).rounded() / 1000 },
        barest: entry.views.map { ($0.barest * 1000).rounded() / 1000 })
    }
    return PotentialDocument(
      layer: units.first?.layer ?? "", program: program,
      totals: LandPotential.Kind.allCases.map { kind in
        let own = found.filter { $0.potential.kind == kind }
        return PotentialDocument.Total(
          kind: term(kind), candidates: own.count,
          area: ReportArea(squareMetres: own.reduce(0) { $0 + $1.potential.area.squareMetres }))
      }, leftOut: leftOut, candidates: candidates)
  }
}

extension MultiPolygon {
  /// The least distance from a vertex of either geometry to the other: their distance, where they do not cross.
  fileprivate func vertexDistance(to other: MultiPolygon) -> Double {
    func least(_ one: MultiPolygon, _ next: MultiPolygon) -> Double {
      var least = Double.infinity
      for polygon in one.polygons {
        for position in polygon.exterior.coordinates {
          least = min(least, next.distance(to: position))
        }
      }
      return least
    }
    return min(least(self, other), least(other, self))
  }
}
