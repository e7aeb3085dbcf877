import CGDAL
import Diagnostics
import Geometry
import Imagery

/// A GeoPackage being written.
final class GeoPackageFile: FeatureSink {
  private struct Target {
    var schema: LayerSchema
    var handle: OGRLayer
  }

  /// Features per transaction; SQLite keeps the changed pages of one in memory.
  private static let batch = 20_000

  private let path: String
  private let crs: CoordinateReferenceSystem
  private let output: TemporaryOutput
  private var dataset: GDALDataset?
  private var layers: [Target] = []
  private var styles: [LayerStyle] = []
  private var pending = 0

  init(path: String, crs: CoordinateReferenceSystem) throws(TiankanError) {
    self.path = path
    self.crs = crs
    output = try TemporaryOutput(for: path)
    guard let driver = GDALFormat(named: "GPKG") else {
      throw TiankanError(.installation, "this GDAL cannot write GeoPackages", subject: path)
    }
    let temporary = output.temporaryPath
    let created = unsafe try guarded("create the file") {
      unsafe GDALCreate(driver.pointer, temporary, 0, 0, 0, GDT_Unknown, nil)
    } succeeded: { pointer, log in
      unsafe pointer != nil && !log.hasFailure
    }
    if let created = unsafe created { unsafe dataset = GDALDataset(owning: created) }
    try begin()
  }

  deinit {
    // GDAL lets go of the file before `output` removes it.
    layers = []
    GeoPackageOptions.during { dataset = nil }
  }

  func addLayer(_ schema: LayerSchema) throws(TiankanError) -> FeatureWriter.Layer {
    try schema.check(besides: layers.map(\.schema), subject: path)
    guard schema.name.lowercased() != "layer_styles" else {
      throw TiankanError(
        .usage, "the layer name layer_styles is reserved for styles", subject: path)
    }
    try create(schema)
    return FeatureWriter.Layer(index: layers.count - 1)
  }

  private func create(_ schema: LayerSchema) throws(TiankanError) {
    let options = GDALStringList(["FID=fid", "GEOMETRY_NAME=geom", "SPATIAL_INDEX=YES"])
    let dataset = unsafe try pointer()
    let hasGeometry = schema.geometry == .multiPolygon
    let reference = try OSRSpatialReference.defining(crs)
    let created = unsafe try guarded("create the layer \(schema.name)") {
      unsafe GDALDatasetCreateLayer(
        dataset, schema.name, hasGeometry ? reference.pointer : nil,
        hasGeometry ? wkbMultiPolygon : wkbNone, options.pointer)
    } succeeded: { pointer, _ in
      unsafe pointer != nil
    }
    guard let created = unsafe created else {
      throw TiankanError(.bug, "GDAL made no layer and reported no error", subject: path)
    }
    for field in schema.fields {
      try status("create the field \(field.name)") {
        // SAFETY: the layer copies the definition, which is destroyed on leaving.
        let definition = unsafe OGR_Fld_Create(field.name, field.kind.ogrType)
        defer { unsafe OGR_Fld_Destroy(definition) }
        if field.kind == .json { unsafe OGR_Fld_SetSubType(definition, OFSTJSON) }
        return unsafe OGR_L_CreateField(created, definition, 0)
      }
    }
    layers.append(Target(schema: schema, handle: unsafe OGRLayer(pointer: created)))
  }

  func write(_ feature: Feature, fid: Int64, to layer: Int) throws(TiankanError) {
    let target = layers[layer]
    let values = try target.schema.values(of: feature)
    let bytes =
      target.schema.geometry == .multiPolygon ? WellKnownBinary.encode(feature.geometry) : nil
    let handle = target.handle
    try status("write feature \(fid) of \(target.schema.name)") {
      Self.insert(values, bytes, fid, handle)
    }
    pending += 1
    if pending >= Self.batch {
      try commit()
      try begin()
    }
  }

  func setStyle(_ style: LayerStyle) { styles.append(style) }

  func finish() throws(TiankanError) {
    if !styles.isEmpty {
      try create(GeoPackageStyles.schema)
      let table = layers.count - 1
      for (index, style) in styles.enumerated() {
        let row = GeoPackageStyles.row(style, layerName: layers[style.layer].schema.name)
        try write(row, fid: Int64(index + 1), to: table)
      }
    }
    try commit()
    layers = []
    try close()
    try output.commit()
  }

  private func close() throws(TiankanError) {
    guard let open = dataset.take() else {
      throw TiankanError(.bug, "the file is already finished", subject: path)
    }
    GeoPackageOptions.set()
    defer { GeoPackageOptions.reset() }
    do throws(TiankanError) {
      try open.close(path)
    } catch {
      throw translated(error)
    }
  }

  private func begin() throws(TiankanError) {
    let dataset = unsafe try pointer()
    try status("begin a transaction") { unsafe GDALDatasetStartTransaction(dataset, 0) }
    pending = 0
  }

  private func commit() throws(TiankanError) {
    let dataset = unsafe try pointer()
    try status("commit a transaction") { unsafe GDALDatasetCommitTransaction(dataset) }
  }

  private func pointer() throws(TiankanError) -> UnsafeMutableRawPointer {
    switch dataset {
    case .some(let dataset): return unsafe dataset.pointer
    case .none: throw TiankanError(.bug, "the file is already finished", subject: path)
    }
  }

  /// Builds and inserts one row.
  private static func insert(
    _ values: [AttributeValue], _ geometry: [UInt8]?, _ fid: Int64, _ layer: OGRLayer
  ) -> OGRErr {
    // SAFETY: the definition belongs to the layer; the feature is destroyed with its holder.
    guard let created = unsafe OGR_F_Create(OGR_L_GetLayerDefn(layer.pointer)) else {
      return OGRERR_NOT_ENOUGH_MEMORY
    }
    let row = unsafe OGRFeature(owning: created)
    unsafe OGR_F_SetFID(row.pointer, fid)
    for (index, value) in values.enumerated() { row.set(Int32(index), to: value) }
    if let geometry {
      var shape: UnsafeMutableRawPointer?
      let made = unsafe geometry.withUnsafeBytes { bytes in
        unsafe OGR_G_CreateFromWkb(bytes.baseAddress, nil, &shape, Int32(bytes.count))
      }
      guard made == OGRERR_NONE else { return made }
      // The row owns the shape from here on.
      let placed = unsafe OGR_F_SetGeometryDirectly(row.pointer, shape)
      guard placed == OGRERR_NONE else { return placed }
    }
    return unsafe OGR_L_CreateFeature(layer.pointer, row.pointer)
  }

  private func status(_ action: String, _ body: () -> OGRErr) throws(TiankanError) {
    _ = try guarded(action, body) { status, log in status == OGRERR_NONE && !log.hasFailure }
  }

  private func guarded<Value>(
    _ action: String, _ body: () -> Value, succeeded: (Value, GDALErrorLog) -> Bool
  ) throws(TiankanError) -> Value {
    GeoPackageOptions.set()
    defer { GeoPackageOptions.reset() }
    do throws(TiankanError) {
      return try GDALLibrary.call(
        action, on: path, failure: .outputFailed, succeeded: succeeded, body)
    } catch {
      throw translated(error)
    }
  }

  /// Tells a full disk from other failures, which SQLite's words do not always do.
  private func translated(_ error: TiankanError) -> TiankanError {
    let cause = error.cause ?? ""
    guard cause.contains("disk is full") || (output.freeBytes ?? .max) < 65_536 else {
      return error
    }
    return TiankanError(
      .diskFull, "the disk is full; free some space and run again", subject: path,
      cause: error.cause)
  }
}
