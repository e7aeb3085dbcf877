/// How sure the program is of a clue. Only the program changes it.
public enum DetectionState: String, Hashable, Sendable, CaseIterable {
  case first, provisional, confirmed, ended
}
