/// Which land unit is meant.
public struct ReportUnitName: Codable, Hashable, Sendable {
  /// The layer.
  public var layer: ReportTerm
  /// The identifier in the layer.
  public var id: String
  /// The name; nil where it has none.
  public var name: String?

  /// Creates a reference.
  public init(layer: ReportTerm, id: String, name: String?) {
    self.layer = layer
    self.id = id
    self.name = name
  }
}
