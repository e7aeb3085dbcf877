import CGDAL
public import Diagnostics
public import Geometry

/// The rows of a table without outlines: a plan, a list of approved fallow. CSV, spreadsheets, databases, GeoPackage.
public struct AttributeTable: Sendable {
  /// The columns, in order.
  public var fields: [FieldDefinition]
  /// The rows in the order of the table; their geometry is empty.
  public var rows: [Feature]
  /// What was found out about names and encoding.
  public var notices: [String]

  /// Reads a whole table, `PATH[#layer]`; a geometry that is there is not looked at.
  ///
  /// - Parameters:
  ///   - argument: The source.
  ///   - encoding: The encoding of its text; nil to find it out.
  ///   - everythingIsText: Whether the first row of a spreadsheet names its columns and every cell is text; else GDAL
  ///     decides by the content.
  /// - Throws: `.notFound`, `.permission`, `.corrupt`, `.unsupportedFormat`; `.usage` where the layer must be chosen;
  ///   `.malformed` for text in no known encoding.
  public init(
    reading argument: String, encoding: TextEncoding? = nil, everythingIsText: Bool = false
  ) throws(TiankanError) {
    if everythingIsText { SpreadsheetOptions.set() }
    defer { if everythingIsText { SpreadsheetOptions.reset() } }
    let argument = BoundaryArgument(argument)
    let source = try VectorSource(argument)
    let table = try FeatureTable(source.layer, stated: encoding, subject: argument.subject)
    fields = table.fields
    notices = table.notices
    rows = []
    unsafe OGR_L_ResetReading(source.layer.pointer)
    while true {
      let log = GDALErrorLog()
      let next = unsafe log.collect { unsafe OGR_L_GetNextFeature(source.layer.pointer) }
      if log.hasFailure {
        throw log.error("read the next row", on: argument.subject, failure: .corrupt)
      }
      guard let next = unsafe next else { break }
      let feature = unsafe OGRFeature(owning: next)
      rows.append(
        Feature(
          identifier: String(unsafe OGR_F_GetFID(feature.pointer)),
          attributes: try table.attributes(of: feature), geometry: MultiPolygon([])))
    }
  }

  /// A column that must be there.
  ///
  /// - Throws: `.usage`, with the names that are there.
  public func require(_ name: String, subject: String) throws(TiankanError) {
    guard !fields.contains(where: { $0.name.lowercased() == name.lowercased() }) else { return }
    throw TiankanError(
      .usage,
      "there is no field \(name); there are \(fields.map(\.name).joined(separator: ", "))",
      subject: subject)
  }
}
