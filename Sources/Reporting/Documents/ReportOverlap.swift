/// What a clue has in common with a land unit.
public struct ReportOverlap: Codable, Hashable, Sendable {
  /// The layer.
  public var layer: ReportTerm
  /// The land unit's identifier.
  public var unit: String
  /// Its name; nil where it has none.
  public var name: String?
  /// The common area.
  public var area: ReportArea
  /// The common area as a share of the clue, 0 to 1.
  public var shareOfClue: Double
  /// The common area as a share of the unit, 0 to 1.
  public var shareOfUnit: Double

  /// Creates an overlap.
  public init(
    layer: ReportTerm, unit: String, name: String?, area: ReportArea, shareOfClue: Double,
    shareOfUnit: Double
  ) {
    self.layer = layer
    self.unit = unit
    self.name = name
    self.area = area
    self.shareOfClue = shareOfClue
    self.shareOfUnit = shareOfUnit
  }
}
