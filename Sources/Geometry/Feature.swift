/// A thing with a place and attributes: one row of a vector layer.
public struct Feature: Hashable, Sendable {
  /// A named value; names are as the layer spells them.
  public struct Attribute: Hashable, Sendable {
    /// The field's name.
    public var name: String
    /// The field's value.
    public var value: AttributeValue

    /// Creates an attribute.
    public init(_ name: String, _ value: AttributeValue) {
      self.name = name
      self.value = value
    }
  }

  /// The row's number or identifier in its layer.
  public var identifier: String
  /// The attributes in the layer's order.
  public var attributes: [Attribute]
  /// The geometry in the layer's CRS.
  public var geometry: MultiPolygon

  /// Creates a feature.
  public init(identifier: String, attributes: [Attribute], geometry: MultiPolygon) {
    self.identifier = identifier
    self.attributes = attributes
    self.geometry = geometry
  }

  /// The value of a field, by name without regard to case; `nil` where the layer has no such field.
  public subscript(name: String) -> AttributeValue? {
    attributes.first { $0.name == name || $0.name.lowercased() == name.lowercased() }?.value
  }
}
