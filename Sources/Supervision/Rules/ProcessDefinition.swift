/// The states that a project passes in a province, from the delineation of its unit to aftercare, as data.
public struct ProcessDefinition: Hashable, Sendable {
  /// A state.
  public struct State: Hashable, Sendable {
    /// The stable code.
    public var id: String
    /// The words.
    public var name: Phrase
    /// Whether the gate into it says which images it rested on.
    public var needsEvidence: Bool
  }

  /// A way back, with the wording that allows it.
  public struct Loop: Hashable, Sendable {
    /// The states it starts from.
    public var from: [String]
    /// The state it leads to.
    public var to: String
    /// The document's wording.
    public var phrase: String
  }

  /// The state in which a project begins.
  public var start: String
  /// The states.
  public var states: [State]
  /// The order in which they follow.
  public var chain: [String]
  /// The ways back.
  public var loops: [Loop]
  /// The state that means that the plan is approved.
  public var approved: String
  /// The state that means that the project is complete.
  public var completed: String
  /// The state of aftercare.
  public var care: String

  /// A state by its code.
  public func state(_ id: String) -> State? { states.first { $0.id == id } }

  /// The state that a text names: its code, or its words in either language.
  public func state(named text: String) -> State? {
    states.first { $0.id == text || $0.name.chinese == text || $0.name.english == text }
  }

  /// The states that may follow a state.
  public func successors(of id: String) -> [String] {
    var found: [String] = []
    if let place = chain.firstIndex(of: id), place + 1 < chain.count {
      found.append(chain[place + 1])
    }
    return found + loops.filter { $0.from.contains(id) }.map(\.to)
  }
}
