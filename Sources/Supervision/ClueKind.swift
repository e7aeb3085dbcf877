/// What a clue suspects. The raw value is the stable code in files and JSON.
public enum ClueKind: String, Hashable, Sendable, CaseIterable {
  case construction
  case abandonment
  case nonGrain = "non_grain"
  case rehabilitationLag = "rehabilitation_lag"
}
