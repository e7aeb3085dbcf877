import Diagnostics
import Foundation
import GeoIO
import Geometry
import Imagery

/// The files of a sample: units to be labelled, the design that stays hidden from who labels, and the form.
struct SampleFiles {
  /// The layer of units, the tables of design and strata.
  static let unitLayer = "sample"
  static let designTable = "sample_design"
  static let stratumTable = "sample_strata"

  private let grid: Grid
  private let units: [StratumCensus.Unit]
  private let strata: [SampleReport.Stratum]
  private let request: SampleRequest
  private let rows: [Feature]

  private static let formFields = [
    FieldDefinition("sample_id", .integer64), FieldDefinition("longitude", .real),
    FieldDefinition("latitude", .real), FieldDefinition("x", .real), FieldDefinition("y", .real),
    FieldDefinition("reference", .text), FieldDefinition("person", .text),
    FieldDefinition("date", .text), FieldDefinition("note", .text),
  ]

  init(
    grid: Grid, units: [StratumCensus.Unit], strata: [SampleReport.Stratum],
    request: SampleRequest
  ) throws(TiankanError) {
    self.grid = grid
    self.units = units
    self.strata = strata
    self.request = request
    let centers = units.map { unit in
      Coordinate(
        x: grid.originX + (Double(unit.column) + 0.5) * grid.pixelWidth,
        y: grid.originY - (Double(unit.row) + 0.5) * grid.pixelHeight)
    }
    var positions = centers
    try CoordinateTransform(
      from: grid.crs, to: CoordinateReferenceSystem(parsing: "EPSG:4326")
    ).transform(&positions)
    rows = units.indices.map { index in
      Feature(
        identifier: String(index + 1),
        attributes: [
          .init("sample_id", .integer(Int64(index + 1))),
          .init("longitude", .real(Self.rounded(positions[index].x, 1e7))),
          .init("latitude", .real(Self.rounded(positions[index].y, 1e7))),
          .init("x", .real(centers[index].x)), .init("y", .real(centers[index].y)),
          .init("reference", .null), .init("person", .null), .init("date", .null),
          .init("note", .null),
        ], geometry: Self.square(units[index], grid))
    }
  }

  func write() throws(TiankanError) {
    try writeGeoPackage()
    guard let form = request.form else { return }
    if form.lowercased().hasSuffix(".csv") {
      try writeCSV(form)
    } else {
      try writeSpreadsheet(form)
    }
  }

  /// Checks the names of the files before any work.
  static func check(_ request: SampleRequest) throws(TiankanError) {
    guard request.output.lowercased().hasSuffix(".gpkg") else {
      throw TiankanError(.usage, "the sample must end in .gpkg", subject: request.output)
    }
    guard let form = request.form?.lowercased() else { return }
    guard form.hasSuffix(".csv") || form.hasSuffix(".xlsx") else {
      throw TiankanError(.usage, "the form must end in .csv or .xlsx", subject: request.form)
    }
  }

  private func writeGeoPackage() throws(TiankanError) {
    var file = try FeatureWriter(path: request.output, crs: grid.crs)
    let layer = try file.addLayer(
      name: Self.unitLayer, fields: Self.formFields, geometry: .multiPolygon)
    for (index, row) in rows.enumerated() {
      try file.write(row, fid: Int64(index + 1), to: layer)
    }
    let design = try file.addLayer(
      name: Self.designTable,
      fields: [
        FieldDefinition("sample_id", .integer64), FieldDefinition("stratum", .text),
        FieldDefinition("map_class", .integer64), FieldDefinition("column_number", .integer64),
        FieldDefinition("row_number", .integer64),
      ], geometry: .none)
    for (index, unit) in units.enumerated() {
      let stratum = Int(unit.stratum)
      try file.write(
        Feature(
          identifier: String(index + 1),
          attributes: [
            .init("sample_id", .integer(Int64(index + 1))),
            .init("stratum", .text(SampleJob.name(of: stratum))),
            .init("map_class", .integer(Int64(SampleJob.mapClass(of: stratum)))),
            .init("column_number", .integer(Int64(unit.column))),
            .init("row_number", .integer(Int64(unit.row))),
          ], geometry: MultiPolygon([])), fid: Int64(index + 1), to: design)
    }
    let table = try file.addLayer(
      name: Self.stratumTable,
      fields: [
        FieldDefinition("stratum", .text), FieldDefinition("map_class", .integer64),
        FieldDefinition("area_m2", .real), FieldDefinition("pixels", .integer64),
        FieldDefinition("units", .integer64), FieldDefinition("ring_pixels", .integer64),
        FieldDefinition("seed", .text), FieldDefinition("map", .text),
      ], geometry: .none)
    for (index, stratum) in strata.enumerated() {
      try file.write(
        Feature(
          identifier: stratum.name,
          attributes: [
            .init("stratum", .text(stratum.name)),
            .init("map_class", .integer(Int64(stratum.mapClass))),
            .init("area_m2", .real(Self.rounded(stratum.squareMetres, 100))),
            .init("pixels", .integer(Int64(stratum.pixels))),
            .init("units", .integer(Int64(stratum.units))),
            .init("ring_pixels", .integer(Int64(request.ring))),
            .init("seed", .text(String(request.seed))),
            .init("map", .text(URL(filePath: request.map).lastPathComponent)),
          ], geometry: MultiPolygon([])), fid: Int64(index + 1), to: table)
    }
    try file.finish()
  }

  private func writeCSV(_ path: String) throws(TiankanError) {
    var file = try CSVFile(creating: path)
    var table = CSVRows()
    for field in Self.formFields { table.add(field.name) }
    table.endRow()
    for row in rows {
      for attribute in row.attributes {
        if let text = attribute.value.text { table.add(text) } else { table.addEmpty() }
      }
      table.endRow()
    }
    try file.write(table)
    try file.finish()
  }

  /// A spreadsheet is written beside its place and moved there whole.
  ///
  /// The temporary name does not contain the name of the form: GDAL opens the container at the first `.xlsx` or
  /// `.zip` of a path.
  private func writeSpreadsheet(_ path: String) throws(TiankanError) {
    let folder = URL(filePath: path).deletingLastPathComponent()
    let temporary = folder.appending(
      path: ".tiankan-\(ProcessInfo.processInfo.processIdentifier).xlsx"
    ).path(percentEncoded: false)
    defer { try? FileManager.default.removeItem(atPath: temporary) }
    try ExchangeFile.write(
      rows, fields: Self.formFields, name: Self.unitLayer, to: temporary, format: .spreadsheet,
      crs: grid.crs)
    guard unsafe rename(temporary, path) == 0 else {
      throw TiankanError(
        .outputFailed, "the form cannot be put in its place; check the folder", subject: path)
    }
  }

  private static func rounded(_ value: Double, _ parts: Double) -> Double {
    (value * parts).rounded() / parts
  }

  private static func square(_ unit: StratumCensus.Unit, _ grid: Grid) -> MultiPolygon {
    let left = grid.x(ofColumnEdge: unit.column)
    let right = grid.x(ofColumnEdge: unit.column + 1)
    let top = grid.y(ofRowEdge: unit.row)
    let bottom = grid.y(ofRowEdge: unit.row + 1)
    return MultiPolygon([
      Polygon(
        exterior: LinearRing([
          Coordinate(x: left, y: bottom), Coordinate(x: right, y: bottom),
          Coordinate(x: right, y: top), Coordinate(x: left, y: top),
          Coordinate(x: left, y: bottom),
        ]))
    ])
  }
}
