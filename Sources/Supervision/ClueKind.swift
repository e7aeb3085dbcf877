/// What a clue suspects. The raw value is the stable code in files and JSON.
public enum ClueKind: String, Hashable, Sendable, CaseIterable {
  case construction
  /// A change of a nature that the method does not tell.
  case change
  case abandonment
  case nonGrain = "non_grain"
  case rehabilitationLag = "rehabilitation_lag"
}
