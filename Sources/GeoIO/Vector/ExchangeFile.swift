import CGDAL
public import Diagnostics
public import Geometry
public import Imagery

/// Writes one table for other offices: a Shapefile with `.prj` and `.cpg`, a GeoPackage, a file geodatabase, CSV, or a spreadsheet.
///
/// Unlike `FeatureWriter` it writes straight to its path: meant for a folder that appears as a whole. What a format
/// cannot hold is refused and never cut: Shapefile names of more than ten bytes, texts of more than 254 bytes.
/// A spreadsheet holds the time of writing (its container demands one), a Shapefile the day that is given.
public enum ExchangeFile {
  /// A file format.
  public enum Format: Hashable, Sendable {
    /// ESRI Shapefile in UTF-8 or GB18030, which `.cpg` states; the day is that of the table's header.
    case shapefile(day: CalendarDate, encoding: TextEncoding = .utf8)
    /// Office Open XML spreadsheet, a sheet with a header row.
    case spreadsheet
    /// OGC GeoPackage.
    case geoPackage
    /// ESRI file geodatabase, a folder that ends in `.gdb`. Whole numbers of more than 32 bits are refused.
    case fileGeodatabase
    /// Comma-separated values in UTF-8 with the outline as WKT in the first column.
    case csv

    fileprivate var driver: String {
      switch self {
      case .shapefile: "ESRI Shapefile"
      case .spreadsheet: "XLSX"
      case .geoPackage: "GPKG"
      case .fileGeodatabase: "OpenFileGDB"
      case .csv: "CSV"
      }
    }
  }

  /// Writes a table.
  ///
  /// - Parameters:
  ///   - rows: The rows; their outlines go into a Shapefile only.
  ///   - fields: The columns; attributes are matched by name.
  ///   - name: The name of the layer or sheet.
  ///   - path: A path where nothing is.
  ///   - crs: The CRS of the outlines.
  /// - Throws: `.malformed` for what the format cannot hold, `.duplicate` where something is at the path,
  ///   `.installation` for a GDAL without the format, `.diskFull`, `.permission`, `.outputFailed`.
  public static func write(
    _ rows: [Feature], fields: [FieldDefinition], name: String, to path: String, format: Format,
    crs: CoordinateReferenceSystem
  ) throws(TiankanError) {
    if format == .geoPackage {
      return try writeGeoPackage(rows, fields: fields, name: name, to: path, crs: crs)
    }
    let schema = LayerSchema(
      name: name, fields: fields, geometry: format == .spreadsheet ? .none : .multiPolygon)
    try schema.check(besides: [], subject: path)
    try LocalFile.checkWritable(path)
    guard let driver = GDALFormat(named: format.driver) else {
      throw TiankanError(
        .installation, "this GDAL cannot write this format; install libgdal with all drivers",
        subject: path)
    }
    let created = unsafe try GDALLibrary.handle(
      "create the file", on: path, failure: .outputFailed
    ) { unsafe GDALCreate(driver.pointer, path, 0, 0, 0, GDT_Unknown, nil) }
    let dataset = unsafe GDALDataset(owning: created)
    try fill(dataset, schema, rows, format, crs, path)
    try dataset.close(path)
  }

  private static func writeGeoPackage(
    _ rows: [Feature], fields: [FieldDefinition], name: String, to path: String,
    crs: CoordinateReferenceSystem
  ) throws(TiankanError) {
    var writer = try FeatureWriter(path: path, format: .geoPackage, crs: crs)
    let layer = try writer.addLayer(name: name, fields: fields, geometry: .multiPolygon)
    for (index, row) in rows.enumerated() {
      try writer.write(row, fid: Int64(index + 1), to: layer)
    }
    try writer.finish()
  }

  private static func fill(
    _ dataset: borrowing GDALDataset, _ schema: LayerSchema, _ rows: [Feature], _ format: Format,
    _ crs: CoordinateReferenceSystem, _ path: String
  ) throws(TiankanError) {
    let layer = try makeLayer(dataset, schema, format, crs, path)
    for field in schema.fields {
      try makeField(field, schema, rows, in: layer, format, path)
    }
    for row in rows {
      let values = try schema.values(of: row)
      if case .shapefile = format {
        for (field, value) in zip(schema.fields, values) {
          guard let text = value.text, field.kind == .text, text.utf8.count > 254 else { continue }
          throw TiankanError(
            .malformed,
            "a text of “\(field.name)” is too long for a Shapefile (254 bytes); shorten it",
            subject: path, cause: String(text.prefix(40)))
        }
      }
      if format == .fileGeodatabase {
        for case .integer(let number) in values where Int32(exactly: number) == nil {
          throw TiankanError(
            .malformed, "\(number) is too large for a whole number of a file geodatabase",
            subject: path)
        }
      }
      try GDALLibrary.ogrStatus("write a row", on: path, failure: .outputFailed) {
        insert(values, schema.geometry == .multiPolygon ? row.geometry : nil, layer)
      }
    }
  }

