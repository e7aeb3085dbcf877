public import Diagnostics
public import Geometry
public import Imagery

/// Writes layers of polygons and plain tables to a GeoPackage or a GeoJSON file, feature by feature.
///
/// The file appears under its name only when `finish` succeeds: until then everything goes to a temporary file in
/// the same folder, and an existing output stays as it is. A writer that goes away unfinished removes that file.
///
/// The same calls give the same bytes with the same library versions: no clock, path or host enters the file. With
/// other versions of SQLite or GDAL the header of a GeoPackage names them and pages may be laid out otherwise; its
/// rows are the same.
///
/// A GeoPackage takes any CRS and any number of layers. GeoJSON (RFC 7946) is longitude and latitude in
/// WGS 84 with nine decimals, exteriors counter-clockwise; it takes one layer of polygons, and plain tables
/// as members beside `features`, which are kept in memory until the end.
public struct FeatureWriter: ~Copyable {
  /// A file format.
  public enum Format: String, Hashable, Sendable {
    /// OGC GeoPackage, `.gpkg`.
    case geoPackage
    /// GeoJSON, `.geojson` or `.json`.
    case geoJSON
  }

  /// What the features of a layer are.
  public enum GeometryKind: Hashable, Sendable {
    /// Areas.
    case multiPolygon
    /// Rows without a place.
    case none
  }

  /// Names a layer of the writer that made it.
  public struct Layer: Hashable, Sendable {
    /// The position of the layer in the file, from 0.
    public let index: Int
  }

  /// The format of the file.
  public let format: Format

  private let sink: any FeatureSink

  /// Starts a file.
  ///
  /// - Parameters:
  ///   - path: The file to create or replace.
  ///   - format: The format; by default what the name's ending says.
  ///   - crs: The system of all geometries given to the writer.
  /// - Throws: `.usage` for other endings, `.notFound` for a missing folder, `.permission`, `.diskFull`,
  ///   `.outputFailed`.
  public init(
    path: String, format: Format? = nil, crs: CoordinateReferenceSystem
  ) throws(TiankanError) {
    let format = if let format { format } else { try Self.format(of: path) }
    let sink: any FeatureSink =
      switch format {
      case .geoPackage: try GeoPackageFile(path: path, crs: crs)
      case .geoJSON: try GeoJSONFile(path: path, crs: crs)
      }
    self.format = format
    self.sink = sink
  }

  /// The format that a name's ending means.
  ///
  /// - Throws: `.usage` for endings that cannot be written.
  public static func format(of path: String) throws(TiankanError) -> Format {
    let lowered = path.lowercased()
    if lowered.hasSuffix(".gpkg") { return .geoPackage }
    if lowered.hasSuffix(".geojson") || lowered.hasSuffix(".json") { return .geoJSON }
    if lowered.hasSuffix(".shp") {
      throw TiankanError(
        .usage, "Shapefiles are read, not written: names and texts would be cut; write a .gpkg",
        subject: path)
    }
    throw TiankanError(
      .usage, "the output must end in .gpkg or .geojson (.json)", subject: path)
  }

  /// Adds a layer; the first one added stands first in the file.
  ///
  /// - Throws: `.usage` for names that are empty, taken or reserved (`fid`, `geom`), and for a second
  ///   layer of polygons in GeoJSON; errors of writing.
  public mutating func addLayer(
    name: String, fields: [FieldDefinition], geometry: GeometryKind
  ) throws(TiankanError) -> Layer {
    try sink.addLayer(LayerSchema(name: name, fields: fields, geometry: geometry))
  }

  /// Writes a feature. Its attributes are matched to the fields by name; a field without one is null.
  ///
  /// - Parameters:
  ///   - feature: The feature; its identifier is not written, its geometry only in layers of polygons.
  ///   - fid: The row number, unique in the layer.
  ///   - layer: Where to write it.
  /// - Throws: `.malformed` for an attribute without a field or of another kind; errors of writing.
  public mutating func write(
    _ feature: Feature, fid: Int64, to layer: Layer
  ) throws(TiankanError) {
    try sink.write(feature, fid: fid, to: layer.index)
  }

  /// Gives a layer the style in which QGIS shows it, through the table `layer_styles`. GeoJSON has no place for
  /// styles; there nothing is written.
  ///
  /// - Parameters:
  ///   - qml: The style as a QGIS QML document.
  ///   - name: The style's name.
  ///   - layer: The layer it is the default of.
  public mutating func setStyle(qml: String, name: String, of layer: Layer) {
    sink.setStyle(LayerStyle(name: name, qml: qml, layer: layer.index))
  }

  /// Completes the file and puts it in its place.
  ///
  /// - Throws: `.diskFull`, `.permission`, `.outputFailed`; the existing output is then as it was.
  public consuming func finish() throws(TiankanError) {
    try sink.finish()
  }
}
