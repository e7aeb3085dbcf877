import ArgumentParser
import Supervision

/// A kind of clue that `monitor` tells.
struct MonitoredKind: ExpressibleByArgument {
  let kind: ClueKind

  init?(argument: String) {
    guard let kind = ClueKind(rawValue: argument), kind != .change else { return nil }
    self.kind = kind
  }

  static let allValueStrings = ClueKind.allCases.filter { $0 != .change }.map(\.rawValue)
}
