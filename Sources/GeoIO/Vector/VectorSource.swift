import CGDAL
import Diagnostics

/// One layer of an open vector dataset, read from front to back.
@safe
struct VectorSource: ~Copyable {
  /// The source and layer, for messages.
  let subject: String
  /// The layer's name.
  let layerName: String
  /// The short name of GDAL's driver.
  let format: String
  let layer: OGRLayer
  private let dataset: GDALDataset

  /// Opens the source and picks the layer.
  ///
  /// - Throws: `.notFound` for a missing source or layer, `.permission`, `.corrupt`,
  ///   `.unsupportedFormat`, `.usage` where the layer must be chosen, `.empty` without layers.
  init(_ argument: BoundaryArgument) throws(TiankanError) {
    let dataset = try Self.open(argument)
    let layer =
      if let name = argument.layer {
        try Self.layer(named: name, of: dataset, subject: argument.subject)
      } else {
        try Self.onlyLayer(of: dataset, subject: argument.subject)
      }
    subject = argument.subject
    format = dataset.format
    self.dataset = dataset
    self.layer = layer
    layerName = unsafe copiedString(OGR_L_GetName(layer.pointer)) ?? ""
  }

  private static func open(_ argument: BoundaryArgument) throws(TiankanError) -> GDALDataset {
    var options: [String] = []
    let lowered = argument.source.lowercased()
    if lowered.hasSuffix(".shp") || lowered.hasSuffix(".dbf") || lowered.hasSuffix(".shz") {
      try checkShapefile(argument.source)
    }
    // The bytes of a table are for `TableEncoding` to judge.
    if !argument.isDatabase { options.append("ENCODING=") }
    // Only the one table is looked at: listing a whole database can take minutes.
    if argument.isDatabase, let name = argument.layer { options.append("TABLES=\(name)") }
    do throws(TiankanError) {
      return try GDALDataset(
        opening: argument.connection, flags: GDAL_OF_VECTOR | GDAL_OF_READONLY, options: options)
    } catch {
      throw described(error, argument)
    }
  }

  /// The error of opening, in the words of vector data and without passwords.
  private static func described(_ error: TiankanError, _ argument: BoundaryArgument) -> TiankanError
  {
    described(error, subject: argument.subject, isDatabase: argument.isDatabase)
  }

  /// The error of opening a database.
  static func described(_ error: TiankanError, _ address: DatabaseAddress) -> TiankanError {
    described(error, subject: address.subject, isDatabase: address.kind == .postGIS)
  }

  private static func described(
    _ error: TiankanError, subject: String, isDatabase: Bool
  ) -> TiankanError {
    var error = error
    error.subject = subject
    error.cause = error.cause.map(BoundaryArgument.withoutPassword)
    if isDatabase {
      error.code = .notFound
      let cause = error.cause ?? ""
      if cause.contains("authentication failed") || cause.contains("no password supplied")
        || cause.contains("permission denied")
      {
        error.code = .permission
      }
      error.message = "the database cannot be opened; check host, database, user and password"
    } else if error.code == .unsupportedFormat {
      error.message =
        "no vector format is recognised; give a GeoPackage, Shapefile, GeoJSON, "
        + "FileGDB, KML, PostGIS table or coordinate text"
    }
    return error
  }

  /// Refuses a Shapefile whose parts are missing or unreadable, which GDAL would read without attributes.
  private static func checkShapefile(_ path: String) throws(TiankanError) {
    guard LocalFile.isPlain(path), path.lowercased().hasSuffix(".shp") else { return }
    try LocalFile.checkReadable(path)
    let stem = path.dropLast(3)
    for part in ["dbf", "shx"] {
      do throws(TiankanError) {
        try LocalFile.checkReadable(stem + part)
      } catch {
        if error.code == .notFound,
          (try? LocalFile.checkReadable(stem + part.uppercased())) != nil
        {
          continue
        }
        guard error.code == .notFound else { throw error }
        throw TiankanError(
          .corrupt, "the Shapefile lacks its .\(part) file; copy all its parts", subject: path)
      }
    }
    for part in ["prj", "cpg"] {
      do throws(TiankanError) {
        try LocalFile.checkReadable(stem + part)
      } catch  where error.code == .permission {
        throw error
      } catch {}
    }
  }

  private static func layer(
    named name: String, of dataset: borrowing GDALDataset, subject: String
  ) throws(TiankanError) -> OGRLayer {
    let pointer = unsafe dataset.pointer
    // A missing table is an error message of PostgreSQL, not of ours.
    let found = unsafe GDALErrorLog().collect { unsafe GDALDatasetGetLayerByName(pointer, name) }
    if let found = unsafe found { return unsafe OGRLayer(pointer: found) }
    let names = layers(of: dataset).map(\.name)
    throw TiankanError(
      .notFound, "there is no layer “\(name)”; there are: \(list(names))", subject: subject)
  }

