public import Supervision

/// A row of the table `unit_result`: what a detector says of a land unit in a period, also where it is no clue. Derived.
///
/// `undecidable` and `too_small` are results: they make the share that was decided countable.
public struct UnitResultRow: Hashable, Sendable {
  /// The tile that owns the land unit.
  public var tile: String
  /// The layer of the land unit.
  public var layer: String
  /// The land unit's identifier in its layer.
  public var unit: String
  /// What was looked for.
  public var kind: ClueKind
  /// The crop year, season or date, such as `2024/2025`.
  public var period: String
  /// The state's stable code, such as `idle`, `cultivated`, `undecidable`, `too_small`.
  public var state: String
  /// The rules with version.
  public var ruleSet: String
  /// The tests with their numbers.
  public var tests: [ClueTest]

  /// Creates a row.
  public init(
    tile: String, layer: String, unit: String, kind: ClueKind, period: String, state: String,
    ruleSet: String, tests: [ClueTest]
  ) {
    self.tile = tile
    self.layer = layer
    self.unit = unit
    self.kind = kind
    self.period = period
    self.state = state
    self.ruleSet = ruleSet
    self.tests = tests
  }
}
