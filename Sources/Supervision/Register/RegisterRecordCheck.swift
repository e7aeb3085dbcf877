/// Checks records one by one and against those they name: references, days, papers, areas, gates. Needs no overlay.
public struct RegisterRecordCheck: Sendable {
  private let library: RuleLibrary

  /// Creates a check.
  ///
  /// - Parameter library: The rule sets; the set `proposed` has the tolerance of claims.
  public init(_ library: RuleLibrary) { self.library = library }

  /// A hundredth of a 亩, the last digit in which offices state areas: what rounding makes is no claim.
  private static let lastDigit = LandArea(parts: LandArea.partsPerMu / 100)

  /// Pairs of days of which the first cannot be later.
  private static let order: [RegisterKind: [(String, String)]] = [
    .project: [
      ("approved_on", "start_on"), ("start_on", "finish_on"), ("start_on", "completed_on"),
    ],
    .subproject: [("start_on", "finish_on"), ("start_on", "completed_on")],
    .plot: [
      ("surveyed_on", "recognised_on"), ("recognised_on", "counted_on"),
      ("approved_on", "supplied_on"),
    ],
    .approval: [("approved_on", "valid_to")],
  ]

  /// What is wrong with the records, in the order of the register.
  ///
  /// - Complexity: O(records log records).
  public func findings(of register: Register) -> [RegisterFinding] {
    var findings: [RegisterFinding] = []
    for record in register.sorted {
      findings += self.findings(of: record, in: register)
    }
    let owners = Set(
      (register.all(.milestone) + register.all(.plan)).compactMap { $0.text("owner") })
    let approved = Set(
      register.all(.approval).filter { $0.text("kind") == "plan" }.compactMap { $0.text("owner") })
    for project in register.all(.project) {
      let parts = register.subprojects(of: project.id).map(\.id)
      if !owners.contains(project.id), !parts.contains(where: owners.contains) {
        findings.append(RegisterFinding(.missingPlan, .warning, project.key))
      }
      if project.date("approved_on") == nil, !approved.contains(project.id),
        !approved.contains(project.text("unit") ?? "")
      {
        findings.append(
          RegisterFinding(.missingApproval, .warning, project.key, column: "approved_on"))
      }
      findings += ProjectProcess(project, in: register, library: library).findings
    }
    return findings
  }

  /// What is wrong with one record that is, or would be, in a register.
  public func findings(of record: RegisterRecord, in register: Register) -> [RegisterFinding] {
    var findings = referenceFindings(of: record, in: register)
    for (first, second) in Self.order[record.key.kind] ?? [] {
      guard let one = record.date(first), let next = record.date(second), next < one else {
        continue
      }
      findings.append(
        RegisterFinding(
          .conflictingDates, .error, record.key, column: second,
          detail: "\(first) \(one), \(second) \(next)"))
    }
    if record.key.kind.isSpatial, record.outline == nil, record.key.kind != .township {
      findings.append(RegisterFinding(.missingOutline, .warning, record.key))
    }
    if record.key.kind == .plot { findings += plotFindings(record, in: register) }
    return findings
  }

  private func referenceFindings(
    of record: RegisterRecord, in register: Register
  ) -> [RegisterFinding] {
    record.key.kind.columns.flatMap { column -> [RegisterFinding] in
      let missing: [String]
      switch column.content {
      case .reference(let kinds):
        missing = [record.text(column.name)].compactMap { $0 }
          .filter { register.record($0, among: kinds) == nil }
      case .references(let kind):
        missing = record.texts(column.name).filter { register[kind, $0] == nil }
      default: missing = []
      }
      return missing.map { id in
        RegisterFinding(.unknownReference, .error, record.key, column: column.name, detail: id)
      }
    }
  }

  private func plotFindings(
    _ plot: RegisterRecord, in register: Register
  ) -> [RegisterFinding] {
    var findings: [RegisterFinding] = []
    let surveyed = plot.area("surveyed")
    if let declared = plot.area("declared") {
      let measured: [(LandArea?, RegisterFinding.Code)] = [
        (plot.gross, .largerThanOutline), (surveyed, .largerThanSurveyed),
      ]
      for case (let size?, let code) in measured where declared - size > Self.lastDigit {
        guard let (set, rule) = library.proposed("claim-excess-share"),
          rule.test?.holds(.share(declared - size, of: size)) ?? true
        else { continue }
        findings.append(
          RegisterFinding(
            code, .error, plot.key, column: "declared", area: declared - size,
            detail: "\(declared.muText) 亩 > \(size.muText) 亩", rule: "\(set)/\(rule.id)"))
      }
    }
    if let recognised = plot.area("recognised"), let surveyed, recognised > surveyed {
      findings.append(
        RegisterFinding(
          .recognisedTooLarge, .error, plot.key, column: "recognised",
          area: recognised - surveyed,
          detail: "\(recognised.muText) 亩 > \(surveyed.muText) 亩"))
    }
    if surveyed != nil,
      plot.text("surveyor") == nil || plot.text("survey_method") == nil
        || plot.date("surveyed_on") == nil
    {
      findings.append(
        RegisterFinding(.surveyIncomplete, .warning, plot.key, column: "surveyed"))
    }
    let needsPair = ["exchanged_up", "exchanged_down"].contains(plot.text("role") ?? "")
    if needsPair, plot.text("pair").map({ register[.plot, $0] == nil }) ?? true {
      findings.append(RegisterFinding(.unpaired, .warning, plot.key, column: "pair"))
    }
    return findings
  }
}

extension RuleLibrary {
  /// A rule of the set of proposed values, which are in no document.
  public func proposed(_ id: String) -> (set: String, rule: Rule)? {
    guard let set = sets.first(where: { $0.name == "proposed" }), let rule = set[id] else {
      return nil
    }
    return (set.name, rule)
  }
}
