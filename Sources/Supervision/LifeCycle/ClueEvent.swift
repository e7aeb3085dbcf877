/// What can happen to a clue, as the journal records it. The raw value is the stable code.
public enum ClueEvent: String, Hashable, Sendable, CaseIterable {
  /// Seen for the first time.
  case new
  case provisional, confirmed, ended
  /// Seen again after it had ended or was withdrawn.
  case reopened
  /// Larger, or smaller, than last published.
  case grown, shrunk
  /// The same clue under another key, because a late scene moved its anchor.
  case rekeyed
  /// Another clue went over into this one.
  case merged
  /// No longer found by the same program on more or better data.
  case withdrawn
  /// Found otherwise than published: a state taken back, another day of confirmation.
  case revised
  /// Got its public number.
  case numbered
  /// Sent to a county.
  case issued
  /// People moved it on.
  case handled
}
