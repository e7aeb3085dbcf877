import ArgumentParser
import Supervision

/// A list of detection states, such as `confirmed,ended`.
struct DetectionStates: ExpressibleByArgument {
  let states: Set<DetectionState>

  /// What the program is sure of.
  static let sure = DetectionStates(states: [.confirmed, .ended])

  init(states: Set<DetectionState>) { self.states = states }

  init?(argument: String) {
    var states: Set<DetectionState> = []
    for word in argument.split(separator: ",", omittingEmptySubsequences: false) {
      guard let state = DetectionState(rawValue: String(word)) else { return nil }
      states.insert(state)
    }
    self.states = states
  }

  var defaultValueDescription: String {
    DetectionState.allCases.filter { states.contains($0) }.map(\.rawValue).joined(separator: ",")
  }
}
