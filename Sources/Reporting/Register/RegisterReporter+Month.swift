public import Diagnostics
import Geometry
public import Imagery
public import LedgerStore
import Supervision

extension RegisterReporter {
  /// The report of a month from the register alone: plan against what is recorded, without what images show.
  ///
  /// - Parameter day: The last day that counts.
  public func monthDocument(until day: CalendarDate) -> MonthDocument {
    var seen: [String: Seen] = [:]
    for project in register.all(.project) { seen[project.id] = Seen() }
    return document(until: day, seen: seen, generation: nil, notices: [term("no_ledger")])
  }

  /// The report of a month from register and ledger.
  ///
  /// A clue belongs to a project of which it touches a significant part. New and ended clues are told by the days of the images,
  /// so that the report of a month can be made again later.
  public func monthDocument(
    until day: CalendarDate, seenBy ledger: borrowing Ledger
  ) throws(TiankanError) -> MonthDocument {
    let witness = try LedgerWitness(from: register.crs, to: ledger, library: library)
    var seen: [String: Seen] = [:]
    for project in register.all(.project) {
      var own = Seen()
      if let outline = project.outline {
        own.take(try witness.clues(in: outline, ledger), until: day, terms: self)
        own.decided = try witness.decided(in: outline, ledger).map {
          MonthDocument.Decided(period: $0.period, decided: $0.decided, total: $0.total)
        }
        own.builtBeforeReclaimed = try builtEarly(project, witness, ledger, until: day)
      }
      seen[project.id] = own
    }
    return document(
      until: day, seen: seen, generation: try ledger.generation(), notices: [])
  }

  /// What the ledger knows of a project.
  fileprivate struct Seen {
    var changes: [MonthDocument.Change] = []
    var decided: MonthDocument.Decided?
    var builtBeforeReclaimed = false
    /// The clues by what they count for, so that one in two projects counts once in the sums.
    var keys: [Count: Set<String>]?

    /// What clues are counted for.
    enum Count {
      case open, urgent, new, ended
    }

    var clues: MonthDocument.Clues {
      MonthDocument.Clues(
        open: keys?[.open]?.count, urgent: keys?[.urgent]?.count, new: keys?[.new]?.count,
        ended: keys?[.ended]?.count)
    }

    /// What several projects have together.
    static func together(_ all: [Seen]) -> MonthDocument.Clues {
      var sum = Seen()
      for one in all {
        guard let keys = one.keys else { continue }
        sum.keys = (sum.keys ?? [:]).merging(keys) { $0.union($1) }
      }
      return sum.clues
    }

    mutating func take(
      _ sightings: [LedgerWitness.Sighting], until day: CalendarDate, terms: RegisterReporter
    ) {
      var keys: [Count: Set<String>] = [.open: [], .urgent: [], .new: [], .ended: []]
      let month = day.firstOfMonth...day
      for sighting in sightings {
        let clue = sighting.row.clue
        // A single hit is no clue for people yet.
        guard clue.firstDate <= day, clue.detectionState != .first else { continue }
        let name = sighting.row.publicNumber ?? "\(clue.key)"
        let ended = clue.endedDate.flatMap { $0 <= day ? $0 : nil }
        if ended == nil {
          keys[.open]?.insert(name)
          if clue.priority == .first { keys[.urgent]?.insert(name) }
        }
        if month.contains(clue.firstDate) {
          keys[.new]?.insert(name)
          changes.append(
            MonthDocument.Change(
              date: "\(clue.firstDate)", kind: terms.term("change_clue_new"), subject: name))
        }
        if let ended, month.contains(ended) {
          keys[.ended]?.insert(name)
          changes.append(
            MonthDocument.Change(
              date: "\(ended)", kind: terms.term("change_clue_ended"), subject: name))
        }
      }
      self.keys = keys
    }
  }

  /// Whether construction was seen in a plot of new building before the plots it is paired with were recognised as reclaimed
  /// (先垦后用).
  private func builtEarly(
    _ project: RegisterRecord, _ witness: borrowing LedgerWitness, _ ledger: borrowing Ledger,
    until day: CalendarDate
  ) throws(TiankanError) -> Bool {
    let plots = register.plots(of: project.id)
    for plot in plots where plot.text("role") == PlotRole.newBuild.rawValue {
      guard let outline = plot.outline else { continue }
      let first = try witness.clues(in: outline, ledger).map(\.row.clue)
        .filter { $0.key.kind == .construction && $0.detectionState != .first }
        .map(\.firstDate).filter { $0 <= day }.min()
      guard let first else { continue }
      let paired = plots.filter {
        $0.text("role") == PlotRole.demolition.rawValue
          && ($0.text("pair") == plot.id || plot.text("pair") == $0.id)
      }
      let reclaimed = paired.map { $0.date("recognised_on") ?? $0.date("counted_on") }
      if !paired.isEmpty, reclaimed.contains(where: { $0.map { $0 > first } ?? true }) {
        return true
      }
    }
    return false
  }

