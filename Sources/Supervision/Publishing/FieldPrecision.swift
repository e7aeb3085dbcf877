/// How often field checks of a county found what its clues describe. Only what was checked is counted: the checked
/// clues are those that were sent, not a random sample, so this is no accuracy of the map.
public struct FieldPrecision: Hashable, Sendable {
  /// Clues whose change was there.
  public var present: Int
  /// Clues whose change was not there.
  public var absent: Int
  /// Clues that could not be told.
  public var undecided: Int

  /// Counts the last result of each clue.
  public init(_ results: some Sequence<FieldResult>) {
    (present, absent, undecided) = (0, 0, 0)
    for result in results {
      switch result {
      case .present: present += 1
      case .absent: absent += 1
      case .undecided: undecided += 1
      }
    }
  }

  /// The share of present among those that could be told; nil where none could.
  public var interval: ProportionInterval? {
    ProportionInterval(successes: present, of: present + absent)
  }
}
