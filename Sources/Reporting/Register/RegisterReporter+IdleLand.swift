import ChangeDetection
public import Diagnostics
import Geometry
public import Imagery
public import LedgerStore
import Supervision

extension RegisterReporter {
  /// Idle construction land: what is approved and not supplied, supplied and not used, used in part; and 批、供、用、补、查、登 per project.
  ///
  /// Construction is what clues of the ledger show; what stood before monitoring began is not in it. How far a plot was seen is
  /// told by the scenes.
  ///
  /// - Parameters:
  ///   - scenes: The scenes.
  ///   - day: The last day that counts.
  public func idleLandDocument(
    scenes: [Scene], until day: CalendarDate, seenBy ledger: borrowing Ledger
  ) throws(TiankanError) -> IdleLandDocument {
    let witness = try LedgerWitness(from: register.crs, to: ledger, library: library)
    let views = try PlotViews(scenes, until: day, crs: register.crs, library: library)
    let rules = try library.set("national")
    let runs = Dictionary(try ledger.runs().map { ($0.number, $0.run.until) }) { $1 }
    let measure = try EllipsoidalArea(in: register.crs)
    var plots: [IdleLandDocument.Plot] = []
    var used: [String: LandArea] = [:]
    for plot in register.all(.plot) {
      guard let role = plot.text("role").flatMap(PlotRole.init(rawValue:)),
        role == .approved || role == .supplied, let outline = plot.outline
      else { continue }
      let project = plot.text("project") ?? ""
      var area = AreaStatement(plot).best ?? .zero
      var activity: IdleLandJudgement.Activity?
      if role == .approved {
        area = try notSupplied(of: plot, outline, measure)
        // What is drawn a little otherwise is no land that waits.
        guard area.squareMetres > 1 else { continue }
      } else {
        let seen = try views.views(of: plot, [.ndvi])
        activity = try self.activity(
          in: outline, witness, ledger, runs, seenTo: seen?.last?.date, until: day)
        used[project, default: .zero] += activity?.built ?? .zero
      }
      let records = IdleLandJudgement.Records(
        approved: plot.date("approved_on") ?? approval("conversion", of: plot),
        supplied: role == .supplied
          ? plot.date("supplied_on") ?? approval("supply", of: plot) ?? plot.date("counted_on")
          : nil, agreedStart: plot.date("agreed_start"), area: area)
      let judgement = IdleLandJudgement(
        records, activity ?? .init(built: .zero, first: nil, last: nil, seenTo: nil), rules: rules)
      plots.append(
        IdleLandDocument.Plot(
          plot: plot.id, project: project, area: Self.area(area),
          approved: records.approved.map { "\($0)" }, supplied: records.supplied.map { "\($0)" },
          agreedStart: records.agreedStart.map { "\($0)" },
          built: (activity?.built).map(Self.area), firstSeen: activity?.first.map { "\($0)" },
          lastSeen: activity?.last.map { "\($0)" }, seenTo: activity?.seenTo.map { "\($0)" },
          daysIdle: judgement.daysIdle, outcome: term("idle_\(judgement.outcome.rawValue)")))
    }
    let checked = Set(try ledger.fieldChecks().map(\.number))
    var chains: [IdleLandDocument.Chain] = []
    for project in register.all(.project) {
      var chain = LandUseChain(project, in: register, accounts: accounts)
      chain.used = used[project.id]
      guard !chain.isEmpty else { continue }
      if let outline = project.outline {
        let rows = try witness.clues(in: outline, ledger).map(\.row)
          .filter { $0.clue.firstDate <= day && $0.clue.detectionState != .first }
        chain.clues = rows.count
        chain.checked = rows.count { $0.publicNumber.map(checked.contains) ?? false }
      }
      chains.append(
        IdleLandDocument.Chain(
          project: project.id, approved: Self.area(chain.approved),
          supplied: Self.area(chain.supplied), used: chain.used.map(Self.area),
          supplemented: Self.area(chain.supplemented), checked: chain.checked, clues: chain.clues,
          registered: chain.registered.map { "\($0)" }))
    }
    return IdleLandDocument(
      revision: register.revision, generation: try ledger.generation(), program: program,
      ruleSets: hashes, plots: plots, chains: chains)
  }

  /// The day of an approval of a kind that a plot's project or sub-project has.
  private func approval(_ kind: String, of plot: RegisterRecord) -> CalendarDate? {
    let owners = [plot.text("subproject"), plot.text("project")].compactMap { $0 }
    return register.members(.approval, of: owners).filter { $0.text("kind") == kind }
      .compactMap { $0.date("approved_on") }.min()
  }

  /// The part of an approved plot that no supplied plot of its project covers.
  private func notSupplied(
    of plot: RegisterRecord, _ outline: MultiPolygon, _ measure: borrowing EllipsoidalArea
  ) throws(TiankanError) -> LandArea {
    let supplied = register.plots(of: plot.text("project") ?? "").filter {
      $0.text("role") == PlotRole.supplied.rawValue
    }.compactMap(\.outline)
    let rest =
      supplied.isEmpty ? outline : try outline.difference(MultiPolygon.union(supplied))
    return LandArea(squareMetres: try measure.squareMetres(of: rest)) ?? .zero
  }

  private func activity(
    in outline: MultiPolygon, _ witness: borrowing LedgerWitness, _ ledger: borrowing Ledger,
    _ runs: [Int: CalendarDate?], seenTo: CalendarDate?, until day: CalendarDate
  ) throws(TiankanError) -> IdleLandJudgement.Activity {
    let sightings = try witness.clues(in: outline, ledger).filter {
      $0.row.clue.key.kind == .construction && $0.row.clue.detectionState != .first
        && $0.row.clue.firstDate <= day
    }
    var last: CalendarDate?
    for sighting in sightings {
      let clue = sighting.row.clue
      let grown = try ledger.events(of: clue.key).filter { $0.kind == .grown }
        .compactMap { runs[$0.run] ?? nil }.filter { $0 <= day }.max()
      let latest = max(
        clue.firstDate, clue.confirmedDate ?? clue.firstDate, grown ?? clue.firstDate)
      last = max(last ?? latest, latest)
    }
    let built = sightings.reduce(0.0) { $0 + $1.squareMetres }
    return IdleLandJudgement.Activity(
      built: LandArea(squareMetres: built) ?? .zero,
      first: sightings.map(\.row.clue.firstDate).min(), last: last, seenTo: seenTo)
  }
}
