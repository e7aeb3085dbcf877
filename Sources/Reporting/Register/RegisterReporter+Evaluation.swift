public import Diagnostics
public import Imagery
public import LedgerStore
public import Supervision

extension RegisterReporter {
  /// The evaluation without a ledger: what only images and answers tell is not known and makes the scores' bounds.
  public func evaluationDocument(
    _ formula: EvaluationFormula, until day: CalendarDate
  ) -> EvaluationDocument {
    evaluation(formula, monthDocument(until: day), parcels: nil, answers: nil)
  }

  /// The evaluation with answers of counties, and parcels as the ledger shows them.
  public func evaluationDocument(
    _ formula: EvaluationFormula, until day: CalendarDate, seenBy ledger: borrowing Ledger
  ) throws(TiankanError) -> EvaluationDocument {
    let witness = try LedgerWitness(from: register.crs, to: ledger, library: library)
    var parcels: [String: LedgerWitness.Parcels] = [:]
    for project in register.all(.project) {
      guard let outline = project.outline else { continue }
      parcels[project.id] = try witness.parcels(in: outline, ledger)
    }
    var answers: [String: (issued: Int, answered: Int)] = [:]
    let answered = Set(try ledger.fieldChecks().map { "\($0.batch) \($0.number)" })
    for batch in try ledger.batches() where batch.issued.prefix(10) <= "\(day)" {
      var count = answers[batch.number.county] ?? (0, 0)
      count.issued += batch.entries.count
      count.answered += batch.entries.count { answered.contains("\(batch.number) \($0.number)") }
      answers[batch.number.county] = count
    }
    return evaluation(
      formula, try monthDocument(until: day, seenBy: ledger), parcels: parcels, answers: answers)
  }

  private func evaluation(
    _ formula: EvaluationFormula, _ month: MonthDocument,
    parcels: [String: LedgerWitness.Parcels]?,
    answers: [String: (issued: Int, answered: Int)]?
  ) -> EvaluationDocument {
    func places(_ digits: Int) -> [EvaluationDocument.Place] {
      let groups = Dictionary(grouping: month.projects.filter { $0.county.count >= digits }) {
        String($0.county.prefix(digits))
      }
      var values: [String: [EvaluationMeasure: ShareBounds]] = [:]
      for (code, projects) in groups {
        var own = Self.measures(projects)
        own[.cluesAnswered] = Self.answered(in: code, answers)
        own[.farmlandUsed] = Self.used(projects.compactMap { parcels?[$0.id] })
        values[code] = own
      }
      let ranking = EvaluationRanking(values.mapValues { formula.score($0) })
      return ranking.places.map { place in
        EvaluationDocument.Place(
          code: place.code, projects: groups[place.code]?.count ?? 0,
          lower: Self.hundredths(place.lower), upper: Self.hundredths(place.upper),
          rank: place.rank, isTied: place.isTied,
          values: formula.terms.map { entry in
            let bounds = values[place.code]?[entry.measure]
            return EvaluationDocument.Value(
              measure: term("measure_\(entry.measure.rawValue)"), weight: entry.weight,
              lower: bounds?.lower, upper: bounds?.upper)
          })
      }
    }
    return EvaluationDocument(
      day: month.day, revision: month.revision, generation: month.generation, program: program,
      formula: ReportTerm(
        code: "formula", zh: formula.title.chinese, en: formula.title.english),
      formulaHash: SHA256.of(formula.text.utf8), full: formula.full, cities: places(4),
      counties: places(6))
  }

  private static func hundredths(_ score: Double) -> Double { (score * 100).rounded() / 100 }

  /// What the register tells of some projects; what has nothing planned yet is not known.
  private static func measures(
    _ projects: [MonthDocument.Project]
  ) -> [EvaluationMeasure: ShareBounds] {
    var values: [EvaluationMeasure: ShareBounds] = [:]
    let due = projects.reduce(0) { $0 + $1.due }
    if due > 0 {
      values[.milestonesDone] = ShareBounds(
        projects.reduce(0) { $0 + min($1.done, $1.due) }, of: due)
    }
    let areas = projects.flatMap(\.areas)
    let planned = areas.reduce(0) { $0 + $1.planned.squareMetres }
    if planned > 0 {
      // What one project has too much does not make up for what another lacks.
      let reached = areas.reduce(0) { $0 + min($1.reached.squareMetres, $1.planned.squareMetres) }
      let share = min(1, max(0, reached / planned))
      values[.areaReached] = ShareBounds(lower: share, upper: share)
    }
    values[.onPlan] = ShareBounds(
      projects.count { $0.colour.code == "green" }, of: projects.count)
    return values
  }

  private static func answered(
    in place: String, _ answers: [String: (issued: Int, answered: Int)]?
  ) -> ShareBounds? {
    let own = (answers ?? [:]).filter { $0.key.hasPrefix(place) }.values
    let issued = own.reduce(0) { $0 + $1.issued }
    return issued > 0 ? ShareBounds(own.reduce(0) { $0 + $1.answered }, of: issued) : nil
  }

  /// Parcels seen in use; those that could not be told may be so or not.
  private static func used(_ parcels: [LedgerWitness.Parcels]) -> ShareBounds? {
    let total = parcels.reduce(0) { $0 + $1.used + $1.idle + $1.open }
    guard total > 0 else { return nil }
    let used = parcels.reduce(0) { $0 + $1.used }
    let open = parcels.reduce(0) { $0 + $1.open }
    return ShareBounds(
      lower: Double(used) / Double(total), upper: Double(used + open) / Double(total))
  }
}
