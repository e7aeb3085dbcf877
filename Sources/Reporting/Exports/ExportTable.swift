public import GeoIO
public import Geometry

/// Rows with their columns, ready for any format.
public struct ExportTable: Sendable {
  /// The columns.
  public var fields: [FieldDefinition]
  /// The rows.
  public var rows: [Feature]

  /// Makes rows of values by columns.
  init<Row>(
    _ rows: [Row], outline: (Row) -> MultiPolygon,
    columns: [(name: String, kind: FieldDefinition.Kind, value: (Row) -> AttributeValue)]
  ) {
    fields = columns.map { FieldDefinition($0.name, $0.kind) }
    self.rows = rows.enumerated().map { index, row in
      Feature(
        identifier: "\(index + 1)",
        attributes: columns.map { Feature.Attribute($0.name, $0.value(row)) },
        geometry: outline(row))
    }
  }
}

extension AttributeValue {
  /// A text, or null for none.
  static func optional(_ text: String?) -> AttributeValue { text.map { .text($0) } ?? .null }
}
