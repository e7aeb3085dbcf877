import Diagnostics
import Geometry
import Imagery

extension SceneItem {
  /// Reads an item that this program wrote; no raster is opened, but its files must be there.
  ///
  /// - Throws: `.malformed` where a field is missing or wrong, `.notFound` where a file is not there.
  init(_ document: JSONValue, file: String) throws(TiankanError) {
    let folder = PathText.folder(of: file)
    let reader = ItemReader(file: file)
    guard let properties = document["properties"] else { throw reader.missing("properties") }
    let sensedText = try reader.text(properties, "tiankan:sensed")
    guard let sensed = SensingTime(sensedText) else {
      throw reader.wrong("tiankan:sensed", sensedText)
    }
    let itemCRS = try reader.system(properties)
    var bands: [BandRole: BandSource] = [:]
    var qualitySource: BandSource?
    for (name, asset) in document["assets"]?.members ?? [:] {
      guard asset["tiankan:role"] != nil else { continue }
      let word = try reader.text(asset, "tiankan:role")
      guard let role = BandRole(rawValue: word) else { throw reader.wrong("tiankan:role", word) }
      let source = try reader.source(asset, name: name, folder: folder, itemCRS: itemCRS)
      if role == .quality { qualitySource = source } else { bands[role] = source }
    }
    var quality: Scene.Quality?
    if let qualitySource {
      guard let rule = properties["tiankan:quality"] else {
        throw reader.missing("tiankan:quality")
      }
      quality = Scene.Quality(source: qualitySource, rule: try reader.rule(rule))
    }
    id = try reader.text(document, "id")
    supersededBy = properties["tiankan:superseded_by"]?.string
    scene = Scene(
      name: Self.path(of: try reader.text(properties, "tiankan:name"), in: folder),
      acquisition: AcquisitionID(
        platform: properties["platform"]?.string ?? "",
        sensor: try reader.text(properties, "tiankan:sensor"),
        tile: try reader.text(properties, "tiankan:tile"), sensed: sensed),
      version: ProductVersion(
        baseline: try reader.text(properties, "tiankan:baseline"),
        processed: try reader.text(properties, "tiankan:processed")),
      profile: try reader.text(properties, "tiankan:profile"), bands: bands, quality: quality,
      isCalibrated: properties["tiankan:calibrated"]?.bool ?? false,
      notices: (properties["tiankan:notices"]?.elements ?? []).compactMap(\.string))
  }
}

/// Takes typed fields out of an item and names the item in errors.
struct ItemReader {
  /// The item's file.
  var file: String

  /// The error for a field that is not there.
  func missing(_ key: String) -> TiankanError {
    TiankanError(
      .malformed, "the item lacks \(key); write the catalog anew with tiankan scan", subject: file)
  }

  /// The error for a field with an impossible value.
  func wrong(_ key: String, _ value: String) -> TiankanError {
    TiankanError(
      .malformed, "the item's \(key) is \(value), which is not possible; write the catalog anew",
      subject: file)
  }

  /// A text.
  func text(_ object: JSONValue, _ key: String) throws(TiankanError) -> String {
    guard let text = object[key]?.string else { throw missing(key) }
    return text
  }

  /// A number.
  func number(_ object: JSONValue?, _ key: String) throws(TiankanError) -> Double {
    guard let number = object?[key]?.double else { throw missing(key) }
    return number
  }

  /// The CRS of `proj:wkt2` or `proj:code`.
  func system(_ object: JSONValue) throws(TiankanError) -> CoordinateReferenceSystem {
    guard let text = object["proj:wkt2"]?.string ?? object["proj:code"]?.string else {
      throw missing("proj:wkt2")
    }
    return try ParsedSystems.system(text)
  }

  /// A band of an asset.
  func source(
    _ asset: JSONValue, name: String, folder: String, itemCRS: CoordinateReferenceSystem
  ) throws(TiankanError) -> BandSource {
    let path = SceneItem.path(of: try text(asset, "href"), in: folder)
    if LocalFile.isPlain(path) {
      do throws(TiankanError) {
        _ = try FolderListing.isFolder(path)
      } catch {
        throw TiankanError(
          error.code, "the item names \(path): \(error.message)", subject: file)
      }
    }
    let shape = (asset["proj:shape"]?.elements ?? []).compactMap(\.int)
    let transform = (asset["proj:transform"]?.elements ?? []).compactMap(\.double)
    guard shape.count == 2, shape[0] > 0, shape[1] > 0 else { throw missing("proj:shape") }
    guard transform.count >= 6, transform[0] > 0, transform[4] < 0 else {
      throw missing("proj:transform")
    }
    let hasOwnSystem = asset["proj:wkt2"] != nil || asset["proj:code"] != nil
    let crs = hasOwnSystem ? try system(asset) : itemCRS
    return BandSource(
      path: path, band: asset["tiankan:band"]?.int ?? 1, name: name,
      scaling: BandScaling(
        offset: try number(asset["tiankan:scaling"], "dn-offset"),
        unit: try number(asset["tiankan:scaling"], "unit")),
      noData: asset["tiankan:nodata"]?.double,
      grid: Grid(
        crs: crs, originX: transform[2], originY: transform[5], pixelWidth: transform[0],
        pixelHeight: -transform[4], columns: shape[1], rows: shape[0]))
  }

  /// A quality rule.
  func rule(_ object: JSONValue) throws(TiankanError) -> QualityRule {
    func table(_ key: String) throws(TiankanError) -> [Int: QualityRule.Condition] {
      var conditions: [Int: QualityRule.Condition] = [:]
      for (number, word) in object[key]?.members ?? [:] {
        guard let number = Int(number),
          let condition = word.string.flatMap({ QualityRule.Condition(rawValue: $0) })
        else { throw wrong(key, number) }
        conditions[number] = condition
      }
      return conditions
    }
    return QualityRule(
      classes: try table("classes"), bits: try table("bits"),
      growth: try number(object, "growth"))
  }
}
