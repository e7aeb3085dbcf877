/// A step that people may take with a clue: from which state to which, whose it is, and what it must state.
///
/// 未下发 becomes 已下发 by issuing a batch only, which is no step of this table.
public struct HandlingStep: Hashable, Sendable {
  /// Whose step it is.
  public enum Office: String, Hashable, Sendable, CaseIterable {
    /// Those who go and look.
    case inspection
    /// Those who review what was found.
    case review
    /// Those who keep the ledger.
    case administration
  }

  /// The state before.
  public var from: HandlingState
  /// The state after.
  public var to: HandlingState
  /// Whose step it is.
  public var office: Office
  /// Whether it must state what was found on the ground.
  public var needsResult: Bool
  /// Whether it must state a reason.
  public var needsReason: Bool

  /// Every step there is.
  public static let all: [HandlingStep] = [
    step(.issued, .countyFeedback, .inspection, result: true),
    step(.returned, .countyFeedback, .inspection, result: true),
    step(.countyFeedback, .cityReview, .review),
    step(.countyFeedback, .returned, .review, reason: true),
    step(.cityReview, .provinceCheck, .review),
    step(.cityReview, .returned, .review, reason: true),
    step(.provinceCheck, .closed, .review, reason: true),
    step(.provinceCheck, .returned, .review, reason: true),
    step(.closed, .provinceCheck, .administration, reason: true),
  ]

  /// The steps that lead on from a state.
  public static func steps(from state: HandlingState) -> [HandlingStep] {
    all.filter { $0.from == state }
  }

  private static func step(
    _ from: HandlingState, _ to: HandlingState, _ office: Office, result: Bool = false,
    reason: Bool = false
  ) -> HandlingStep {
    HandlingStep(from: from, to: to, office: office, needsResult: result, needsReason: reason)
  }
}