  private static func makeLayer(
    _ dataset: borrowing GDALDataset, _ schema: LayerSchema, _ format: Format,
    _ crs: CoordinateReferenceSystem, _ path: String
  ) throws(TiankanError) -> OGRLayer {
    let settings: [String] =
      switch format {
      case .shapefile(let day, let encoding):
        ["ENCODING=\(encoding.name)", "SHPT=POLYGON", "DBF_DATE_LAST_UPDATE=\(day)"]
      case .csv: ["GEOMETRY=AS_WKT", "GEOMETRY_NAME=WKT"]
      case .spreadsheet, .geoPackage, .fileGeodatabase: []
      }
    let options = GDALStringList(settings)
    let reference = try OSRSpatialReference.defining(crs)
    let pointer = unsafe dataset.pointer
    let found = unsafe try GDALLibrary.handle(
      "create the layer \(schema.name)", on: path, failure: .outputFailed
    ) {
      unsafe GDALDatasetCreateLayer(
        pointer, schema.name, schema.geometry == .none ? nil : reference.pointer,
        schema.geometry == .none ? wkbNone : wkbMultiPolygon, options.pointer)
    }
    return unsafe OGRLayer(pointer: found)
  }

  private static func makeField(
    _ field: FieldDefinition, _ schema: LayerSchema, _ rows: [Feature], in layer: OGRLayer,
    _ format: Format, _ path: String
  ) throws(TiankanError) {
    if case .shapefile = format, field.name.utf8.count > 10 {
      throw TiankanError(
        .malformed, "“\(field.name)” is too long for a column of a Shapefile (ten bytes)",
        subject: path)
    }
    try GDALLibrary.ogrStatus("create the field \(field.name)", on: path, failure: .outputFailed) {
      // SAFETY: the layer copies the definition, which is destroyed on leaving.
      // File geodatabases of this GDAL have no whole numbers of 64 bits.
      let isShort = format == .fileGeodatabase && field.kind == .integer64
      let definition = unsafe OGR_Fld_Create(
        field.name, isShort ? OFTInteger : field.kind.ogrType)
      defer { unsafe OGR_Fld_Destroy(definition) }
      if case .shapefile = format {
        switch field.kind {
        case .text, .json: unsafe OGR_Fld_SetWidth(definition, 254)
        case .real:
          unsafe OGR_Fld_SetWidth(definition, 19)
          unsafe OGR_Fld_SetPrecision(definition, 7)
        case .integer64: unsafe OGR_Fld_SetWidth(definition, 18)
        case .date: break
        }
      }
      return unsafe OGR_L_CreateField(layer.pointer, definition, 0)
    }
  }

  private static func insert(
    _ values: [AttributeValue], _ outline: MultiPolygon?, _ layer: OGRLayer
  ) -> OGRErr {
    // SAFETY: the definition belongs to the layer; the feature is destroyed with its holder.
    guard let created = unsafe OGR_F_Create(OGR_L_GetLayerDefn(layer.pointer)) else {
      return OGRERR_NOT_ENOUGH_MEMORY
    }
    let row = unsafe OGRFeature(owning: created)
    for (index, value) in values.enumerated() { row.set(Int32(index), to: value) }
    if let outline {
      let bytes = WellKnownBinary.encode(outline)
      var shape: UnsafeMutableRawPointer?
      // SAFETY: the bytes are read during the call.
      let made = unsafe bytes.withUnsafeBytes { bytes in
        unsafe OGR_G_CreateFromWkb(bytes.baseAddress, nil, &shape, Int32(bytes.count))
      }
      guard made == OGRERR_NONE else { return made }
      // The row owns the shape from here on.
      let placed = unsafe OGR_F_SetGeometryDirectly(row.pointer, shape)
      guard placed == OGRERR_NONE else { return placed }
    }
    return unsafe OGR_L_CreateFeature(layer.pointer, row.pointer)
  }
}
