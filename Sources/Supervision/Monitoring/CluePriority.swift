/// How soon someone should look: P1 permanent basic farmland or red line, P2 cropland, P3 elsewhere.
public enum CluePriority: String, Hashable, Sendable, CaseIterable, Comparable {
  case first = "P1"
  case second = "P2"
  case third = "P3"

  /// More urgent priorities come first.
  public static func < (left: CluePriority, right: CluePriority) -> Bool {
    left.rawValue < right.rawValue
  }
}
