public import Diagnostics
public import Imagery
public import LedgerStore
import Supervision

extension RegisterReporter {
  /// The accounts, without remarks from images.
  public func accountsDocument() -> AccountsDocument {
    AccountsDocument(
      revision: register.revision, generation: nil, program: program, ruleSets: hashes,
      accounts: allAccounts(), movements: movements { _ in [] }, care: [])
  }

  /// The accounts with what images show: 遥感未见耕种 where new cropland was not seen cultivated in the last crop year, and aftercare.
  ///
  /// Remarks change no balance.
  ///
  /// - Parameter day: The day on which aftercare is looked at.
  public func accountsDocument(
    seenBy ledger: borrowing Ledger, on day: CalendarDate
  ) throws(TiankanError) -> AccountsDocument {
    let witness = try LedgerWitness(from: register.crs, to: ledger, library: library)
    var seasons: [String: [(year: String, season: CareJudgement.Season)]] = [:]
    for plot in register.all(.plot) {
      guard let outline = plot.outline,
        plot.text("role").flatMap(PlotRole.init(rawValue:))?.movement?.1 == .credit
      else { continue }
      seasons[plot.id] = try witness.seasons(of: outline, ledger)
    }
    var document = accountsDocument()
    document.generation = try ledger.generation()
    document.movements = movements { plot in
      guard let last = seasons[plot]?.last else { return [] }
      switch last.season {
      case .idle: return [term("not_seen_cultivated")]
      case .undecided: return [term("cultivation_undecided")]
      case .cultivated: return []
      }
    }
    document.care = care(seasons, on: day)
    return document
  }

  private func movements(
    _ remarks: (String) -> [ReportTerm]
  ) -> [AccountsDocument.Movement] {
    AccountEntry.Account.allCases.flatMap { kind in
      accounts.account(kind).entries.map { entry in
        let survey = entry.areas.survey.map { survey in
          [survey.surveyor, survey.method, survey.date.map { "\($0)" }].compactMap { $0 }
            .joined(separator: ", ")
        }
        return AccountsDocument.Movement(
          account: kind.rawValue, direction: entry.direction.rawValue, plot: entry.plot,
          project: entry.project, date: entry.date.map { "\($0)" }, batch: entry.batch,
          declared: entry.areas.declared.map(Self.area),
          surveyed: entry.areas.surveyed.map(Self.area), survey: survey,
          recognised: entry.areas.recognised.map(Self.area),
          measured: entry.areas.measured.map(Self.area), counted: Self.area(entry.counted),
          hold: entry.hold.map { term("hold_\($0.rawValue)") }, remarks: remarks(entry.plot))
      }
    }
  }

  private func allAccounts() -> [AccountsDocument.Account] {
    AccountEntry.Account.allCases.flatMap { kind -> [AccountsDocument.Account] in
      var found: [AccountsDocument.Account] = []
      for unit in accounts.units {
        found.append(account(kind, "unit", unit) { $0.unit == unit })
      }
      for county in accounts.counties {
        found.append(account(kind, "county", county) { $0.county == county })
      }
      found.append(account(kind, "all", "") { _ in true })
      return found.filter { !$0.years.isEmpty }
    }
  }

  private func account(
    _ kind: AccountEntry.Account, _ level: String, _ place: String,
    _ isWanted: (AccountEntry) -> Bool
  ) -> AccountsDocument.Account {
    let account = accounts.account(kind, where: isWanted)
    // 先补后调 is asked of units; what a county owns may not cover what another lacks.
    let rule = level == "unit" ? supplementRule(kind, unit: place) : nil
    let failing = rule.flatMap { $0.rule.test }.map { account.days(failing: $0) } ?? []
    return AccountsDocument.Account(
      account: term(kind.rawValue), level: level, place: place,
      years: account.years.map { year in
        AccountsDocument.Year(
          year: year.year, opening: Self.area(year.opening), credit: Self.area(year.credit),
          debit: Self.area(year.debit), closing: Self.area(year.closing),
          creditColumns: columns(year.columns[.credit]),
          debitColumns: columns(year.columns[.debit]), entries: year.entries, held: year.held)
      }, closing: Self.area(account.closing),
      failingDays: failing.map {
        AccountsDocument.Day(
          date: "\($0.date)", batches: $0.batches, balance: Self.area($0.balance))
      }, rule: rule.map { "\($0.set.name)/\($0.rule.id)" })
  }

  private func supplementRule(
    _ kind: AccountEntry.Account, unit: String
  ) -> (set: RuleSet, rule: Rule)? {
    guard kind == .permanentFarmland, let record = register[.unit, unit] else { return nil }
    return ruleSet(of: record).flatMap { set in
      set["supplement-before-adjustment"].map { (set, $0) }
    }
  }

  /// The rule set of a unit: the one it names, else that in force where and when its plan was approved.
  func ruleSet(of unit: RegisterRecord) -> RuleSet? {
    if let name = unit.text("process"), let set = library.sets.first(where: { $0.name == name }) {
      return set
    }
    guard let county = unit.text("county"), let day = approval(of: unit) else { return nil }
    return library.holding(in: county, on: day).first { $0.process != nil }
  }

  /// The day on which the plan of a unit was approved: by its gates, else by its projects.
  func approval(of unit: RegisterRecord) -> CalendarDate? {
    register.projects(of: unit.id).compactMap {
      ProjectProcess($0, in: register, library: library).approvedOn
    }.min()
  }

  private func columns(
    _ totals: [AreaStatement.Column: AreaTotal]?
  ) -> [AccountsDocument.Column] {
    AreaStatement.Column.allCases.compactMap { column in
      (totals?[column]).map {
        AccountsDocument.Column(
          column: term("column_\(column.rawValue)"), area: Self.area($0.area), missing: $0.missing)
      }
    }
  }

  private func care(
    _ seasons: [String: [(year: String, season: CareJudgement.Season)]], on day: CalendarDate
  ) -> [AccountsDocument.Care] {
    guard let rule = library.sets.first(where: { $0.name == "national" })?["abandoned-years"],
      let test = rule.test
    else { return [] }
    return register.all(.project).flatMap { project -> [AccountsDocument.Care] in
      let process = ProjectProcess(project, in: register, library: library)
      guard let from = process.careFrom, from <= day else { return [] }
      let months = register.unit(of: project)?.integer("care_months")
      let to = months.map { CalendarDate(dayNumber: from.adding(months: $0).dayNumber - 1) }
      return register.plots(of: project.id).compactMap { plot in
        guard let own = seasons[plot.id] else { return nil }
        // A crop year counts where it begins in the period; its name begins with the year of its first day.
        let last = to ?? day
        let within = own.filter { entry in
          guard let year = Int(entry.year.prefix(4)) else { return false }
          return year >= from.parts.year && year < last.parts.year
        }
        let judgement = CareJudgement(
          seasons: within, isOver: to.map { $0 <= day } ?? false, rule: test)
        return AccountsDocument.Care(
          plot: plot.id, project: project.id, from: "\(from)", to: to.map { "\($0)" },
          outcome: term("care_\(judgement.outcome.rawValue)"),
          seasons: judgement.seasons.mapValues(\.rawValue))
      }
    }
  }
}
