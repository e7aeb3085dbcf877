public import Diagnostics
import Imagery

extension SensorProfile {
  /// Reads a profile from a YAML file.
  ///
  /// - Throws: `.malformed` with file and line for unknown keys, missing keys and values that cannot be;
  ///   `.notFound` or `.permission` where the file cannot be read.
  public init(file: String) throws(TiankanError) {
    try self.init(YAMLMapping(file: file))
  }

  /// Reads a profile from a text; `file` is named in errors.
  init(text: String, file: String) throws(TiankanError) {
    try self.init(YAMLMapping(text: text, file: file))
  }

  private init(_ source: YAMLMapping) throws(TiankanError) {
    var map = source
    let schema = try map.required("schema")
    guard schema == "1" else {
      throw map.problem("schema", "\(schema) is not known; this program reads schema 1")
    }
    name = try map.required("name")
    title = try map.required("title")
    instruments = try map.texts("instruments")
    isCalibrated = try map.flag("calibrated") ?? true
    notices = try map.texts("notices")
    uncalibratedNotices = try map.texts("uncalibrated-notices")
    platforms = try Self.words(&map, "platforms")
    variants = try Self.variants(&map)
    quality = try map.mapping("quality").map { map throws(TiankanError) in try Quality(map) }
    scaling = try Scaling(map.mapping("scaling"))
    noData = try map.number("nodata")
    collections = try map.texts("collections")
    sensedTags = try map.texts("sensed-tags")
    metadata = try MetadataKeys(map.mapping("metadata"))
    layouts = []
    for layout in try map.mappings("layouts") { layouts.append(try Layout(layout)) }
    try map.finish(known: [
      "schema", "name", "title", "instruments", "calibrated", "notices", "uncalibrated-notices",
      "platforms", "bands", "variants", "quality", "scaling", "nodata", "collections",
      "sensed-tags", "metadata", "layouts",
    ])
  }

  private static func words(
    _ map: inout YAMLMapping, _ key: String
  ) throws(TiankanError) -> [String: String] {
    guard var inner = try map.mapping(key) else { return [:] }
    var words: [String: String] = [:]
    for key in inner.keys { words[key] = try inner.required(key) }
    return words
  }

  private static func variants(_ map: inout YAMLMapping) throws(TiankanError) -> [Variant] {
    if let bands = try map.mapping("bands") {
      guard !map.has("variants") else {
        throw map.problem("variants", "state either bands or variants, not both")
      }
      return [Variant(platforms: [], bands: try Self.bands(bands))]
    }
    var variants: [Variant] = []
    for entry in try map.mappings("variants") {
      var entry = entry
      let platforms = try entry.texts("platforms")
      guard let bands = try entry.mapping("bands") else {
        throw entry.problem("bands", "this key is missing")
      }
      variants.append(Variant(platforms: platforms, bands: try Self.bands(bands)))
      try entry.finish(known: ["platforms", "bands"])
    }
    guard !variants.isEmpty else { throw map.problem("bands", "this key is missing") }
    return variants
  }

  private static func bands(_ source: YAMLMapping) throws(TiankanError) -> [Band] {
    var map = source
    var bands: [Band] = []
    for name in map.keys {
      guard var entry = try map.mapping(name) else { throw map.problem(name, "a role is missing") }
      let role = try Self.role(entry.required("role"), entry)
      guard role != .quality else {
        throw entry.problem("role", "the quality layer stands under quality, not under bands")
      }
      if let twin = bands.first(where: { $0.role == role }) {
        throw entry.problem("role", "\(twin.name) is \(role.rawValue) already")
      }
      bands.append(
        Band(
          name: name, role: role, aliases: try entry.texts("aliases"), key: try entry.text("key")))
      try entry.finish(known: ["role", "aliases", "key"])
    }
    return bands
  }

  private static func role(_ text: String, _ map: YAMLMapping) throws(TiankanError) -> BandRole {
    guard let role = BandRole(rawValue: text) else {
      let known = BandRole.allCases.map(\.rawValue).joined(separator: ", ")
      throw map.problem("role", "\(text) is not a role; roles are \(known)")
    }
    return role
  }
}

extension SensorProfile.Quality {
  init(_ source: YAMLMapping) throws(TiankanError) {
    var map = source
    names = try map.texts("names")
    isRequired = try map.flag("required") ?? true
    noData = try map.number("nodata")
    rule = try QualityRule(taking: &map)
    guard !names.isEmpty else { throw map.problem("names", "this key is missing") }
    try map.finish(known: ["names", "required", "nodata", "classes", "bits", "growth"])
  }
}

extension QualityRule {
  /// Reads `classes` or `bits`, and `growth`.
  init(taking map: inout YAMLMapping) throws(TiankanError) {
    // Quality layers are read as 16 bits.
    let classes = try Self.conditions(&map, "classes", within: 0...65_535)
    let bits = try Self.conditions(&map, "bits", within: 0...15)
    guard classes.isEmpty != bits.isEmpty else {
      throw map.problem("classes", "state either classes or bits")
    }
    let growth = try map.number("growth") ?? 0
    guard growth >= 0 else { throw map.problem("growth", "metres from 0 on are expected") }
    self.init(classes: classes, bits: bits, growth: growth)
  }

  private static func conditions(
    _ map: inout YAMLMapping, _ key: String, within range: ClosedRange<Int>
  ) throws(TiankanError) -> [Int: Condition] {
    guard var inner = try map.mapping(key) else { return [:] }
    var found: [Int: Condition] = [:]
    for number in inner.keys {
      let word = try inner.required(number)
      guard let value = Int(number), range.contains(value),
        let condition = Condition(rawValue: word)
      else {
        let known = Condition.allCases.map(\.rawValue).joined(separator: ", ")
        throw inner.problem(
          number,
          "a whole number from \(range.lowerBound) to \(range.upperBound) and one of \(known) are expected"
        )
      }
      found[value] = condition
    }
    return found
  }
}
