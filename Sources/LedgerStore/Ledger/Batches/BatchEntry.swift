/// A clue in a batch, as it was sent: a line of the journal that nothing changes later.
public struct BatchEntry: Hashable, Sendable, Codable {
  /// The key at the time of issuing.
  public var key: String
  /// The public number.
  public var number: String
  /// The priority at the time of issuing.
  public var priority: String
  /// The cell of the county's management grid (网格) that is to look at it.
  public var cell: String
  /// Who is responsible there.
  public var responsible: String

  /// Creates an entry.
  public init(key: String, number: String, priority: String, cell: String, responsible: String) {
    self.key = key
    self.number = number
    self.priority = priority
    self.cell = cell
    self.responsible = responsible
  }
}
