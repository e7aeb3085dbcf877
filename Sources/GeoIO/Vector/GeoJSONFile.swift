import Diagnostics
import Geometry
import Imagery

/// A GeoJSON file being written (RFC 7946).
final class GeoJSONFile: FeatureSink {
  private struct Table {
    var schema: LayerSchema
    var rows: [UInt8] = []
  }

  /// A tenth of a millimetre on the ground.
  private static let decimals = 9

  private let path: String
  private let output: TemporaryOutput
  private let file: BufferedFile
  private let transform: CoordinateTransform
  private var tables: [Table] = []
  private var areaLayer: Int?
  private var hasFeature = false

  init(path: String, crs: CoordinateReferenceSystem) throws(TiankanError) {
    self.path = path
    let transform = try CoordinateTransform(
      from: crs, to: CoordinateReferenceSystem(parsing: "EPSG:4326"))
    output = try TemporaryOutput(for: path)
    file = try BufferedFile(creating: output.temporaryPath, subject: path)
    self.transform = transform
  }

  func addLayer(_ schema: LayerSchema) throws(TiankanError) -> FeatureWriter.Layer {
    try schema.check(besides: tables.map(\.schema), subject: path)
    let index = tables.count
    if schema.geometry == .multiPolygon {
      guard areaLayer == nil else {
        throw TiankanError(
          .usage, "GeoJSON holds one layer of polygons; write a .gpkg for several", subject: path)
      }
      areaLayer = index
      try file.append { bytes throws(TiankanError) in
        bytes += #"{"type":"FeatureCollection","name":"#.utf8
        JSONText.append(schema.name, to: &bytes)
        bytes += #","features":["#.utf8
      }
    } else if ["type", "name", "features", "bbox", "crs"].contains(schema.name) {
      throw TiankanError(
        .usage, "the name \(schema.name) has its own meaning in GeoJSON", subject: path)
    }
    tables.append(Table(schema: schema))
    return FeatureWriter.Layer(index: index)
  }

  func write(_ feature: Feature, fid: Int64, to layer: Int) throws(TiankanError) {
    let values = try tables[layer].schema.values(of: feature)
    guard layer == areaLayer else {
      tables[layer].rows += (tables[layer].rows.isEmpty ? "\n" : ",\n").utf8
      Self.append(values, tables[layer].schema, to: &tables[layer].rows)
      return
    }
    let geometry = try transform.transformed(feature.geometry).oriented()
    let schema = tables[layer].schema
    let isFirst = !hasFeature
    hasFeature = true
    try file.append { bytes throws(TiankanError) in
      bytes += (isFirst ? "\n" : ",\n").utf8
      bytes += #"{"type":"Feature","id":\#(fid),"properties":"#.utf8
      Self.append(values, schema, to: &bytes)
      bytes += #","geometry":"#.utf8
      Self.append(geometry, to: &bytes)
      bytes += "}".utf8
    }
  }

  func setStyle(_ style: LayerStyle) {}

  func finish() throws(TiankanError) {
    guard let areaLayer else {
      throw TiankanError(.usage, "GeoJSON needs a layer of polygons", subject: path)
    }
    try file.append { bytes throws(TiankanError) in
      bytes += "\n]".utf8
      for (index, table) in tables.enumerated() where index != areaLayer {
        bytes += ",\n".utf8
        JSONText.append(table.schema.name, to: &bytes)
        bytes += ":[".utf8
        bytes += table.rows
        bytes += "\n]".utf8
      }
      bytes += "}\n".utf8
    }
    try file.flush()
    try output.commit()
  }

  private static func append(
    _ values: [AttributeValue], _ schema: LayerSchema, to bytes: inout [UInt8]
  ) {
    bytes.append(UInt8(ascii: "{"))
    for (index, field) in schema.fields.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      JSONText.append(field.name, to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      switch values[index] {
      case .null: bytes += "null".utf8
      case .integer(let number): bytes += String(number).utf8
      case .real(let number): bytes += String(number).utf8
      case .text(let text) where field.kind == .json: bytes += text.utf8
      case .text(let text): JSONText.append(text, to: &bytes)
      }
    }
    bytes.append(UInt8(ascii: "}"))
  }

  private static func append(_ geometry: MultiPolygon, to bytes: inout [UInt8]) {
    bytes += #"{"type":"MultiPolygon","coordinates":["#.utf8
    for (part, polygon) in geometry.polygons.enumerated() {
      bytes += (part > 0 ? ",[" : "[").utf8
      for (number, ring) in polygon.rings.enumerated() {
        bytes += (number > 0 ? ",[" : "[").utf8
        for (position, coordinate) in ring.coordinates.enumerated() {
          bytes += (position > 0 ? ",[" : "[").utf8
          DecimalText.append(coordinate.x, decimals: decimals, to: &bytes)
          bytes.append(UInt8(ascii: ","))
          DecimalText.append(coordinate.y, decimals: decimals, to: &bytes)
          bytes.append(UInt8(ascii: "]"))
        }
        bytes.append(UInt8(ascii: "]"))
      }
      bytes.append(UInt8(ascii: "]"))
    }
    bytes += "]}".utf8
  }
}
