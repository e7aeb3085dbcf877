import Diagnostics
import Foundation
import Imagery

/// A scene as a STAC 1.0.0 item that this program writes and reads back without loss.
///
/// Other readers find core STAC, `eo:bands`, `raster:bands` and `proj:…` fields; the fields `tiankan:…` hold what those
/// cannot say exactly: roles, scaling, the quality rule, product version, notices.
struct SceneItem {
  /// The item's id.
  var id: String
  /// The scene.
  var scene: Scene
  /// The id of the item of a later processing of the same acquisition.
  var supersededBy: String?

  /// The item as JSON.
  ///
  /// - Parameters:
  ///   - folder: Where the item will stand; paths are written relative to it.
  ///   - links: The item's links.
  ///   - instruments: The instruments of the sensor profile.
  ///   - footprints: Outlines made before, since scenes of one tile share theirs.
  func document(
    in folder: String, links: [JSONValue], instruments: [String],
    footprints: inout [Grid: Footprint]
  ) throws(TiankanError) -> JSONValue {
    guard let finest = scene.grid(for: scene.bands.keys) else {
      throw TiankanError(.missingBand, "the scene has no band", subject: scene.name)
    }
    guard let sensed = scene.acquisition.sensed else {
      throw TiankanError(
        .unknownDate,
        "the acquisition date is unknown, and a catalog lists scenes by date; state it in a sidecar",
        subject: scene.name)
    }
    let footprint: Footprint
    if let known = footprints[finest] {
      footprint = known
    } else {
      footprint = try Footprint(finest)
    }
    footprints[finest] = footprint
    var assets: [String: JSONValue] = [:]
    for (role, source) in scene.bands {
      assets[source.name] = asset(source, role: role, in: folder, itemCRS: finest.crs)
    }
    if let quality = scene.quality {
      assets[quality.source.name] = asset(
        quality.source, role: .quality, in: folder, itemCRS: finest.crs)
    }
    return .object([
      "type": .text("Feature"), "stac_version": .text("1.0.0"), "stac_extensions": .array([]),
      "id": .text(id), "geometry": footprint.geometry,
      "bbox": .array(footprint.box.map { JSONValue($0) }), "links": .array(links),
      "assets": .object(assets),
      "properties": .object(
        try properties(sensed, finest, instruments: instruments, in: folder)),
    ])
  }

  private func properties(
    _ sensed: SensingTime, _ grid: Grid, instruments: [String], in folder: String
  ) throws(TiankanError) -> [String: JSONValue] {
    var fields: [String: JSONValue] = [
      "tiankan:profile": .text(scene.profile),
      "tiankan:name": .text(Self.reference(scene.name, from: folder)),
      "tiankan:sensor": .text(scene.acquisition.sensor),
      "tiankan:tile": .text(scene.acquisition.tile),
      "tiankan:sensed": .text(sensed.description),
      "tiankan:calibrated": .flag(scene.isCalibrated),
      "tiankan:notices": .array(scene.notices.map { .text($0) }),
      "tiankan:baseline": .text(scene.version.baseline),
      "tiankan:processed": .text(scene.version.processed),
      "gsd": JSONValue(Self.groundSampleDistance(grid)),
    ]
    if sensed.secondOfDay != nil {
      fields["datetime"] = .text(sensed.description)
    } else {
      // Only the day is known, so the interval of that day is what is true.
      fields["datetime"] = .null
      fields["start_datetime"] = .text("\(sensed.date)T00:00:00Z")
      fields["end_datetime"] = .text("\(sensed.date)T23:59:59Z")
    }
    if !scene.acquisition.platform.isEmpty {
      fields["platform"] = .text(scene.acquisition.platform)
    }
    if !instruments.isEmpty { fields["instruments"] = .array(instruments.map { .text($0) }) }
    for (key, value) in Self.systemFields(grid.crs) { fields[key] = value }
    if let quality = scene.quality {
      fields["tiankan:quality"] = Self.document(of: quality.rule)
    }
    if let supersededBy { fields["tiankan:superseded_by"] = .text(supersededBy) }
    return fields
  }

