import Diagnostics
import Imagery

extension SensorProfile.Scaling {
  init(_ source: YAMLMapping?) throws(TiankanError) {
    unit = nil
    offset = nil
    baselineOffsets = []
    pixelTypes = []
    guard var map = source else { return }
    unit = try map.number("unit")
    if let unit, unit <= 0 { throw map.problem("unit", "a positive number is expected") }
    offset = try map.number("dn-offset")
    for text in try map.texts("pixel-types") {
      guard let type = PixelType(rawValue: text) else {
        let known = PixelType.allCases.map(\.rawValue).joined(separator: ", ")
        throw map.problem("pixel-types", "\(text) is not a sample type; types are \(known)")
      }
      pixelTypes.append(type)
    }
    for entry in try map.mappings("dn-offset-by-baseline") {
      var entry = entry
      let from = try entry.required("from")
      let below = try entry.required("below")
      guard let first = Double(from), let end = Double(below), first < end,
        let value = try entry.number("value")
      else { throw entry.problem("from", "from, below and value must be numbers, from < below") }
      baselineOffsets.append(.init(from: from, below: below, offset: value))
      try entry.finish(known: ["from", "below", "value"])
    }
    try map.finish(known: ["unit", "dn-offset", "dn-offset-by-baseline", "pixel-types"])
  }
}

extension SensorProfile.Layout {
  init(_ source: YAMLMapping) throws(TiankanError) {
    var map = source
    let word = try map.required("kind")
    guard let kind = Kind(rawValue: word) else {
      let known = Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw map.problem("kind", "\(word) is not a kind of layout; kinds are \(known)")
    }
    self.kind = kind
    files = try Self.pattern(&map, "files")
    folder = try Self.pattern(&map, "folder")
    metadata = try Self.pattern(&map, "metadata")
    needs = try map.texts("needs")
    isOnlyWhenNamed = try map.flag("only-when-named") ?? false
    order = try map.texts("order")
    if kind == .product, metadata == nil { throw map.problem("metadata", "this key is missing") }
    if kind != .multiband, files == nil { throw map.problem("files", "this key is missing") }
    if kind != .multiband, files?.expression.contains("(?<band>") != true {
      throw map.problem("files", "the pattern needs a group band")
    }
    try map.finish(known: [
      "kind", "files", "folder", "metadata", "needs", "only-when-named", "order",
    ])
  }

  private static func pattern(
    _ map: inout YAMLMapping, _ key: String
  ) throws(TiankanError) -> NamePattern? {
    guard let text = try map.text(key) else { return nil }
    do throws(TiankanError) {
      return try NamePattern(text)
    } catch {
      throw map.problem(key, error.message)
    }
  }
}

extension SensorProfile.MetadataKeys {
  init(_ source: YAMLMapping?) throws(TiankanError) {
    guard var map = source else { return }
    sensed = try map.texts("sensed")
    time = try map.texts("time")
    isDayOnly = try map.flag("day-only") ?? false
    platform = try map.texts("platform")
    tile = try map.texts("tile")
    baseline = try map.texts("baseline")
    processed = try map.texts("processed")
    quantification = try map.texts("quantification")
    offset = try map.texts("dn-offset")
    gain = try map.texts("gain")
    bias = try map.texts("bias")
    sunElevation = try map.texts("sun-elevation")
    try map.finish(known: [
      "sensed", "time", "day-only", "platform", "tile", "baseline", "processed", "quantification",
      "dn-offset", "gain", "bias", "sun-elevation",
    ])
  }
}
