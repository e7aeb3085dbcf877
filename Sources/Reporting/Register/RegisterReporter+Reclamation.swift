import ChangeDetection
public import Diagnostics
public import Imagery
public import LedgerStore
import Supervision

extension RegisterReporter {
  /// Demolition, reclamation and target class of every plot, with dates from the scenes; and of new building whether
  /// reclamation came first. Without a ledger nothing is said of new building.
  ///
  /// - Parameters:
  ///   - scenes: The scenes; plots of fewer than nine pixels are not read on them.
  ///   - day: The last day that counts.
  public func reclamationDocument(
    scenes: [Scene], until day: CalendarDate
  ) throws(TiankanError) -> ReclamationDocument {
    try reclamation(scenes, day, generation: nil, firstSeen: nil)
  }

  /// The same, with construction in plots of new building as the ledger has it.
  public func reclamationDocument(
    scenes: [Scene], until day: CalendarDate, seenBy ledger: borrowing Ledger
  ) throws(TiankanError) -> ReclamationDocument {
    let witness = try LedgerWitness(from: register.crs, to: ledger, library: library)
    var first: [String: CalendarDate] = [:]
    for plot in register.all(.plot) where plot.text("role") == PlotRole.newBuild.rawValue {
      guard let outline = plot.outline else { continue }
      first[plot.id] = try witness.clues(in: outline, ledger).map(\.row.clue)
        .filter { $0.key.kind == .construction && $0.detectionState != .first }
        .map(\.firstDate).filter { $0 <= day }.min()
    }
    return try reclamation(scenes, day, generation: try ledger.generation(), firstSeen: first)
  }

  private func reclamation(
    _ scenes: [Scene], _ day: CalendarDate, generation: Int?, firstSeen: [String: CalendarDate]?
  ) throws(TiankanError) -> ReclamationDocument {
    let reading = try ReclamationReading(library)
    let views = try PlotViews(scenes, until: day, crs: register.crs, library: library)
    var tracks: [String: ReclamationTrack] = [:]
    var plots: [ReclamationDocument.Plot] = []
    for plot in register.all(.plot) where plot.text("role") == PlotRole.demolition.rawValue {
      let seen = try views.views(of: plot, [.ndvi, .bsi])
      let target = plot.text("class_after")
      let track = seen.flatMap { seen in
        ReclamationTrack(
          reading.sightings(
            seen.map {
              ReclamationReading.View(
                $0.date, greenness: $0.values[.ndvi] ?? 0, bareness: $0.values[.bsi] ?? 0)
            }, target: target))
      }
      tracks[plot.id] = track
      let state =
        track.map { "reclaim_\($0.state)" }
        ?? (plot.outline == nil
          ? "reclaim_no_outline" : seen == nil ? "reclaim_too_small" : "reclaim_not_seen")
      plots.append(
        ReclamationDocument.Plot(
          plot: plot.id, project: plot.text("project") ?? "", area: plot.gross.map(Self.area),
          target: target, state: term(state),
          since: Dictionary(
            (track?.since ?? [:]).map { ("\($0.key)", "\($0.value)") }, uniquingKeysWith: { $1 }),
          views: seen?.count ?? 0, seenTo: seen?.last.map { "\($0.date)" }))
    }
    return ReclamationDocument(
      revision: register.revision, generation: generation, program: program, ruleSets: hashes,
      plots: plots,
      buildings: firstSeen.map { first in
        register.all(.plot).filter { $0.text("role") == PlotRole.newBuild.rawValue }
          .map { building($0, first[$0.id], tracks) }
      } ?? [])
  }

  /// Whether reclamation came before a new building: of the plots it is paired with, else of all of its project.
  private func building(
    _ plot: RegisterRecord, _ first: CalendarDate?, _ tracks: [String: ReclamationTrack]
  ) -> ReclamationDocument.Building {
    let project = plot.text("project") ?? ""
    let demolished = register.plots(of: project).filter {
      $0.text("role") == PlotRole.demolition.rawValue
    }
    let paired = demolished.filter { $0.text("pair") == plot.id || plot.text("pair") == $0.id }
    let awaited = (paired.isEmpty ? demolished : paired).map(\.id)
    let days = awaited.map { tracks[$0]?.since[.reclaimed] }
    // All of them must be reclaimed; one that is not leaves the day open.
    let reclaimed = days.contains(nil) ? nil : days.compactMap { $0 }.max()
    let isToldOf = awaited.allSatisfy { tracks[$0] != nil }
    let found = rule("reclaim-before-new", of: plot)
    let lead = first.flatMap { first in reclaimed.map { first.dayNumber - $0.dayNumber } }
    let isWithin = lead.flatMap { found?.rule.test?.holds(.number(Double($0))) }
    let outcome =
      first == nil
      ? "build_not_seen"
      : awaited.isEmpty || !isToldOf
        ? "build_undecidable"
        : isWithin ?? (reclaimed != nil) ? "build_after" : "build_before"
    return ReclamationDocument.Building(
      plot: plot.id, project: project, firstSeen: first.map { "\($0)" }, waitsFor: awaited,
      reclaimed: reclaimed.map { "\($0)" }, lead: lead, outcome: term(outcome),
      rule: found.map { "\($0.set.name)/\($0.rule.id)" })
  }

  /// A rule of the set that holds for the unit of a record.
  func rule(_ id: String, of record: RegisterRecord) -> (set: RuleSet, rule: Rule)? {
    register.unit(of: record).flatMap { ruleSet(of: $0) }.flatMap { set in
      set[id].map { (set, $0) }
    }
  }
}
