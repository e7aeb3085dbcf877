public import Diagnostics
public import LedgerStore
public import Supervision

/// What a run of the ledger tells: the new, grown, confirmed and ended clues, ranked and capped, and what went.
///
/// A clue in the state `first` is counted and not listed; it is listed in the run that makes it provisional.
///
/// A pure function of the ledger, the layers and the cap: the events of the run say what happened, the clues as they are
/// now say where and how much. So the alerts of the last run can be made at any time, and are the same each time.
public struct NightAlerts: Sendable {
  /// A clue that a run took out of the ledger or moved.
  public struct Gone: Hashable, Sendable {
    /// The key that is gone.
    public var key: String
    /// `withdrawn`, `merged` or `rekeyed`.
    public var event: ClueEvent
    /// The key that goes on; nil where none does.
    public var successor: String?
  }

  /// How many alerts a county has.
  public struct CountyCount: Hashable, Sendable {
    /// The county's code; empty where no county holds them.
    public var county: String
    /// How many are in the feed.
    public var listed: Int
    /// How many the cap held back; they stay in the ledger.
    public var heldBack: Int
    /// How many rest on a single hit and wait for another; they stay in the ledger.
    public var unconfirmed = 0
  }

  /// The run.
  public var run: RunRow
  /// The cap that was applied.
  public var cap: Int
  /// The alerts in the order of work.
  public var alerts: [NightAlert]
  /// By county, in the order of the codes.
  public var counties: [CountyCount]
  /// What went, in the order of the journal; never capped.
  public var gone: [Gone]
  /// How many events of each kind the run recorded.
  public var events: [ClueEvent: Int]
  /// The clues of the ledger.
  public var counts: [LedgerStore.CountyCount]

  /// What makes a clue an alert.
  public static let alerting: Set<ClueEvent> = [
    .new, .reopened, .provisional, .grown, .confirmed, .ended,
  ]

  /// How many the cap held back.
  public var heldBack: Int { counties.reduce(0) { $0 + $1.heldBack } }

  /// How many wait for another hit.
  public var unconfirmed: Int { counties.reduce(0) { $0 + $1.unconfirmed } }

  /// Reads what a run tells.
  ///
  /// - Parameters:
  ///   - number: The run; nil for the last one.
  ///   - layers: What is protected, and the cells.
  ///   - cap: The clues per county.
  /// - Throws: `.notFound` for a run that the ledger does not have; errors of reading.
  public init(
    run number: Int? = nil, of ledger: borrowing Ledger, layers: PublicationLayers, cap: Int
  ) throws(TiankanError) {
    guard let run = try ledger.run(number) else {
      throw TiankanError(
        .notFound, "the ledger has no such run; monitor makes one",
        subject: number.map { "run \($0)" } ?? ledger.address)
    }
    let recorded = try ledger.events(ofRun: run.number)
    var happened: [String: [EventRow]] = [:]
    var order: [String] = []
    var gone: [Gone] = []
    var events: [ClueEvent: Int] = [:]
    for event in recorded {
      events[event.kind, default: 0] += 1
      switch event.kind {
      case .withdrawn:
        // What was never told is not taken back.
        if event.fromState == .first { break }
        gone.append(Gone(key: event.clue, event: .withdrawn, successor: nil))
      case .merged, .rekeyed:
        gone.append(
          Gone(key: event.otherClue ?? "", event: event.kind, successor: event.clue))
      default: break
      }
      guard Self.alerting.contains(event.kind) else { continue }
      if happened[event.clue] == nil { order.append(event.clue) }
      happened[event.clue, default: []].append(event)
    }
    let all = try ledger.clues(keys: order)
    // One hit may be haze or a ploughed field: a clue is told when a second one agrees. No cap holds these back.
    let waiting = all.filter { $0.clue.detectionState == .first }
    let rows = all.filter { $0.clue.detectionState != .first }
    let candidates = rows.map(layers.candidate)
    let selection = PublicationCap(perCounty: cap).select(candidates)
    alerts = selection.passed.map { position in
      let row = rows[position]
      let events = happened["\(row.clue.key)"] ?? []
      return NightAlert(
        row: row, events: events.map(\.kind),
        previousSquareMetres: events.last { $0.kind == .grown }?.previousSquareMetres,
        cell: layers.cell(of: row.clue)?.name, isExempt: candidates[position].isExempt)
    }
    var counties: [String: CountyCount] = [:]
    for position in selection.passed {
      let county = candidates[position].county
      counties[county, default: CountyCount(county: county, listed: 0, heldBack: 0)].listed += 1
    }
    for position in selection.heldBack {
      let county = candidates[position].county
      counties[county, default: CountyCount(county: county, listed: 0, heldBack: 0)].heldBack += 1
    }
    for row in waiting {
      let county = layers.candidate(row).county
      counties[county, default: CountyCount(county: county, listed: 0, heldBack: 0)]
        .unconfirmed += 1
    }
    self.counties = counties.values.sorted { $0.county < $1.county }
    self.run = run
    self.cap = cap
    self.gone = gone
    self.events = events
    counts = try ledger.countyCounts()
  }
}
