public import Imagery

/// Where a project stands in the process of its province, and whether its gates follow one another.
public struct ProjectProcess: Sendable {
  /// The rule set that has the process; nil where none holds for the place and day.
  public let ruleSet: RuleSet?
  /// The gates by day.
  public let gates: [RegisterRecord]
  /// The state reached; nil before the first gate.
  public let state: ProcessDefinition.State?
  /// The day on which the plan was approved last; nil before.
  public let approvedOn: CalendarDate?
  /// The day on which the project was complete; nil before.
  public let completedOn: CalendarDate?
  /// The first day of aftercare; nil before.
  public let careFrom: CalendarDate?
  /// What is wrong with the gates.
  public let findings: [RegisterFinding]

  /// Follows the gates of a project.
  ///
  /// The process is that of the rule set which the unit names; else that of the narrowest jurisdiction in force on the day
  /// the plan was approved.
  public init(_ project: RegisterRecord, in register: Register, library: RuleLibrary) {
    let unit = register.unit(of: project)
    var findings: [RegisterFinding] = []
    if let name = unit?.text("process") {
      ruleSet = library.sets.first { $0.name == name && $0.process != nil }
      if ruleSet == nil {
        findings.append(
          RegisterFinding(
            .unknownProcess, .error, unit?.key ?? project.key, column: "process", detail: name))
      }
    } else if let county = unit?.text("county"), let day = project.date("approved_on") {
      ruleSet = library.holding(in: county, on: day).first { $0.process != nil }
    } else {
      ruleSet = nil
    }
    let process = ruleSet?.process
    gates = register.gates(of: project, in: process)
    var state: ProcessDefinition.State?
    var days: [String: CalendarDate] = [:]
    if let process {
      for gate in gates {
        let text = gate.text("state") ?? ""
        guard let next = process.state(named: text) else {
          findings.append(
            RegisterFinding(.gateOrder, .error, gate.key, column: "state", detail: text))
          continue
        }
        let mayFollow = state.map { process.successors(of: $0.id) } ?? [process.start]
        if !mayFollow.contains(next.id) {
          findings.append(
            RegisterFinding(
              .gateOrder, .error, gate.key, column: "state",
              detail: "\(state?.name.chinese ?? "-") → \(next.name.chinese)"))
        }
        if next.needsEvidence, gate.texts("evidence").isEmpty {
          findings.append(
            RegisterFinding(.gateEvidence, .warning, gate.key, column: "evidence"))
        }
        // A way back undoes what came after the state it leads to.
        if let place = process.chain.firstIndex(of: next.id) {
          for later in process.chain[(place + 1)...] { days[later] = nil }
        }
        days[next.id] = gate.date("reached_on")
        state = next
      }
    }
    self.state = state
    self.findings = findings
    approvedOn = process.flatMap { days[$0.approved] } ?? project.date("approved_on")
    completedOn = process.flatMap { days[$0.completed] } ?? project.date("completed_on")
    careFrom = process.flatMap { days[$0.care] }
  }
}
