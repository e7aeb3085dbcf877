public import ChangeDetection
public import Diagnostics
import Foundation
import Imagery
import Yams

/// The constants of all detectors as one run uses them: the built-in rules, changed by the rule files of the configuration.
///
/// A rule file is YAML: `name`, `version`, `jurisdiction`, `source`, `status`, `valid_from`, `valid_to`, and under `construction`, `abandonment`, `rehabilitation`
/// and `index` the constants that differ from the built-in ones. Unknown keys are errors.
public struct MonitorRules: Sendable {
  /// New construction.
  public var construction = ConstructionParameters()
  /// Abandonment of farmland.
  public var abandonment = AbandonmentParameters()
  /// Rehabilitation of mines.
  public var rehabilitation = RehabilitationParameters()
  /// The end members of vegetation cover.
  public var index = IndexParameters()
  /// The smallest clue of construction in square metres: 400 m² are four pixels of 10 m.
  public var minimumMappingUnit = 400.0
  /// The rule files in their order, each with its text.
  public var sources: [Source] = []

  /// A rule file as it was read.
  public struct Source: Hashable, Sendable {
    /// The name.
    public var name: String
    /// The version.
    public var version: String
    /// Where the rules hold; empty for everywhere.
    public var jurisdiction: String
    /// The text of the file.
    public var text: String
  }

  /// The built-in rules.
  public init() {}

  /// The rules of a configuration.
  ///
  /// - Throws: `.notFound` for a file that does not exist; `.usage` for unknown keys and values that do not fit, with the file.
  public init(_ configuration: Configuration) throws(TiankanError) {
    for path in configuration.rules { try apply(path) }
    abandonment.calendar.start = configuration.cropYear
    construction.baselineYears = configuration.baseline.years
    construction.rolloverMonth = configuration.baseline.rollover.month
    construction.rolloverDay = configuration.baseline.rollover.day
  }

  /// The file of a rule set: a path that ends in `.yaml`, or the name of one that comes with the program.
  private static func file(_ name: String) throws(TiankanError) -> String {
    if name.hasSuffix(".yaml") { return name }
    do throws(TiankanError) {
      return try ResourceFolder.find("rules", of: "Supervision", holding: "\(name).yaml")
        .appending(path: "\(name).yaml").path
    } catch {
      throw TiankanError(
        .usage,
        "there is no rule set of this name; give one that comes with the program, or the path of a rule file (*.yaml)",
        subject: name, cause: error.message)
    }
  }

  private mutating func apply(_ name: String) throws(TiankanError) {
    let path = try Self.file(name)
    let text: String
    let tree: Any?
    do {
      text = try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw TiankanError(
        .notFound, "the rule file cannot be read", subject: path, cause: "\(error)")
    }
    do {
      tree = try Yams.load(yaml: text)
    } catch {
      throw TiankanError(
        .usage, "the rule file is not valid YAML; correct it", subject: path, cause: "\(error)")
    }
    guard var root = tree as? [String: Any] else {
      throw TiankanError(.usage, "a rule file is a mapping (key: value)", subject: path)
    }
    func word(_ key: String) -> String {
      root.removeValue(forKey: key).map { "\($0)" } ?? ""
    }
    let source = Source(
      name: word("name"), version: word("version"), jurisdiction: word("jurisdiction"), text: text)
    guard !source.name.isEmpty, !source.version.isEmpty else {
      throw TiankanError(.usage, "name and version must be stated", subject: path)
    }
    for key in ["source", "valid_from", "valid_to", "status"] { _ = word(key) }
    try Self.change(&construction, by: root.removeValue(forKey: "construction"), path)
    try Self.change(&abandonment, by: root.removeValue(forKey: "abandonment"), path)
    try Self.change(&rehabilitation, by: root.removeValue(forKey: "rehabilitation"), path)
    try Self.change(&index, by: root.removeValue(forKey: "index"), path)
    if let value = root.removeValue(forKey: "minimum_mapping_unit") {
      let number = (value as? Double) ?? (value as? Int).map(Double.init)
      guard let number, number > 0, number < 1e12 else {
        throw TiankanError(
          .usage, "minimum_mapping_unit: a positive number of square metres", subject: path)
      }
      minimumMappingUnit = number
    }
    if let key = root.keys.min() {
      throw TiankanError(
        .usage,
        "\(key): this key is not known here; known are name, version, jurisdiction, source, status, "
          + "valid_from, valid_to, construction, abandonment, rehabilitation, index, minimum_mapping_unit",
        subject: path)
    }
    sources.append(source)
  }

  /// Changes the constants that a mapping names.
  private static func change<Parameters: Codable>(
    _ parameters: inout Parameters, by change: Any?, _ path: String
  ) throws(TiankanError) {
    guard let change, !(change is NSNull) else { return }
    guard change is [String: Any] else {
      throw TiankanError(
        .usage, "the constants of a detector are a mapping (key: value)", subject: path)
    }
    do {
      let current = try JSONSerialization.jsonObject(with: JSONEncoder().encode(parameters))
      let merged = try merge(current, change, at: "", path)
      parameters = try JSONDecoder().decode(
        Parameters.self, from: JSONSerialization.data(withJSONObject: merged))
    } catch let error as TiankanError {
      throw error
    } catch {
      throw TiankanError(
        .usage, "a value of the rules does not fit its key", subject: path, cause: "\(error)")
    }
  }

  private static func merge(
    _ current: Any, _ change: Any, at place: String, _ path: String
  ) throws(TiankanError) -> Any {
    guard var target = current as? [String: Any], let source = change as? [String: Any] else {
      return change
    }
    for (key, value) in source {
      guard let old = target[key] else {
        throw TiankanError(
          .usage,
          "\(place)\(key): this constant is not known; known are \(target.keys.sorted().joined(separator: ", "))",
          subject: path)
      }
      target[key] = try merge(old, value, at: "\(place)\(key).", path)
    }
    return target
  }

  /// The constants as JSON with sorted keys, as the ledger keeps them.
  func document(_ parameters: some Encodable) throws(TiankanError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    do {
      return String(decoding: try encoder.encode(parameters), as: UTF8.self)
    } catch {
      throw TiankanError(.bug, "the constants of a rule cannot be written", cause: "\(error)")
    }
  }
}
