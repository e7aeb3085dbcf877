import Diagnostics
import Foundation
import GeoIO
import Geometry
import Imagery
import Supervision

/// A source of the register in memory: rows of texts by field, with outlines where it has them, each with its place.
struct RegisterSourceTable {
  /// A row.
  struct Row {
    /// The source and row, for messages.
    var place: String
    /// The values by field.
    var values: [String: String]
    /// The outline in the source's CRS.
    var outline: MultiPolygon?
  }

  var fields: [String] = []
  var rows: [Row] = []
  var crs: CoordinateReferenceSystem?
  var refusals: [Refusal] = []
  var notices: [String] = []

  /// Reads a source: a CSV file, a spreadsheet, or a layer.
  init(_ source: RegisterMapping.Source) throws(TiankanError) {
    let path = BoundaryReader.source(of: source.source)
    let subject = BoundaryReader.subject(of: source.source)
    let lowered = path.lowercased()
    if lowered.hasSuffix(".csv") {
      let table = try CSVTable(reading: path, encoding: source.options.encoding)
      fields = table.columns
      rows = table.rows.map { row in
        Row(
          place: "\(subject): row \(row.number)",
          values: Dictionary(zip(table.columns, row.values)) { first, _ in first })
      }
      refusals = table.refusals
      notices = table.notices
    } else if lowered.hasSuffix(".xlsx") || lowered.hasSuffix(".ods") {
      let table = try AttributeTable(
        reading: source.source, encoding: source.options.encoding, everythingIsText: true)
      fields = table.fields.map(\.name)
      // GDAL numbers the rows of a spreadsheet as the sheet does.
      rows = table.rows.map { row in
        Row(place: "\(subject): row \(row.identifier)", values: Self.texts(row))
      }
      notices = table.notices
    } else if source.kind.isSpatial, source.hasOutlines {
      try readLayer(source, subject)
    } else {
      let table = try AttributeTable(
        reading: source.source, encoding: source.options.encoding)
      fields = table.fields.map(\.name)
      rows = table.rows.map { row in
        Row(place: "\(subject): feature \(row.identifier)", values: Self.texts(row))
      }
      notices = table.notices
    }
  }

  private mutating func readLayer(
    _ source: RegisterMapping.Source, _ subject: String
  ) throws(TiankanError) {
    let reader = try BoundaryReader(source.source, options: source.options)
    fields = reader.fields.map(\.name)
    crs = reader.crs
    notices = reader.notices
    var features: [Feature] = []
    do throws(TiankanError) {
      try reader.forEachBatch { batch throws(TiankanError) in
        features += batch.features
        refusals += batch.refusals
        notices += batch.notices
      }
    } catch  where error.code != .corrupt && !refusals.isEmpty {
      // Nothing of the layer can be used; its rows say why.
    }
    rows = features.map { feature in
      Row(
        place: "\(subject): feature \(feature.identifier)", values: Self.texts(feature),
        outline: feature.geometry)
    }
  }

  private static func texts(_ feature: Feature) -> [String: String] {
    var texts: [String: String] = [:]
    for attribute in feature.attributes where texts[attribute.name] == nil {
      switch attribute.value {
      case .null: break
      case .real(let number):
        // Identifiers that were kept as floating-point numbers are whole numbers to people.
        texts[attribute.name] = Int64(exactly: number).map { "\($0)" } ?? "\(number)"
      case .integer(let number): texts[attribute.name] = "\(number)"
      case .text(let text): texts[attribute.name] = text
      }
    }
    return texts
  }

  /// The field that a name of the mapping means: the same, else without regard to case.
  func field(_ name: String) -> String? {
    fields.first { $0 == name } ?? fields.first { $0.lowercased() == name.lowercased() }
  }
}