  private static func onlyLayer(
    of dataset: borrowing GDALDataset, subject: String
  ) throws(TiankanError) -> OGRLayer {
    let all = layers(of: dataset)
    guard !all.isEmpty else {
      throw TiankanError(.empty, "there is no layer in it", subject: subject)
    }
    // Tables without geometry, such as styles and run records, leave no doubt about the layer.
    let spatial = all.filter(\.hasGeometry)
    let candidates = spatial.isEmpty ? all : spatial
    guard candidates.count == 1, let only = candidates.first else {
      throw TiankanError(
        .usage,
        "there are several layers; choose one by adding #LAYER: \(list(candidates.map(\.name)))",
        subject: subject)
    }
    return only.layer
  }

  private static func layers(
    of dataset: borrowing GDALDataset
  ) -> [(layer: OGRLayer, name: String, hasGeometry: Bool)] {
    let pointer = unsafe dataset.pointer
    return GDALErrorLog().collect {
      let count = unsafe GDALDatasetGetLayerCount(pointer)
      return (0..<count).compactMap { index in
        guard let found = unsafe GDALDatasetGetLayer(pointer, index) else { return nil }
        return (
          unsafe OGRLayer(pointer: found), unsafe copiedString(OGR_L_GetName(found)) ?? "",
          unsafe OGR_L_GetGeomType(found) != wkbNone
        )
      }
    }
  }

  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(50).joined(separator: ", ")
    return names.count > 50 ? "\(shown) and \(names.count - 50) more" : shown
  }
}

extension VectorSource {
  /// The numbers of the first and the last row of a GeoPackage's table; nil for other formats and tables without rows.
  var rows: ClosedRange<Int64>? {
    guard format == "GPKG",
      let column = unsafe copiedString(OGR_L_GetFIDColumn(layer.pointer)), !column.isEmpty
    else { return nil }
    let name = layerName.replacing("\"", with: "\"\"")
    let number = column.replacing("\"", with: "\"\"")
    let statement = "SELECT MIN(\"\(number)\"), MAX(\"\(number)\") FROM \"\(name)\""
    let pointer = unsafe dataset.pointer
    return GDALErrorLog().collect {
      // SAFETY: the result belongs to the dataset, which is open, and is released before it is gone.
      guard let result = unsafe GDALDatasetExecuteSQL(pointer, statement, nil, nil) else {
        return nil
      }
      defer { unsafe GDALDatasetReleaseResultSet(pointer, result) }
      guard let row = unsafe OGR_L_GetNextFeature(result) else { return nil }
      let ends = unsafe OGRFeature(owning: row)
      guard unsafe OGR_F_IsFieldSetAndNotNull(ends.pointer, 0) != 0 else { return nil }
      let first = unsafe OGR_F_GetFieldAsInteger64(ends.pointer, 0)
      let last = unsafe OGR_F_GetFieldAsInteger64(ends.pointer, 1)
      return first <= last ? first...last : nil
    }
  }

  /// Chooses the rows that are read from now on.
  ///
  /// - Throws: `.corrupt` where the layer does not let rows be chosen by number.
  func select(_ stretch: BoundaryStretch) throws(TiankanError) {
    guard let rows = stretch.rows else {
      unsafe _ = OGR_L_SetAttributeFilter(layer.pointer, nil)
      return
    }
    let column = unsafe copiedString(OGR_L_GetFIDColumn(layer.pointer)) ?? ""
    let number = column.replacing("\"", with: "\"\"")
    let filter = "\"\(number)\" BETWEEN \(rows.lowerBound) AND \(rows.upperBound)"
    try GDALLibrary.ogrStatus("choose rows by number", on: subject, failure: .corrupt) {
      unsafe OGR_L_SetAttributeFilter(layer.pointer, filter)
    }
  }

  /// What the layer says about its CRS; `nil` where it says nothing.
  ///
  /// - Throws: `.unsuitableCRS`, also for a `.prj` file that cannot be understood.
  func statedReference(_ argument: BoundaryArgument) throws(TiankanError) -> StatedReference? {
    if let stated = try StatedReference.read(layer, subject: subject) { return stated }
    let path = argument.source
    guard path.lowercased().hasSuffix(".shp"), LocalFile.isPlain(path),
      (try? LocalFile.checkReadable(path.dropLast(3) + "prj")) != nil
    else { return nil }
    throw TiankanError(
      .unsuitableCRS, "the .prj file cannot be understood; replace it or state the crs",
      subject: subject)
  }
}
