import Imagery

/// What names or metadata say of an acquisition.
struct SceneFacts: Hashable, Sendable {
  /// The satellite, as found.
  var platform: String?
  /// The tile.
  var tile: String?
  /// The time of sensing.
  var sensed: SensingTime?
  /// The processing baseline or collection.
  var baseline: String?
  /// The time of processing.
  var processed: String?

  /// Nothing is known.
  init() {}

  /// What the groups of a name pattern captured.
  init(_ groups: [NamePattern.Group: String]) {
    platform = groups[.platform]
    tile = groups[.tile]
    processed = groups[.processed]
    baseline = groups[.baseline].map(Self.baseline)
    guard let day = groups[.date].flatMap(SensingTime.day) else { return }
    sensed = SensingTime(date: day, secondOfDay: groups[.time].flatMap(SensingTime.second))
  }

  /// What a product's metadata file says.
  init(_ document: MetadataDocument, keys: SensorProfile.MetadataKeys) {
    platform = document.value(keys.platform)
    let tiles = keys.tile.compactMap { document.value([$0]) }
    tile = tiles.isEmpty ? nil : tiles.joined()
    baseline = document.value(keys.baseline)
    processed = document.value(keys.processed)
    guard let text = document.value(keys.sensed), var found = SensingTime(text) else { return }
    if let time = document.value(keys.time) { found.secondOfDay = SensingTime.second(time) }
    if keys.isDayOnly { found.secondOfDay = nil }
    sensed = found
  }

  /// These facts, completed from others where they say nothing.
  func completed(from other: SceneFacts) -> SceneFacts {
    var facts = self
    facts.platform = platform ?? other.platform
    facts.tile = tile ?? other.tile
    facts.sensed = sensed ?? other.sensed
    facts.baseline = baseline ?? other.baseline
    facts.processed = processed ?? other.processed
    return facts
  }

  /// Whether both may speak of the same acquisition: nothing that both state differs.
  func agrees(with other: SceneFacts) -> Bool {
    func same<Value: Equatable>(_ left: Value?, _ right: Value?) -> Bool {
      left == nil || right == nil || left == right
    }
    return same(platform, other.platform) && same(tile, other.tile) && same(sensed, other.sensed)
      && same(baseline, other.baseline) && same(processed, other.processed)
  }

  /// `0510` as `05.10`; anything else as it is.
  private static func baseline(_ text: String) -> String {
    guard text.count == 4, text.allSatisfy(\.isNumber) else { return text }
    return "\(text.prefix(2)).\(text.suffix(2))"
  }
}
