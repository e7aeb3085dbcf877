/// What people brought from a land unit, whether or not there is a clue about it: a photo from the ground, an orthophoto from
/// the air. A row of the table `unit_evidence`. Journal.
public struct UnitEvidence: Hashable, Sendable {
  /// The layer of the land unit.
  public var layer: String
  /// The identifier of the land unit in its layer.
  public var unit: String
  /// When it was attached, UTC, ISO 8601.
  public var time: String
  /// Who attached it.
  public var person: String
  /// What is kept of the file: its name, its SHA-256, where and when it was taken.
  public var attachment: String

  /// Creates an entry.
  public init(layer: String, unit: String, time: String, person: String, attachment: String) {
    self.layer = layer
    self.unit = unit
    self.time = time
    self.person = person
    self.attachment = attachment
  }
}
