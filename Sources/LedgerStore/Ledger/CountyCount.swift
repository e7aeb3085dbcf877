/// How many clues of a county are of a kind, in a state and of a priority.
public struct CountyCount: Hashable, Sendable {
  /// The county's code; empty where no county holds them.
  public var county: String
  /// The code of the kind.
  public var kind: String
  /// The code of the detection state.
  public var state: String
  /// The priority.
  public var priority: String
  /// How many.
  public var count: Int
}
