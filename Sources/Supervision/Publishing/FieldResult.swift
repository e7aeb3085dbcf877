/// What somebody found who went to look: whether the change is there. Nothing about what it means.
public enum FieldResult: String, Hashable, Sendable, CaseIterable {
  /// The change is there as the clue describes it.
  case present
  /// There is no such change.
  case absent
  /// It could not be told: no access, too late, unclear.
  case undecided
}
