public import Diagnostics
import Foundation
public import GeoIO
import Geometry
import Imagery
import LandUnits

/// How much of each land unit lies in each of some layers: one table for 三区三线, approvals, slopes and whatever else is held
/// against parcels.
///
/// Layers are read one after the other; memory is that of the units and of the largest layer. Units are shared among the workers, and the
/// rows do not depend on their number.
public struct OverlayJob {
  /// What is asked.
  public struct Request: Sendable {
    /// The land units, `PATH[#layer]`.
    public var units: String
    /// The layers, `NAME=PATH[#layer]` taken apart.
    public var layers: [(name: String, source: String)]
    /// What is stated about all of them.
    public var boundaries: BoundaryOptions
    /// The table, `.csv`.
    public var output: String

    /// Creates a request.
    public init(
      units: String, layers: [(name: String, source: String)], boundaries: BoundaryOptions,
      output: String
    ) {
      self.units = units
      self.layers = layers
      self.boundaries = boundaries
      self.output = output
    }
  }

  /// What was done.
  public struct Report: Sendable {
    /// Units.
    public var units = 0
    /// Per layer: its name, its features, the units it touches, and the area in square metres.
    public var layers: [(name: String, features: Int, touched: Int, squareMetres: Double)] = []
    /// Features that were left out.
    public var refusals: [Refusal] = []
    /// What a reader should know.
    public var notices: [String] = []
  }

  private let request: Request
  private let context: JobContext
  /// Units that a worker takes at once.
  private static let chunk = 512

  /// Prepares the job.
  public init(_ request: Request, in context: JobContext) {
    self.request = request
    self.context = context
  }

  /// Overlays, and writes the table: a row per unit, its gross area, and its area in each layer in square metres.
  ///
  /// - Throws: Where a layer as a whole cannot be used; errors of writing.
  public func run() throws(TiankanError) -> Report {
    var report = Report()
    let loaded = try LandUnitLoader.load(request.units, options: request.boundaries)
    let units = loaded.units
    guard let crs = units.first?.crs else {
      throw TiankanError(.empty, "there is no land unit to overlay", subject: request.units)
    }
    report.units = units.count
    report.refusals = loaded.refusals
    report.notices = loaded.notices
    var columns: [[Double]] = []
    for (number, layer) in request.layers.enumerated() {
      context.report(JobProgress(stage: "overlay", done: number, total: request.layers.count))
      let features = try LandUnitLoader.load(layer.source, options: request.boundaries)
      report.refusals += features.refusals
      report.notices += features.notices
      let cover = try LayerCover(features.units, crs: crs)
      let areas = try areas(of: units, in: cover, crs)
      columns.append(areas)
      report.layers.append(
        (
          layer.name, features.units.count, areas.count { $0 > 0 },
          areas.reduce(0, +)
        ))
    }
    try write(units, columns)
    return report
  }

  private func areas(
    of units: [LandUnit], in cover: LayerCover, _ crs: CoordinateReferenceSystem
  ) throws(TiankanError) -> [Double] {
    let chunks = (units.count + Self.chunk - 1) / Self.chunk
    let found = Collected(count: units.count)
    try context.pool.run(
      count: chunks, ahead: 2 * context.pool.threads,
      makeWorker: { () throws(TiankanError) -> EllipsoidalArea in try EllipsoidalArea(in: crs) },
      produce: { measure, chunk throws(TiankanError) -> [Double] in
        let start = chunk * Self.chunk
        var areas: [Double] = []
        for unit in units[start..<min(start + Self.chunk, units.count)] {
          areas.append(
            try cover.area(
              of: unit.geometry, squareMetres: unit.grossSquareMetres, measure: measure))
        }
        return areas
      },
      consume: { chunk, areas throws(TiankanError) in found.put(areas, at: chunk * Self.chunk) })
    return found.values
  }

  private func write(_ units: [LandUnit], _ columns: [[Double]]) throws(TiankanError) {
    var file = try CSVFile(creating: request.output)
    var header = CSVRows()
    header.add("unit")
    header.add("gross_m2")
    for layer in request.layers { header.add("\(layer.name)_m2") }
    header.endRow()
    try file.write(header)
    for start in stride(from: 0, to: units.count, by: Self.chunk) {
      var rows = CSVRows()
      for number in start..<min(start + Self.chunk, units.count) {
        rows.add(units[number].id)
        rows.add(Self.thousandths(units[number].grossSquareMetres), decimals: 3)
        for column in columns { rows.add(Self.thousandths(column[number]), decimals: 3) }
        rows.endRow()
      }
      try file.write(rows)
    }
    try file.finish()
  }

  private static func thousandths(_ squareMetres: Double) -> Int64 {
    Int64((squareMetres * 1000).rounded(.toNearestOrEven))
  }
}
