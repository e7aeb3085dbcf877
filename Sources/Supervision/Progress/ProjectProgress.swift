public import Imagery

/// How far a project is on a day, against its plan: milestones, planned areas, the clock to completion.
///
/// What the register says was done counts as reached; what images show stands beside it and is added by the caller.
public struct ProjectProgress: Sendable {
  /// A category of planned area.
  public struct Area: Hashable, Sendable {
    /// The category.
    public var category: PlanCategory
    /// What all plans add up to.
    public var total: LandArea
    /// What was to be reached by the day.
    public var planned: LandArea
    /// What is recognised by the day.
    public var reached: LandArea
    /// Points of a hundred behind plan; nil without a total. Negative where ahead.
    public var pointsBehind: Double? {
      total > .zero
        ? Double((planned - reached).parts) / Double(total.parts) * 100 : nil
    }
  }

  /// The clock to completion.
  public struct Clock: Hashable, Sendable {
    /// The day on which it began.
    public var start: CalendarDate
    /// What that day is: the stored one of the unit, or the approval of the plan.
    public var isStored: Bool
    /// The last day within the limit.
    public var deadline: CalendarDate
    /// The day of completion; nil where it is still open.
    public var completed: CalendarDate?
    /// Whether it was kept up to the day; nil where that is still open.
    public var isKept: Bool?
    /// The rule, `set/rule`.
    public var rule: String
  }

  /// Why a project is on the list of red or amber ones; the raw value is the stable code.
  public enum Reason: String, Hashable, Sendable, CaseIterable {
    /// The clock ran out before completion.
    case clockPassed = "clock_passed"
    /// The account of permanent basic farmland fell below zero.
    case balanceBelowZero = "balance_below_zero"
    /// The same land is claimed twice, or larger than measured.
    case claimsToSettle = "claims_to_settle"
    /// Building was seen before the paired plots were seen reclaimed.
    case builtBeforeReclaimed = "built_before_reclaimed"
    /// A milestone is open for longer than the rule allows.
    case milestoneLate = "milestone_late"
    /// A planned area is further behind than the rule allows.
    case areaBehind = "area_behind"
    /// There is no plan to compare with.
    case noPlan = "no_plan"

    /// Whether it makes a project red.
    public var isRed: Bool {
      switch self {
      case .clockPassed, .balanceBelowZero, .claimsToSettle, .builtBeforeReclaimed: true
      case .milestoneLate, .areaBehind, .noPlan: false
      }
    }
  }

  /// The project.
  public let project: RegisterRecord
  /// Where it stands in the process.
  public let process: ProjectProcess
  /// Milestones due by the day.
  public let due: [RegisterRecord]
  /// Of those, the ones that are done by the day.
  public let done: [RegisterRecord]
  /// The earliest milestone that is due and open.
  public let earliestOpen: RegisterRecord?
  /// Planned areas by category.
  public let areas: [Area]
  /// The clock; nil where no day of beginning or no rule is known.
  public let clock: Clock?
  /// Why it is red or amber, as far as the register tells.
  public let reasons: [Reason]

