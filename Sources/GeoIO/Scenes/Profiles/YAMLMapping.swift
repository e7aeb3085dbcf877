public import Diagnostics
import Foundation
import Yams

/// A mapping of a YAML (or JSON) file that remembers where it stands, so that errors name file and line.
///
/// Keys are taken one by one; `finish(known:)` throws on those that nobody took, because a misspelt key that is ignored
/// changes results in silence.
public struct YAMLMapping {
  /// The file.
  public let file: String
  /// The line of the mapping, counted from 1.
  public let line: Int
  /// The keys in the order of the file.
  public let keys: [String]
  private var values: [String: Node] = [:]
  private var lines: [String: Int] = [:]

  /// Reads a whole file; its top level must be a mapping.
  public init(file: String) throws(TiankanError) {
    guard let text = String(data: try FileProblem.contents(file), encoding: .utf8) else {
      throw TiankanError(
        .malformed, "the file is not UTF-8 text; save it as UTF-8", subject: file)
    }
    try self.init(text: text, file: file)
  }

  /// Reads a text; `file` is only named in errors.
  public init(text: String, file: String) throws(TiankanError) {
    let node: Node?
    do {
      node = try Yams.compose(yaml: text)
    } catch {
      throw TiankanError(
        .malformed, "the file is not valid YAML or JSON; correct it", subject: file,
        cause: "\(error)")
    }
    guard let node else {
      throw TiankanError(.malformed, "the file is empty", subject: file)
    }
    try self.init(node, file: file)
  }

  private init(_ node: Node, file: String) throws(TiankanError) {
    let line = node.mark?.line ?? 0
    guard case .mapping(let mapping) = node else {
      throw TiankanError(
        .malformed, "a mapping (key: value) is expected here", subject: "\(file):\(line)")
    }
    var keys: [String] = []
    for (key, value) in mapping {
      guard let name = key.string else {
        throw TiankanError(.malformed, "a key must be a word", subject: "\(file):\(line)")
      }
      keys.append(name)
      values[name] = value
      lines[name] = key.mark?.line ?? line
    }
    self.file = file
    self.line = line
    self.keys = keys
  }
}

extension YAMLMapping {
  /// An error about a key.
  public func problem(_ key: String, _ message: String) -> TiankanError {
    TiankanError(.malformed, "\(key): \(message)", subject: "\(file):\(lines[key] ?? line)")
  }

  /// Throws on the first key that was not taken.
  public func finish(known: [String]) throws(TiankanError) {
    guard let key = keys.first(where: { values[$0] != nil }) else { return }
    throw problem(
      key, "this key is not known here; known are \(known.sorted().joined(separator: ", "))")
  }

  private mutating func take(_ key: String) -> Node? {
    guard let node = values.removeValue(forKey: key) else { return nil }
    if case .scalar(let scalar) = node, scalar.style == .plain,
      ["null", "~", ""].contains(scalar.string)
    {
      return nil
    }
    return node
  }

  /// Whether the key stands in the file and was not taken yet.
  public func has(_ key: String) -> Bool { values[key] != nil }

  /// A text.
  public mutating func text(_ key: String) throws(TiankanError) -> String? {
    guard let node = take(key) else { return nil }
    guard case .scalar(let scalar) = node else { throw problem(key, "a text is expected") }
    return scalar.string
  }

  /// A text that must be there.
  public mutating func required(_ key: String) throws(TiankanError) -> String {
    guard let text = try text(key) else { throw problem(key, "this key is missing") }
    return text
  }

  /// A finite number.
  public mutating func number(_ key: String) throws(TiankanError) -> Double? {
    guard let text = try text(key) else { return nil }
    guard let number = Double(text), number.isFinite else {
      throw problem(key, "\(text) is not a number")
    }
    return number
  }

  /// `true` or `false`.
  public mutating func flag(_ key: String) throws(TiankanError) -> Bool? {
    guard let text = try text(key) else { return nil }
    guard let flag = ["true": true, "false": false][text] else {
      throw problem(key, "\(text) is neither true nor false")
    }
    return flag
  }

  /// A list of texts; a single text counts as a list of one.
  public mutating func texts(_ key: String) throws(TiankanError) -> [String] {
    guard let node = take(key) else { return [] }
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

  /// A list of finite numbers.
  public mutating func numbers(_ key: String) throws(TiankanError) -> [Double] {
    let texts = try texts(key)
    var numbers: [Double] = []
    for text in texts {
      guard let number = Double(text), number.isFinite else {
        throw problem(key, "\(text) is not a number")
      }
      numbers.append(number)
    }
    return numbers
  }

  /// A whole number.
  public mutating func integer(_ key: String) throws(TiankanError) -> Int? {
    guard let text = try text(key) else { return nil }
    guard let number = Int(text) else { throw problem(key, "\(text) is not a whole number") }
    return number
  }

  /// A mapping.
  public mutating func mapping(_ key: String) throws(TiankanError) -> YAMLMapping? {
    guard let node = take(key) else { return nil }
    return try YAMLMapping(node, file: file)
  }

  /// A list of mappings.
  public mutating func mappings(_ key: String) throws(TiankanError) -> [YAMLMapping] {
    guard let node = take(key) else { return [] }
    guard case .sequence(let sequence) = node else { throw problem(key, "a list is expected") }
    var found: [YAMLMapping] = []
    for element in sequence { found.append(try YAMLMapping(element, file: file)) }
    return found
  }

  /// Whether the value of a key that was not taken yet is a mapping.
  public func isMapping(_ key: String) -> Bool {
    if case .mapping? = values[key] { true } else { false }
  }
}
