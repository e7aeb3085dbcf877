import Diagnostics
import Imagery

/// What a person states beside a file or in a folder: `NAME.yaml` (or `.json`) beside `NAME.tif` or the folder `NAME`,
/// or `scene.yaml` in the folder.
struct SceneSidecar: Sendable {
  /// A quality layer as a sidecar states it.
  struct Quality: Sendable {
    /// Another file that holds the layer, relative to the sidecar.
    var file: String?
    /// The band within its file.
    var band: Int?
    /// What its numbers mean; `nil` where the profile says it.
    var rule: QualityRule?
  }

  /// The sidecar's file.
  var file: String
  /// The name of the sensor profile.
  var sensor: String?
  /// What it says of the acquisition.
  var facts = SceneFacts()
  /// What it says of the numbers.
  var scaling: ScalingStatement
  /// The number that means "no data".
  var noData: Double?
  /// The bands of a file in order, by role or the sensor's name; `-` skips one.
  var order: [String] = []
  /// From the names in a folder's files to roles or the sensor's names, or from roles to band numbers of a file.
  var bands: [String: String] = [:]
  /// The quality layer.
  var quality: Quality?
  /// Whether the numbers are reflectance; a stated scale implies it.
  var isCalibrated: Bool?

  /// Reads a sidecar.
  ///
  /// - Throws: `.malformed` with file and line.
  init(file: String) throws(TiankanError) {
    var map = try YAMLMapping(file: file)
    self.file = file
    sensor = try map.text("sensor")
    facts.platform = try map.text("platform")
    facts.tile = try map.text("tile")
    facts.baseline = try map.text("baseline")
    facts.processed = try map.text("processed")
    if let text = try map.text("date") {
      guard let sensed = SensingTime(text) else {
        throw map.problem(
          "date", "\(text) is neither a day nor a time such as 2024-03-01T02:55:31Z")
      }
      facts.sensed = sensed
    }
    scaling = try Self.scaling(&map)
    noData = try map.number("nodata")
    isCalibrated = try map.flag("calibrated")
    if map.isMapping("bands"), var inner = try map.mapping("bands") {
      for key in inner.keys { bands[key] = try inner.required(key) }
    } else {
      order = try map.texts("bands")
    }
    quality = try map.mapping("quality").map { map throws(TiankanError) in try Quality(map) }
    try map.finish(known: [
      "sensor", "platform", "tile", "baseline", "processed", "date", "scale", "dn-offset", "offset",
      "nodata", "calibrated", "bands", "quality",
    ])
  }

  private static func scaling(
    _ map: inout YAMLMapping
  ) throws(TiankanError) -> ScalingStatement {
    let unit = try map.number("scale")
    if let unit, unit <= 0 { throw map.problem("scale", "a positive number is expected") }
    let dnOffset = try map.number("dn-offset")
    let offset = try map.number("offset")
    if dnOffset != nil, offset != nil {
      throw map.problem(
        "offset", "state either dn-offset, added before scaling, or offset, added after it")
    }
    guard let offset else {
      return ScalingStatement(source: map.file, offset: dnOffset, unit: unit)
    }
    guard let unit else { throw map.problem("offset", "an offset after scaling needs the scale") }
    return ScalingStatement(source: map.file, gain: unit, bias: offset)
  }
}

extension SceneSidecar.Quality {
  init(_ source: YAMLMapping) throws(TiankanError) {
    var map = source
    file = try map.text("file")
    if let number = try map.number("band") {
      guard let whole = Int(exactly: number), whole >= 1 else {
        throw map.problem("band", "bands are counted from 1")
      }
      band = whole
    }
    if map.has("classes") || map.has("bits") { rule = try QualityRule(taking: &map) }
    try map.finish(known: ["file", "band", "classes", "bits", "growth"])
  }
}

extension SceneSidecar {
  /// The sidecar of a raster file, if there is one; a STAC item beside it is no sidecar.
  static func beside(file path: String) throws(TiankanError) -> SceneSidecar? {
    let base = PathText.join(PathText.folder(of: path), PathText.stem(of: path))
    return try first(of: ["\(base).yaml", "\(base).yml", "\(base).json"])
  }

  /// The sidecar of a folder, in it or beside it.
  static func of(folder path: String) throws(TiankanError) -> SceneSidecar? {
    var base = path
    while base.count > 1, base.hasSuffix("/") { base.removeLast() }
    return try first(of: [
      "\(base)/scene.yaml", "\(base)/scene.yml", "\(base)/scene.json", "\(base).yaml",
      "\(base).yml", "\(base).json",
    ])
  }

  private static func first(of files: [String]) throws(TiankanError) -> SceneSidecar? {
    for file in files where LocalFile.isPlain(file) || RemoteFile.isRemote(file) {
      guard (try? FolderListing.isFolder(file)) == false else { continue }
      if file.hasSuffix(".json"), STACDocument.isItem(file) { continue }
      return try SceneSidecar(file: file)
    }
    return nil
  }
}