  private func document(
    until day: CalendarDate, seen: [String: Seen], generation: Int?, notices: [ReportTerm]
  ) -> MonthDocument {
    var projects = register.all(.project).map { project in
      line(project, until: day, seen[project.id] ?? Seen())
    }
    let rank = ["red": 0, "amber": 1, "green": 2]
    projects.sort {
      (rank[$0.colour.code] ?? 3, $0.id) < (rank[$1.colour.code] ?? 3, $1.id)
    }
    func places(_ digits: Int) -> [MonthDocument.Place] {
      Dictionary(grouping: projects) { String($0.county.prefix(digits)) }
        .sorted { $0.key < $1.key }.map {
          MonthDocument.Place(code: $0.key, totals: Self.totals($0.value, seen))
        }
    }
    return MonthDocument(
      month: String("\(day)".prefix(7)), day: "\(day)", revision: register.revision,
      generation: generation, program: program, ruleSets: hashes,
      totals: Self.totals(projects, seen), provinces: places(2), counties: places(6),
      projects: projects, notices: notices)
  }

  private static func totals(
    _ projects: [MonthDocument.Project], _ seen: [String: Seen]
  ) -> MonthDocument.Totals {
    var totals = MonthDocument.Totals()
    totals.projects = projects.count
    totals.red = projects.count { $0.colour.code == "red" }
    totals.amber = projects.count { $0.colour.code == "amber" }
    totals.due = projects.reduce(0) { $0 + $1.due }
    totals.done = projects.reduce(0) { $0 + $1.done }
    totals.clues = Seen.together(projects.compactMap { seen[$0.id] })
    return totals
  }

  private func line(
    _ project: RegisterRecord, until day: CalendarDate, _ seen: Seen
  ) -> MonthDocument.Project {
    let progress = ProjectProgress(
      project, on: day, in: register, findings: findings, accounts: accounts, library: library)
    var reasons = progress.reasons
    if seen.builtBeforeReclaimed { reasons.append(.builtBeforeReclaimed) }
    let colour = reasons.contains(where: \.isRed) ? "red" : reasons.isEmpty ? "green" : "amber"
    let state = progress.process.state
    return MonthDocument.Project(
      id: project.id, name: project.title, unit: project.text("unit") ?? "",
      county: register.county(of: project) ?? "",
      responsible: project.text("responsible")
        ?? register.unit(of: project)?.text("responsible"),
      colour: term("colour_\(colour)").coded(colour),
      reasons: reasons.map { term("reason_\($0.rawValue)").coded($0.rawValue) },
      state: state.map {
        ReportTerm(code: $0.id, zh: $0.name.chinese, en: $0.name.english)
      }, due: progress.due.count, done: progress.done.count,
      open: progress.earliestOpen.flatMap { milestone in
        milestone.date("due_on").map {
          MonthDocument.OpenMilestone(
            name: milestone.title, due: "\($0)", daysLate: day.dayNumber - $0.dayNumber)
        }
      },
      areas: progress.areas.map {
        MonthDocument.Area(
          category: term(.planCategory, $0.category.rawValue), total: Self.area($0.total),
          planned: Self.area($0.planned), reached: Self.area($0.reached),
          pointsBehind: $0.pointsBehind.map { ($0 * 100).rounded() / 100 })
      },
      clock: progress.clock.map {
        MonthDocument.Clock(
          start: "\($0.start)",
          startedBy: term($0.isStored ? "clock_stored" : "clock_approval"),
          deadline: "\($0.deadline)", daysLeft: $0.deadline.dayNumber - day.dayNumber,
          completed: $0.completed.map { "\($0)" }, rule: $0.rule)
      }, clues: seen.clues, decided: seen.decided,
      changes: (recorded(project, progress, until: day) + seen.changes).sorted {
        ($0.date, $0.kind.code, $0.subject) < ($1.date, $1.kind.code, $1.subject)
      })
  }

  /// What the register records of the month.
  private func recorded(
    _ project: RegisterRecord, _ progress: ProjectProgress, until day: CalendarDate
  ) -> [MonthDocument.Change] {
    let month = day.firstOfMonth...day
    func change(
      _ record: RegisterRecord, _ column: String, _ kind: String, _ subject: String
    ) -> MonthDocument.Change? {
      guard let date = record.date(column), month.contains(date) else { return nil }
      return MonthDocument.Change(date: "\(date)", kind: term(kind), subject: subject)
    }
    let gates = progress.process.gates.compactMap {
      change($0, "reached_on", "change_gate", $0.text("state") ?? $0.id)
    }
    let owners = Set([project.id] + register.subprojects(of: project.id).map(\.id))
    let milestones = register.members(.milestone, of: owners)
      .compactMap { change($0, "done_on", "change_milestone", $0.title) }
    let plots = register.plots(of: project.id).compactMap {
      change($0, "recognised_on", "change_recognised", $0.id)
    }
    return gates + milestones + plots
  }
}

extension ReportTerm {
  /// The words under another code.
  fileprivate func coded(_ code: String) -> ReportTerm {
    ReportTerm(code: code, zh: zh, en: en)
  }
}
