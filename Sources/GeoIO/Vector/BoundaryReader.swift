public import Diagnostics
public import Imagery

/// Reads a layer of polygons, all at once or piece by piece: boundaries, parcels, approvals, clues.
///
/// Formats: GeoPackage, Shapefile in UTF-8 or GB18030, GeoJSON, FileGDB, KML, PostGIS, coordinate exchange text
/// (`.txt`), and whatever else GDAL's vector drivers read. The argument is a path or database, with `#LAYER`
/// behind it to choose a layer: `parcels.gpkg#DLTB`, `postgresql://host/land#public.parcel`.
///
/// Polygons and multipolygons in two dimensions come out; curves are drawn with short edges, heights and measures
/// are dropped. A feature that is no area, has no geometry, lies where its CRS cannot be, or crosses itself so that
/// its area is in doubt, is refused by itself; the others go on.
///
/// A reader belongs to one thread. Use `read` for layers that fit into memory, `forEachBatch` for a province.
public struct BoundaryReader: ~Copyable {
  /// The layer's name.
  public let name: String
  /// The system of all coordinates given out.
  public let crs: CoordinateReferenceSystem
  /// The columns, in order.
  public let fields: [FieldDefinition]
  /// What was assumed or found out about the layer as a whole.
  public let notices: [String]
  /// The source and layer for messages, without passwords.
  public let subject: String

  let content: BoundaryContent

  /// Opens a layer and settles its CRS and encoding.
  ///
  /// - Parameters:
  ///   - argument: The path or database, with `#LAYER` behind it where one must be chosen.
  ///   - options: What is stated about the layer.
  ///   - columns: Says by name which columns are read; nil for all.
  /// - Throws: `.notFound`, `.permission`, `.corrupt`, `.unsupportedFormat`; `.usage` where the layer must be
  ///   chosen (the message lists them); `.missingCRS`; `.unsuitableCRS`; `.malformed` for text in no known
  ///   encoding.
  /// - Complexity: One pass over the attribute table of a Shapefile for its encoding, else constant.
  public init(
    _ argument: String, options: BoundaryOptions = BoundaryOptions(),
    columns: ((String) -> Bool)? = nil
  ) throws(TiankanError) {
    let argument = BoundaryArgument(argument)
    if argument.source.lowercased().hasSuffix(".txt") {
      self.init(text: try CoordinateTextLayer.read(argument, options: options), argument.subject)
    } else {
      self = try Self.file(argument, options, columns)
    }
  }

  private init(text layer: BoundaryLayer, _ subject: String) {
    (name, crs, fields) = (layer.name, layer.crs, layer.fields)
    notices = []
    self.subject = subject
    content = BoundaryContent(text: layer)
  }

  private init(file: consuming VectorFeatures, _ reference: BoundaryReference) {
    name = file.layerName
    crs = reference.crs
    fields = file.fields
    notices = reference.notices + file.notices
    subject = file.subject
    content = BoundaryContent(file: file)
  }

  private static func file(
    _ argument: BoundaryArgument, _ options: BoundaryOptions, _ columns: ((String) -> Bool)?
  ) throws(TiankanError) -> BoundaryReader {
    let source = try VectorSource(argument)
    let reference = try BoundaryReference.resolve(
      format: source.format, stated: try source.statedReference(argument), options: options,
      subject: argument.subject)
    let table = try FeatureTable(
      source.layer, stated: options.encoding, wanted: columns, subject: argument.subject)
    let checks = try BoundaryChecks(reference)
    let features = VectorFeatures(source: source, table: table, checks: checks)
    return BoundaryReader(file: features, reference)
  }

  /// Hands out the features in the layer's order, in batches, and with them what was refused.
  ///
  /// - Parameters:
  ///   - size: How many features a batch accounts for at most; memory is that of one batch.
  ///   - body: Takes a batch; what it throws ends the reading.
  /// - Throws: `.empty` for a layer without features; the common reason where every feature was refused;
  ///   `.corrupt` where reading breaks off.
  public func forEachBatch(
    ofAtMost size: Int = 1000, _ body: (BoundaryBatch) throws(TiankanError) -> Void
  ) throws(TiankanError) {
    precondition(size > 0, "a batch must hold a feature")
    var tally = BoundaryTally()
    try content.forEachBatch(ofAtMost: size) { batch throws(TiankanError) in
      tally.add(batch)
      try body(batch)
    }
    try tally.check(subject)
  }

  /// Reads a whole layer into memory.
  ///
  /// - Throws: As `init` and `forEachBatch` do.
  public static func read(
    _ argument: String, options: BoundaryOptions = BoundaryOptions()
  ) throws(TiankanError) -> BoundaryLayer {
    let reader = try BoundaryReader(argument, options: options)
    var layer = BoundaryLayer(
      name: reader.name, crs: reader.crs, fields: reader.fields, features: [],
      notices: reader.notices)
    try reader.forEachBatch { batch throws(TiankanError) in
      layer.features += batch.features
      layer.refusals += batch.refusals
      layer.notices += batch.notices
    }
    return layer
  }
}
