import Geometry

/// The table `layer_styles`, in which QGIS keeps and finds the styles of a GeoPackage's layers.
enum GeoPackageStyles {
  static let schema = LayerSchema(
    name: "layer_styles",
    fields: [
      FieldDefinition("f_table_catalog", .text), FieldDefinition("f_table_schema", .text),
      FieldDefinition("f_table_name", .text), FieldDefinition("f_geometry_column", .text),
      FieldDefinition("styleName", .text), FieldDefinition("styleQML", .text),
      FieldDefinition("styleSLD", .text), FieldDefinition("useAsDefault", .integer64),
      FieldDefinition("description", .text), FieldDefinition("owner", .text),
      FieldDefinition("ui", .text), FieldDefinition("update_time", .text),
    ],
    geometry: .none)

  /// The row that makes a style the default of its layer.
  static func row(_ style: LayerStyle, layerName: String) -> Feature {
    Feature(
      identifier: "",
      attributes: [
        Feature.Attribute("f_table_catalog", .text("")),
        Feature.Attribute("f_table_schema", .text("")),
        Feature.Attribute("f_table_name", .text(layerName)),
        Feature.Attribute("f_geometry_column", .text("geom")),
        Feature.Attribute("styleName", .text(style.name)),
        Feature.Attribute("styleQML", .text(style.qml)),
        Feature.Attribute("styleSLD", .text("")),
        Feature.Attribute("useAsDefault", .integer(1)),
        Feature.Attribute("description", .text(style.name)),
        Feature.Attribute("owner", .text("")),
        Feature.Attribute("update_time", .text("1970-01-01T00:00:00.000Z")),
      ],
      geometry: MultiPolygon([]))
  }
}
