import Diagnostics
import Yams

/// A mapping of a rule file that remembers where it stands, so that errors name file and line; keys that nobody takes are
/// errors. The counterpart for files of scenes is `YAMLMapping` in `GeoIO`, which this layer does not see.
struct PolicyMapping {
  let file: String
  private let line: Int
  private let keys: [String]
  private var values: [String: Node] = [:]

  init(text: String, file: String) throws(TiankanError) {
    let node: Node?
    do {
      node = try Yams.compose(yaml: text)
    } catch {
      throw TiankanError(
        .usage, "the file is not valid YAML; correct it", subject: file, cause: "\(error)")
    }
    guard let node else { throw TiankanError(.usage, "the file is empty", subject: file) }
    try self.init(node, file: file)
  }

  private init(_ node: Node, file: String) throws(TiankanError) {
    line = node.mark?.line ?? 0
    self.file = file
    guard case .mapping(let mapping) = node else {
      throw TiankanError(
        .usage, "a mapping (key: value) is expected here", subject: "\(file):\(line)")
    }
    var keys: [String] = []
    for (key, value) in mapping {
      guard let name = key.string else {
        throw TiankanError(.usage, "a key must be a word", subject: "\(file):\(line)")
      }
      keys.append(name)
      values[name] = value
    }
    self.keys = keys
  }

  /// An error about a key.
  func problem(_ key: String, _ message: String) -> TiankanError {
    TiankanError(
      .usage, "\(key): \(message)", subject: "\(file):\(values[key]?.mark?.line ?? line)")
  }

  /// Throws on the first key that was not taken.
  func finish() throws(TiankanError) {
    if let key = keys.first(where: { values[$0] != nil }) {
      throw problem(key, "this key is not known here")
    }
  }

  /// The keys in the order of the file.
  var names: [String] { keys }

  mutating func text(_ key: String) throws(TiankanError) -> String? {
    guard let node = values[key] else { return nil }
    guard case .scalar(let scalar) = node else { throw problem(key, "a text is expected") }
    values[key] = nil
    return scalar.string
  }

  mutating func required(_ key: String) throws(TiankanError) -> String {
    guard let text = try text(key) else { throw problem(key, "this key is missing") }
    return text
  }

  /// One of the raw values of a type.
  mutating func choice<Value: RawRepresentable & CaseIterable>(
    _ key: String, _ type: Value.Type
  ) throws(TiankanError) -> Value? where Value.RawValue == String {
    guard let place = values[key] else { return nil }
    guard let text = try text(key) else { return nil }
    guard let value = Value(rawValue: text) else {
      values[key] = place
      throw problem(
        key,
        "\(text) is not known; known are \(Value.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return value
  }

  mutating func texts(_ key: String) throws(TiankanError) -> [String] {
    guard let node = values[key] else { return [] }
    values[key] = nil
    if case .scalar(let scalar) = node { return [scalar.string] }
    guard case .sequence(let sequence) = node else { throw problem(key, "a list is expected") }
    var found: [String] = []
    for element in sequence {
      guard case .scalar(let scalar) = element else {
        throw problem(key, "a list of texts is expected")
      }
      found.append(scalar.string)
    }
    return found
  }

  mutating func mapping(_ key: String) throws(TiankanError) -> PolicyMapping? {
    guard let node = values[key] else { return nil }
    values[key] = nil
    return try PolicyMapping(node, file: file)
  }

  mutating func mappings(_ key: String) throws(TiankanError) -> [PolicyMapping] {
    guard let node = values[key] else { return [] }
    values[key] = nil
    guard case .sequence(let sequence) = node else { throw problem(key, "a list is expected") }
    var found: [PolicyMapping] = []
    for element in sequence { found.append(try PolicyMapping(element, file: file)) }
    return found
  }

  /// All keys with their texts, in the order of the file.
  mutating func entries() throws(TiankanError) -> [(key: String, text: String)] {
    var found: [(key: String, text: String)] = []
    for key in keys { found.append((key, try required(key))) }
    return found
  }

  mutating func phrase(_ key: String) throws(TiankanError) -> Phrase? {
    guard var words = try mapping(key) else { return nil }
    let phrase = Phrase(chinese: try words.required("zh"), english: try words.required("en"))
    try words.finish()
    return phrase
  }

  mutating func ratio(_ key: String) throws(TiankanError) -> Ratio? {
    guard let text = try text(key) else { return nil }
    guard let ratio = Ratio(text) else {
      throw problem(key, "\(text) is no number; write 5, 1.5 or 1/3")
    }
    return ratio
  }
}