  private func asset(
    _ source: BandSource, role: BandRole, in folder: String,
    itemCRS: CoordinateReferenceSystem
  ) -> JSONValue {
    let grid = source.grid
    var band: [String: JSONValue] = ["name": .text(source.name)]
    if let common = Self.commonNames[role] { band["common_name"] = .text(common) }
    var raster: [String: JSONValue] = [:]
    if let noData = source.noData { raster["nodata"] = JSONValue(noData) }
    if role != .quality {
      raster["scale"] = JSONValue(source.scaling.unit)
      raster["offset"] = JSONValue(source.scaling.offset * source.scaling.unit)
    }
    var fields: [String: JSONValue] = [
      "href": .text(Self.reference(source.path, from: folder)),
      "title": .text("\(source.name) (\(role.rawValue))"),
      "roles": .array([.text(role == .quality ? "data-mask" : "data")]),
      "eo:bands": .array([.object(band)]), "raster:bands": .array([.object(raster)]),
      "proj:shape": .array([.integer(grid.rows), .integer(grid.columns)]),
      "proj:transform": .array(
        [grid.pixelWidth, 0, grid.originX, 0, -grid.pixelHeight, grid.originY]
          .map { JSONValue($0) }),
      "tiankan:role": .text(role.rawValue), "tiankan:band": .integer(source.band),
      "tiankan:scaling": .object([
        "dn-offset": JSONValue(source.scaling.offset), "unit": JSONValue(source.scaling.unit),
      ]),
    ]
    if let noData = source.noData { fields["tiankan:nodata"] = JSONValue(noData) }
    if let type = Self.mediaType(source.path) { fields["type"] = .text(type) }
    if grid.crs != itemCRS {
      for (key, value) in Self.systemFields(grid.crs) { fields[key] = value }
    }
    return .object(fields)
  }
}

extension SceneItem {
  /// STAC's common names of roles.
  private static let commonNames: [BandRole: String] = [
    .coastal: "coastal", .blue: "blue", .green: "green", .yellow: "yellow", .red: "red",
    .rededge: "rededge", .rededge2: "rededge", .rededge3: "rededge", .nir: "nir",
    .nirNarrow: "nir08", .cirrus: "cirrus", .swir1: "swir16", .swir2: "swir22",
    .panchromatic: "pan", .waterVapour: "nir09",
  ]

  /// `proj:code` where the CRS has one, and `proj:wkt2`, which holds it exactly.
  private static func systemFields(_ crs: CoordinateReferenceSystem) -> [String: JSONValue] {
    var fields: [String: JSONValue] = ["proj:wkt2": .text(crs.wkt)]
    if let code = crs.authorityCode { fields["proj:code"] = .text(code) }
    return fields
  }

  /// The pixel size in metres; of a grid in degrees at its latitude along the meridian, to the metre.
  private static func groundSampleDistance(_ grid: Grid) -> Double {
    grid.crs.kind == .projected
      ? grid.pixelHeight : max((grid.pixelHeight * 111_320).rounded(), 0.1)
  }

  private static func mediaType(_ path: String) -> String? {
    let name = path.lowercased()
    if name.hasSuffix(".tif") || name.hasSuffix(".tiff") {
      return "image/tiff; application=geotiff"
    }
    return name.hasSuffix(".jp2") ? "image/jp2" : nil
  }

  private static func document(of rule: QualityRule) -> JSONValue {
    func table(_ conditions: [Int: QualityRule.Condition]) -> JSONValue {
      .object(
        Dictionary(
          uniqueKeysWithValues: conditions.map { ("\($0.key)", .text($0.value.rawValue)) }))
    }
    return .object([
      "classes": table(rule.classes), "bits": table(rule.bits), "growth": JSONValue(rule.growth),
    ])
  }

  /// A path as it stands in an item: relative to the item for files, a URL for remote ones.
  static func reference(_ path: String, from folder: String) -> String {
    for (prefix, scheme) in remoteSchemes where path.hasPrefix(prefix) {
      return scheme + path.dropFirst(prefix.count)
    }
    return LocalFile.isPlain(path) ? PathText.relative(path, from: folder) : path
  }

  /// The path that a reference in an item means.
  static func path(of reference: String, in folder: String) -> String {
    if reference.hasPrefix("http://") || reference.hasPrefix("https://") {
      return "/vsicurl/" + reference
    }
    for (prefix, scheme) in remoteSchemes where !scheme.isEmpty && reference.hasPrefix(scheme) {
      return prefix + reference.dropFirst(scheme.count)
    }
    if reference.hasPrefix("file://") { return String(reference.dropFirst(7)) }
    if !LocalFile.isPlain(reference) { return reference }
    return PathText.normalized(PathText.join(folder, reference))
  }

  private static let remoteSchemes = [
    (prefix: "/vsicurl/", scheme: ""), (prefix: "/vsis3/", scheme: "s3://"),
    (prefix: "/vsigs/", scheme: "gs://"), (prefix: "/vsiaz/", scheme: "az://"),
  ]

  /// An id for a scene: the acquisition and the version, as a file name.
  static func identifier(of scene: Scene) -> String {
    let version = [scene.version.baseline, scene.version.processed].filter { !$0.isEmpty }
    let text = ([scene.acquisition.description] + version).joined(separator: "_")
    return String(
      text.unicodeScalars.map { scalar -> Character in
        let isPlain =
          ("0"..."9").contains(scalar) || ("A"..."Z").contains(scalar)
          || ("a"..."z").contains(scalar) || scalar == "-" || scalar == "_" || scalar == "."
          || scalar.value >= 0x80
        return isPlain ? Character(scalar) : "-"
      })
  }
}
