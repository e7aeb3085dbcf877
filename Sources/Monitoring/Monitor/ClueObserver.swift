import ChangeDetection
import Diagnostics
import Imagery
import LedgerStore
import Supervision
import Synchronization

/// Observes confirmed clues of construction over time: to date them by their whole outline, and so that a report can show the curve
/// behind each.
///
/// What is not confirmed is not observed: most of it never will be, and its outline changes with every look. A report measures it
/// in the scenes.
///
/// A clue with the outline of the last night needs the new dates only; of a new or changed outline the history is read from the
/// archive, but only the blocks in which it lies, and from two years before the clue began: what the archive has of decades
/// before would make nights longer year by year, and a curve shows what was normal in two.
///
/// Clouds do not grow here as they do where changes are looked for: what is known to have changed is looked at on every date on which
/// the scene classification shows it, so that its first day is not hidden by a cloud nearby. An edge of a cloud is a point off the curve, and
/// `SiteDating` and readers see it as such.
struct ClueObserver {
  let run: MonitorRun
  let acceptance: SceneAcceptance

  /// The layer under which observations of clues stand in the ledger.
  static let layer = "clue"

  /// The days before its first date from which a clue is observed.
  static let daysBefore = 731
  /// Clues that began longer ago are read apart, so that they do not make the others' history longer.
  private static let recentDays = 731

  /// What a night observes.
  struct Observed {
    /// Rows to add.
    var rows: [(clue: MonitoredClue, observations: [UnitObservation])] = []
    /// What the ledger has when the rows are added.
    var history: ClueHistory
    /// Clues, by tile, whose rows go.
    var gone: [String: [String]] = [:]
    /// Acquisitions whose rows go.
    var withdrawn: [String] = []
    /// Whether all rows go.
    var replacesAll = false
    /// Clues whose history was read, and the blocks that it took.
    var histories = 0
    var blocks = 0
  }

  /// Observes the clues that are confirmed; others are left out.
  ///
  /// - Parameters:
  ///   - known: What the ledger has; nil where it is to have everything anew.
  ///   - key: What states depend on besides scenes.
  func observe(
    _ clues: [MonitoredClue], known: ClueHistory?, key: String
  ) throws(TiankanError) -> Observed {
    let scenes = acceptance.marks
    let confirmed = clues.filter { $0.confirmedDate != nil }
    var observed = Observed(
      history: ClueHistory(key: key, scenes: scenes, clues: [:], beginnings: [:]))
    for clue in confirmed {
      let day = clue.confirmedDate.map { " \($0)" } ?? ""
      observed.history.clues["\(clue.key)"] =
        "\(clue.firstDate)\(day) \(clue.outline.contentDigest)"
    }
    guard let known, known.key == key else {
      observed.replacesAll = true
      try readHistory(confirmed, into: &observed)
      return observed
    }
    let change = ArchiveChange(from: known.scenes, to: scenes)
    func isKnown(_ clue: MonitoredClue) -> Bool {
      let name = "\(clue.key)"
      guard known.clues[name] == observed.history.clues[name] else { return false }
      // What changes up to its confirmation can change since when it is there.
      guard let confirmed = clue.confirmedDate, let day = change.firstDay else { return true }
      return day > confirmed.dayNumber
    }
    let same = confirmed.filter(isKnown)
    let changed = confirmed.filter { !isKnown($0) }
    let names = Set(same.map { "\($0.key)" })
    observed.history.beginnings = known.beginnings.filter { names.contains($0.key) }
    for name in known.clues.keys.sorted() where !names.contains(name) {
      let tile = run.tiles.first { name.hasPrefix("\($0)-construction-") } ?? ""
      observed.gone[tile, default: []].append(name)
    }
    observed.withdrawn = change.withdrawn
    try readHistory(changed, into: &observed)
    if change.firstDay != nil {
      try read(same, run.archive.selection(of: change, replayingFrom: nil), into: &observed)
    }
    return observed
  }

  /// The first day on which a clue is observed.
  private static func begin(of clue: MonitoredClue) -> CalendarDate {
    CalendarDate(dayNumber: clue.firstDate.dayNumber - daysBefore)
  }

  /// Observes clues on all dates of theirs.
  private func readHistory(
    _ clues: [MonitoredClue], into observed: inout Observed
  ) throws(TiankanError) {
    let limit = run.context.until.dayNumber - Self.recentDays
    let groups = [
      clues.filter { $0.firstDate.dayNumber >= limit },
      clues.filter { $0.firstDate.dayNumber < limit },
    ]
    for group in groups {
      guard let begin = group.map({ Self.begin(of: $0) }).min() else { continue }
      let overpasses = run.archive.overpasses
      let blocks = try read(
        group,
        SeriesSelection(
          construction: [], units: overpasses.indices.filter { overpasses[$0].date >= begin }),
        into: &observed)
      observed.blocks += blocks
    }
    observed.histories = clues.count
    for (clue, observations) in observed.rows {
      guard let confirmed = clue.confirmedDate, let firstPixel = clue.key.firstDate else {
        continue
      }
      let beginning = SiteDating().firstDay(
        of: observations, firstPixel: firstPixel, firstDate: clue.firstDate,
        confirmed: confirmed)
      observed.history.beginnings["\(clue.key)"] = beginning?.dayNumber
    }
  }

  /// Observes clues on some dates; how many blocks that took.
  @discardableResult
  private func read(
    _ clues: [MonitoredClue], _ selection: SeriesSelection, into observed: inout Observed
  ) throws(TiankanError) -> Int {
    guard !clues.isEmpty else { return 0 }
    try acceptance.check(selection, of: run.archive)
    let units = SeriesUnits(
      clues.map { (Self.layer, "\($0.key)", $0.outline) }, on: run.grid)
    for refusal in units.refusals { run.refusals.add(refusal) }
    let plan = SeriesPlan(
      core: Window(column: 0, row: 0, width: 0, height: 0), isSupervised: { _ in false },
      layout: units.layout, blockHeight: run.blockHeight(of: selection))
    let pass = SeriesPass(
      archive: run.archive, grid: run.grid, units: units, plan: plan, supervised: nil,
      cropland: nil, detector: nil, indexParameters: run.rules.index, masks: run.tightMasks,
      openScenes: run.openScenes, refusals: run.refusals, selection: selection)
    let found = Mutex<[String: [UnitObservation]]>([:])
    try pass.run(in: run.job, stage: "clues") { number, observations in
      (units.units[number].id, observations)
    } store: { (seen: (String, [UnitObservation])) throws(TiankanError) in
      found.withLock { $0[seen.0] = seen.1 }
    } construction: { _, _, _ in
    }
    let all = found.withLock { $0 }
    observed.rows += clues.map { clue in
      let begin = Self.begin(of: clue)
      return (clue, (all["\(clue.key)"] ?? []).filter { $0.date >= begin })
    }
    return plan.blocks.count
  }
}
