import Diagnostics
import Geometry
import Imagery

/// The name and columns of a layer that is written.
struct LayerSchema {
  var name: String
  var fields: [FieldDefinition]
  var geometry: FeatureWriter.GeometryKind

  /// Refuses names that formats cannot take.
  ///
  /// - Throws: `.usage`.
  func check(besides others: [LayerSchema], subject: String) throws(TiankanError) {
    let lowered = name.lowercased()
    guard !name.isEmpty, !others.contains(where: { $0.name.lowercased() == lowered }) else {
      throw TiankanError(.usage, "a layer needs a name of its own, not “\(name)”", subject: subject)
    }
    var taken: Set<String> = ["fid", "geom", "id"]
    if geometry == .none { taken = ["fid"] }
    for field in fields {
      guard !field.name.isEmpty, taken.insert(field.name.lowercased()).inserted else {
        throw TiankanError(
          .usage, "the field name “\(field.name)” is empty, reserved or used twice",
          subject: "\(subject)#\(name)")
      }
    }
  }

  /// The values of a feature in the order of the fields.
  ///
  /// - Throws: `.malformed` for an attribute that has no field or is of another kind than its field.
  func values(of feature: Feature) throws(TiankanError) -> [AttributeValue] {
    var values = [AttributeValue](repeating: .null, count: fields.count)
    for (position, attribute) in feature.attributes.enumerated() {
      let index: Int?
      // Nearly always the attributes come in the order of the fields.
      if position < fields.count, fields[position].name == attribute.name {
        index = position
      } else {
        index = fields.firstIndex { $0.name == attribute.name }
      }
      guard let index else {
        throw TiankanError(
          .malformed, "there is no field for the attribute “\(attribute.name)”", subject: name)
      }
      guard let value = Self.value(attribute.value, as: fields[index].kind) else {
        throw TiankanError(
          .malformed,
          "the field “\(attribute.name)” takes \(fields[index].kind.rawValue), not "
            + "“\(attribute.value.text ?? "")”",
          subject: name)
      }
      values[index] = value
    }
    return values
  }

  private static func value(
    _ value: AttributeValue, as kind: FieldDefinition.Kind
  ) -> AttributeValue? {
    switch (value, kind) {
    case (.null, _), (.integer, .integer64), (.text, .text), (.text, .json): value
    case (.real(let number), .real): number.isFinite ? value : .null
    case (.integer(let number), .real): .real(Double(number))
    case (.text(let text), .date) where CalendarDate(text) != nil: value
    default: nil
    }
  }
}
