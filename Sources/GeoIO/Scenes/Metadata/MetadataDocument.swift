import Diagnostics
import Foundation

/// A product's metadata file as a flat list of keys and values, whatever its notation.
///
/// XML elements, Landsat's `GROUP`/`KEY = VALUE` text and JSON become the same: an entry per leaf with the path of its
/// parents. Profiles name entries by their last key, or with parents where that is ambiguous
/// (`LEVEL2_SURFACE_REFLECTANCE_PARAMETERS/REFLECTANCE_MULT_BAND_2`).
struct MetadataDocument: Sendable {
  /// One statement of the document.
  struct Entry: Sendable, Hashable {
    /// The parents' names and the key, from the outside in.
    var path: [String]
    /// The value, trimmed.
    var value: String
    /// The attributes of an XML element.
    var attributes: [String: String] = [:]
  }

  /// The file.
  let file: String
  /// The statements in the order of the file.
  let entries: [Entry]

  /// Reads a file: XML, JSON, or Landsat's text.
  ///
  /// - Throws: `.malformed` where it is none of them, `.notFound`, `.permission`.
  init(file: String) throws(TiankanError) {
    try self.init(data: try FileProblem.contents(file), file: file)
  }

  /// Reads a text; `file` is named in errors.
  init(data: Data, file: String) throws(TiankanError) {
    self.file = file
    switch data.first(where: { $0 > 0x20 }) {
    case UInt8(ascii: "<"), 0xEF: entries = try MetadataXMLReader.entries(of: data, file: file)
    case UInt8(ascii: "{"):
      entries = Self.entries(of: try JSONValue(data: data, file: file), path: [])
    default: entries = try Self.entries(ofText: data, file: file)
    }
  }

  private static func entries(of value: JSONValue, path: [String]) -> [Entry] {
    switch value {
    case .object(let members):
      members.sorted { $0.key < $1.key }.flatMap { entries(of: $0.value, path: path + [$0.key]) }
    case .array(let elements): elements.flatMap { entries(of: $0, path: path) }
    default: value.text.map { [Entry(path: path, value: $0)] } ?? []
    }
  }

  /// Landsat's notation: `GROUP = NAME` … `END_GROUP = NAME`, `KEY = VALUE`, texts in quotation marks.
  private static func entries(ofText data: Data, file: String) throws(TiankanError) -> [Entry] {
    guard let text = String(data: data, encoding: .utf8) else {
      throw TiankanError(.malformed, "the metadata is not UTF-8 text", subject: file)
    }
    var entries: [Entry] = []
    var groups: [String] = []
    for line in text.split(whereSeparator: \.isNewline) {
      guard let mark = line.firstIndex(of: "=") else { continue }
      let key = line[..<mark].trimmingCharacters(in: .whitespaces)
      let value = line[line.index(after: mark)...]
        .trimmingCharacters(in: .whitespaces.union(["\""]))
      switch key {
      case "GROUP": groups.append(value)
      case "END_GROUP": if !groups.isEmpty { groups.removeLast() }
      default: entries.append(Entry(path: groups + [key], value: value))
      }
    }
    guard !entries.isEmpty, groups.isEmpty else {
      throw TiankanError(
        .malformed,
        "the metadata is neither XML nor JSON nor a complete list of KEY = VALUE; "
          + "fetch it again", subject: file)
    }
    return entries
  }
}

extension MetadataDocument {
  /// The entries whose path ends as `key` says.
  func entries(_ key: String) -> [Entry] {
    let wanted = key.split(separator: "/").map(String.init)
    return entries.filter { $0.path.suffix(wanted.count).elementsEqual(wanted) }
  }

  /// The value of the first key that is there and not empty.
  func value(_ keys: [String]) -> String? {
    for key in keys {
      if let value = entries(key).first(where: { !$0.value.isEmpty })?.value { return value }
    }
    return nil
  }

  /// The number of the first key that is there.
  ///
  /// - Throws: `.malformed` where the value is not a number.
  func number(_ keys: [String]) throws(TiankanError) -> Double? {
    guard let text = value(keys) else { return nil }
    guard let number = Double(text), number.isFinite else {
      throw TiankanError(
        .malformed, "\(keys.joined(separator: " or ")) is \(text), which is not a number",
        subject: file)
    }
    return number
  }
}
