public import Diagnostics
import Foundation
import GeoIO
import Geometry
import Imagery
public import Supervision

/// Writes a register as a GeoPackage for other programs, and beside it the mapping file with which it can be imported again
/// without loss.
public enum RegisterExport {
  /// Writes `PATH.gpkg` and `PATH.yaml`.
  ///
  /// Areas are in square metres, lists are separated by semicolons. The same register gives the same rows.
  ///
  /// - Returns: The files written.
  /// - Throws: `.usage` for another ending; errors of writing.
  public static func write(_ register: Register, to path: String) throws(TiankanError) -> [String] {
    guard path.lowercased().hasSuffix(".gpkg") else {
      throw TiankanError(.usage, "the export must end in .gpkg", subject: path)
    }
    var writer = try FeatureWriter(path: path, format: .geoPackage, crs: register.crs)
    for kind in RegisterKind.allCases {
      let fields =
        [FieldDefinition("record_id", .text)]
        + kind.columns.map { FieldDefinition($0.name, $0.content.fieldKind) }
        + (kind.isSpatial ? [FieldDefinition("gross_m2", .real)] : [])
      let records = register.all(kind)
      // A township may be without outline; what is not drawn goes into a table.
      let drawn = records.filter { $0.outline != nil }
      if kind.isSpatial {
        let layer = try writer.addLayer(
          name: kind.rawValue, fields: fields, geometry: .multiPolygon)
        try write(drawn, to: layer, &writer)
      }
      let rest = records.filter { $0.outline == nil }
      if !kind.isSpatial || !rest.isEmpty {
        let name = kind.isSpatial ? "\(kind.rawValue)_undrawn" : kind.rawValue
        let layer = try writer.addLayer(name: name, fields: fields, geometry: .none)
        try write(rest, to: layer, &writer)
      }
    }
    try writer.finish()
    let mapping = String(path.dropLast(5)) + ".yaml"
    do {
      try Self.mapping(register, (path as NSString).lastPathComponent).write(
        toFile: mapping, atomically: true, encoding: .utf8)
    } catch {
      throw TiankanError(
        .outputFailed, "the mapping file could not be written", subject: mapping, cause: "\(error)")
    }
    return [path, mapping]
  }

  private static func write(
    _ records: [RegisterRecord], to layer: FeatureWriter.Layer, _ writer: inout FeatureWriter
  ) throws(TiankanError) {
    for (number, record) in records.enumerated() {
      var attributes = [Feature.Attribute("record_id", .text(record.id))]
      for column in record.key.kind.columns {
        attributes.append(
          Feature.Attribute(column.name, record.values[column.name]?.attribute ?? .null))
      }
      if record.key.kind.isSpatial {
        attributes.append(
          Feature.Attribute(
            "gross_m2", record.gross.map { .real($0.squareMetres) } ?? .null))
      }
      try writer.write(
        Feature(
          identifier: record.id, attributes: attributes,
          geometry: record.outline ?? MultiPolygon([])), fid: Int64(number + 1), to: layer)
    }
  }

  /// The mapping that reads an export back.
  private static func mapping(_ register: Register, _ file: String) -> String {
    var lines = [
      "# Reads the export \(file) of a register back.", "version: 1",
      "crs: \(register.crs.authorityCode ?? quoted(register.crs.wkt))", "area_unit: m2", "tables:",
    ]
    for kind in RegisterKind.allCases {
      let records = register.all(kind)
      guard !records.isEmpty else { continue }
      let fields = kind.columns.map { "\($0.name): \($0.name)" }
      let isSplit = kind.isSpatial && records.contains { $0.outline == nil }
      var layers: [String] = []
      if !kind.isSpatial || records.contains(where: { $0.outline != nil }) {
        layers.append(kind.rawValue)
      }
      if isSplit { layers.append("\(kind.rawValue)_undrawn") }
      for layer in layers {
        lines.append("  - kind: \(kind.rawValue)")
        lines.append("    source: \"\(file)#\(layer)\"")
        if kind.isSpatial, layer != kind.rawValue { lines.append("    outlines: false") }
        lines.append("    fields: {\((["id: record_id"] + fields).joined(separator: ", "))}")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func quoted(_ text: String) -> String {
    "\""
      + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("\n", with: " ") + "\""
  }
}

extension RegisterColumn.Content {
  fileprivate var fieldKind: FieldDefinition.Kind {
    switch self {
    case .area, .share: .real
    case .integer: .integer64
    case .date: .date
    case .text, .texts, .code, .reference, .references: .text
    }
  }
}

extension RegisterValue {
  fileprivate var attribute: AttributeValue {
    switch self {
    case .area(let area): .real(area.squareMetres)
    case .share(let millionths): .real(Double(millionths) / 1_000_000)
    case .integer(let number): .integer(Int64(number))
    case .text, .texts, .date: .text("\(self)")
    }
  }
}
