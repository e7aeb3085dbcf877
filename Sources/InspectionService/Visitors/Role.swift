import Supervision

/// What somebody may do. Each role may do what those before it may.
public enum Role: String, CaseIterable, Comparable, Sendable {
  /// Sees.
  case viewer
  /// Goes, looks, and records what was found.
  case inspector
  /// Reviews what was recorded.
  case reviewer
  /// Reopens what was closed.
  case administrator

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// Whether the left may less than the right.
  public static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }

  /// Whether somebody may take the steps of an office.
  func mayAct(for office: HandlingStep.Office) -> Bool {
    switch office {
    case .inspection: self >= .inspector
    case .review: self >= .reviewer
    case .administration: self >= .administrator
    }
  }

  /// What the role may do, in words for the page.
  var abilities: [String] {
    let all: [(Role, String)] = [
      (.viewer, "read"), (.inspector, "record"), (.reviewer, "review"),
      (.administrator, "administer"),
    ]
    return all.filter { self >= $0.0 }.map(\.1)
  }
}