  /// Looks at a project on a day.
  ///
  /// - Parameters:
  ///   - findings: What is to settle in the register.
  ///   - accounts: The accounts of the register.
  public init(
    _ project: RegisterRecord, on day: CalendarDate, in register: Register,
    findings: [RegisterFinding], accounts: RegisterAccounts, library: RuleLibrary
  ) {
    self.project = project
    let process = ProjectProcess(project, in: register, library: library)
    self.process = process
    let owners = Set([project.id] + register.subprojects(of: project.id).map(\.id))
    func own(_ kind: RegisterKind) -> [RegisterRecord] {
      register.members(kind, of: owners)
    }
    let milestones = own(.milestone).sorted {
      ($0.date("due_on")?.dayNumber ?? 0, $0.id) < ($1.date("due_on")?.dayNumber ?? 0, $1.id)
    }
    due = milestones.filter { $0.date("due_on").map { $0 <= day } ?? false }
    done = due.filter { $0.date("done_on").map { $0 <= day } ?? false }
    earliestOpen = due.first { $0.date("done_on").map { $0 > day } ?? true }
    let plots = register.plots(of: project.id)
    areas = Self.areas(own(.plan), plots, on: day, held: accounts.claimedTwice)
    clock = Self.clock(project, process, on: day, in: register, library: library)

    var reasons: [Reason] = []
    if clock?.isKept == false { reasons.append(.clockPassed) }
    let unit = project.text("unit") ?? ""
    // What one project moved out without cover is not another's.
    let movesOut = accounts.entries.contains {
      $0.account == .permanentFarmland && $0.direction == .debit && $0.project == project.id
    }
    let place = register.county(of: project) ?? ""
    let approved = process.approvedOn ?? day
    if movesOut,
      let (_, rule) = library.rule("supplement-before-adjustment", in: place, on: approved),
      let test = rule.test,
      accounts.account(.permanentFarmland, where: { $0.unit == unit }).days(failing: test)
        .contains(where: { $0.date <= day })
    {
      reasons.append(.balanceBelowZero)
    }
    let ids = Set(plots.map(\.key) + [project.key])
    let open: Set<RegisterFinding.Code> = [
      .claimedTwice, .sameLand, .largerThanOutline, .largerThanSurveyed, .recognisedTooLarge,
    ]
    if findings.contains(where: { finding in
      open.contains(finding.code)
        && (ids.contains(finding.record) || finding.other.map(ids.contains) ?? false)
    }) {
      reasons.append(.claimsToSettle)
    }
    if let due = earliestOpen?.date("due_on"),
      library.proposed("lag-time")?.rule.test?.holds(.period(due, day)) == true
    {
      reasons.append(.milestoneLate)
    }
    if let test = library.proposed("lag-points")?.rule.test,
      areas.contains(where: { $0.pointsBehind.map { test.holds(.number($0)) == true } ?? false })
    {
      reasons.append(.areaBehind)
    }
    if milestones.isEmpty, areas.isEmpty { reasons.append(.noPlan) }
    self.reasons = reasons
  }

  /// Which plots count for a category.
  private static func roles(of category: PlanCategory) -> Set<String> {
    switch category {
    case .newFarmland: ["new_farmland", "exchanged_down"]
    case .reclamation: ["demolition"]
    case .newBuild: ["new_build"]
    // Of these the register has no plots; what was reached is told by milestones.
    case .contiguousFarmland, .highStandard, .redevelopment, .rehabilitation, .paddy: []
    }
  }

  private static func areas(
    _ plans: [RegisterRecord], _ plots: [RegisterRecord], on day: CalendarDate,
    held: Set<String>
  ) -> [Area] {
    PlanCategory.allCases.compactMap { category in
      let own = plans.filter { $0.text("category") == category.rawValue }
      let counted = roles(of: category)
      guard !own.isEmpty, !counted.isEmpty else { return nil }
      func sum(_ records: [RegisterRecord], _ column: String) -> LandArea {
        records.reduce(.zero) { $0 + ($1.area(column) ?? .zero) }
      }
      let reached = plots.filter { plot in
        counted.contains(plot.text("role") ?? "") && !held.contains(plot.id)
          && ((plot.date("counted_on") ?? plot.date("recognised_on")).map { $0 <= day } ?? false)
      }
      return Area(
        category: category, total: sum(own, "area"),
        planned: sum(own.filter { $0.date("due_on").map { $0 <= day } ?? false }, "area"),
        reached: sum(reached, "recognised"))
    }
  }

  private static func clock(
    _ project: RegisterRecord, _ process: ProjectProcess, on day: CalendarDate,
    in register: Register, library: RuleLibrary
  ) -> Clock? {
    let stored = register.unit(of: project)?.date("clock_start")
    guard let start = stored ?? process.approvedOn, start <= day,
      let place = register.county(of: project),
      let (set, rule) = library.rule(
        "completion-clock", in: place, on: process.approvedOn ?? start),
      let test = rule.test, test.unit == .years || test.unit == .months
    else { return nil }
    let months = Int(test.threshold.numerator) * (test.unit == .years ? 12 : 1)
    let completed = process.completedOn.flatMap { $0 <= day ? $0 : nil }
    let isOver = test.holds(.period(start, completed ?? day)) == false
    return Clock(
      start: start, isStored: stored != nil, deadline: start.adding(months: months),
      completed: completed, isKept: isOver ? false : completed == nil ? nil : true,
      rule: "\(set.name)/\(rule.id)")
  }
}
