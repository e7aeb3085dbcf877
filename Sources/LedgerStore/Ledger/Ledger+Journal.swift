public import Diagnostics
import GeoIO
import Imagery
public import Supervision

extension Ledger {
  /// The scenes, by time of sensing and acquisition.
  ///
  /// - Parameter acquisitions: Only these; nil for all.
  public borrowing func scenes(
    acquisitions: [String]? = nil
  ) throws(TiankanError) -> [SceneRow] {
    var statement = SQLText("SELECT \(LedgerTables.scene.columnList) FROM scene")
    if let acquisitions {
      guard !acquisitions.isEmpty else { return [] }
      statement.append(" WHERE acquisition IN ")
      try statement.append(list: acquisitions)
    }
    statement.append(" ORDER BY sensed, acquisition, baseline, processed, path")
    return try database.rows(statement) { row throws(TiankanError) in row.scene() }
  }

  /// The scenes of the tiles that some acquisitions are of, in the order of `scenes`; all where none of them is known.
  ///
  /// A ledger may hold many tiles; scenes of the others say nothing about a place.
  public borrowing func scenes(
    ofTilesOf acquisitions: Set<String>
  ) throws(TiankanError) -> [SceneRow] {
    guard !acquisitions.isEmpty else { return try scenes() }
    var statement = SQLText(
      "SELECT \(LedgerTables.scene.columnList) FROM scene WHERE tile IN "
        + "(SELECT tile FROM scene WHERE acquisition IN ")
    try statement.append(list: acquisitions.sorted())
    statement.append(") ORDER BY sensed, acquisition, baseline, processed, path")
    let found = try database.rows(statement) { row throws(TiankanError) in row.scene() }
    return found.isEmpty ? try scenes() : found
  }

  /// The rule sets, by name and version.
  public borrowing func ruleSets() throws(TiankanError) -> [RuleSetRow] {
    try database.rows(
      SQLText("SELECT \(LedgerTables.ruleSet.columnList) FROM rule_set ORDER BY rule_set, version")
    ) { row throws(TiankanError) in
      RuleSetRow(
        name: row.text(0), version: row.text(1), jurisdiction: row.text(2),
        contentHash: row.text(3), document: row.text(4))
    }
  }

  /// The runs, latest first.
  public borrowing func runs(limit: Int? = nil) throws(TiankanError) -> [RunRow] {
    var statement = SQLText("SELECT \(LedgerTables.run.columnList) FROM run ORDER BY run DESC")
    if let limit { statement.append(words: " LIMIT \(max(0, limit))") }
    let subject = address
    return try database.rows(statement) { row throws(TiankanError) in
      RunRow(
        number: Int(row.integer(0)), generation: Int(row.integer(1)),
        run: LedgerRun(
          started: row.text(2), finished: row.text(3), program: row.text(4),
          configurationHash: row.text(5), until: row.date(6),
          counts: try LedgerJSON.counts(from: row.text(7), subject: subject),
          exitStatus: Int(row.integer(8))))
    }
  }

  /// The events of a clue under its present key and those before, in the order in which they were recorded.
  public borrowing func events(of key: ClueKey) throws(TiankanError) -> [EventRow] {
    var condition = SQLText(" WHERE clue_key IN ")
    try condition.append(list: try keys(of: key))
    return try events(condition)
  }

  /// The present key of a clue and those that it had before, or that were merged into it; in order.
  borrowing func keys(of key: ClueKey) throws(TiankanError) -> [String] {
    var keys: Set<String> = [key.description]
    var fresh = [key.description]
    while !fresh.isEmpty {
      var statement = SQLText(
        "SELECT other_key FROM event WHERE kind IN ('rekeyed', 'merged') AND clue_key IN ")
      try statement.append(list: fresh)
      let former = try database.rows(statement) { row throws(TiankanError) in row.text(0) }
      fresh = former.filter { keys.insert($0).inserted }
    }
    return keys.sorted()
  }

  /// The events of a run, in the order in which they were recorded.
  public borrowing func events(ofRun run: Int) throws(TiankanError) -> [EventRow] {
    try events(SQLText(" WHERE run = \(run)"))
  }

