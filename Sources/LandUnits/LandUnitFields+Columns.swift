public import Diagnostics
public import Geometry

extension LandUnitFields {
  /// Whether a column can hold the identifier: what a reader needs to read of a layer that is only identified.
  public func mayIdentify(_ column: String) -> Bool {
    let name = column.lowercased()
    if let id { return name == id.lowercased() }
    return Self.usualIdentifiers.contains { $0.lowercased() == name }
  }

  /// The positions of the columns that can hold the identifier, in the order in which they are tried.
  ///
  /// - Throws: `.usage` where the stated field does not exist.
  public func identifierColumns(
    among columns: [String], subject: String
  ) throws(TiankanError) -> [Int] {
    func position(of name: String) -> Int? {
      columns.firstIndex(of: name)
        ?? columns.firstIndex { $0.lowercased() == name.lowercased() }
    }
    guard let id else { return Self.usualIdentifiers.compactMap(position) }
    guard let found = position(of: id) else {
      throw TiankanError(.usage, "the layer has no field \(id)", subject: subject)
    }
    return [found]
  }

  /// The identifier of a feature whose attributes stand in the order of the columns given to `identifierColumns`.
  ///
  /// - Throws: `.malformed` where the stated field is empty.
  public func identifier(
    of feature: Feature, columns: [Int], layer: String
  ) throws(TiankanError) -> String {
    for column in columns {
      if let text = Self.filled(feature.attributes[column].value) { return text }
    }
    guard let id else { return feature.identifier }
    throw TiankanError(
      .malformed, "the field \(id) is empty, but it identifies the land unit; fill it in",
      subject: "\(layer), feature \(feature.identifier)")
  }
}