  borrowing func events(
    _ condition: SQLText, limit: Int? = nil
  ) throws(TiankanError) -> [EventRow] {
    var statement = SQLText("SELECT \(LedgerTables.event.columnList) FROM event")
    statement.append(condition)
    statement.append(" ORDER BY serial")
    if let limit { statement.append(words: " LIMIT \(max(0, limit))") }
    let subject = address
    return try database.rows(statement) { row throws(TiankanError) in
      guard let kind = ClueEvent(rawValue: row.text(5)) else {
        throw TiankanError(
          .corrupt,
          "event \(row.integer(0)) of the ledger is of an unknown kind; use the newer program",
          subject: subject)
      }
      return EventRow(
        serial: Int(row.integer(0)), run: Int(row.integer(1)), generation: Int(row.integer(2)),
        time: row.text(3), clue: row.text(4), kind: kind, otherClue: row.textIfAny(6),
        fromState: row.textIfAny(7).flatMap { DetectionState(rawValue: $0) },
        toState: row.textIfAny(8).flatMap { DetectionState(rawValue: $0) },
        squareMetres: row.number(9), previousSquareMetres: row.number(10),
        publicNumber: row.textIfAny(11),
        handlingState: row.textIfAny(12).flatMap { HandlingState(rawValue: $0) },
        detail: row.text(13))
    }
  }

  /// A run by its number; the last one where none is given. Nil where there is none.
  public borrowing func run(_ number: Int? = nil) throws(TiankanError) -> RunRow? {
    guard let number else { return try runs(limit: 1).first }
    return try runs().first { $0.number == number }
  }

  /// The number of clues of each county, kind, state and priority.
  public borrowing func countyCounts() throws(TiankanError) -> [CountyCount] {
    try database.rows(
      SQLText(
        "SELECT coalesce(county, '') AS county, kind, detection_state, priority, count(*) AS n "
          + "FROM clue GROUP BY coalesce(county, ''), kind, detection_state, priority "
          + "ORDER BY 1, 2, 3, 4")
    ) { row throws(TiankanError) in
      CountyCount(
        county: row.text(0), kind: row.text(1), state: row.text(2), priority: row.text(3),
        count: Int(row.integer(4)))
    }
  }

  /// The number of clues of each tile, kind and state.
  public borrowing func clueCounts() throws(TiankanError) -> [ClueCount] {
    try database.rows(
      SQLText(
        "SELECT tile, kind, detection_state, count(*) AS n, sum(area_m2) AS area FROM clue "
          + "GROUP BY tile, kind, detection_state ORDER BY tile, kind, detection_state")
    ) { row throws(TiankanError) in
      ClueCount(
        tile: row.text(0), kind: row.text(1), state: row.text(2), count: Int(row.integer(3)),
        squareMetres: row.number(4) ?? 0)
    }
  }
}

extension DatabaseRow {
  fileprivate borrowing func scene() -> SceneRow {
    func share(_ column: Int) -> Int16? {
      isNull(column) ? nil : Int16(truncatingIfNeeded: integer(column))
    }
    let acquisition = AcquisitionID(
      platform: text(1), sensor: text(2), tile: text(3), sensed: SensingTime(ledgerText: text(4)))
    var row = SceneRow(
      acquisition: acquisition, version: ProductVersion(baseline: text(5), processed: text(6)),
      profile: text(7), status: SceneRow.Status(rawValue: text(14)) ?? .refused, path: text(17))
    row.scaling = text(8)
    row.quality = text(9)
    row.usableShare = share(10)
    row.cloudShare = share(11)
    row.shadowShare = share(12)
    row.noDataShare = share(13)
    row.reason = text(15)
    row.contentHash = text(16)
    return row
  }
}

extension SensingTime {
  /// Reads its own description.
  fileprivate init?(ledgerText text: String) {
    guard let date = CalendarDate(String(text.prefix(10))) else { return nil }
    let digits = text.dropFirst(11).prefix(8).split(separator: ":").compactMap { Int($0) }
    self.init(
      date: date,
      secondOfDay: digits.count == 3 ? digits[0] * 3600 + digits[1] * 60 + digits[2] : nil)
  }
}
