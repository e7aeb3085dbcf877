public import Diagnostics
import GeoIO
import Imagery
public import Supervision

extension Ledger {
  /// Writes a generation: all that `body` adds, the life cycle against what was published, events, public numbers and
  /// the run, in one transaction. Where anything fails, or the process is killed, nothing has happened.
  ///
  /// - Parameters:
  ///   - run: What the journal says about the run.
  ///   - scope: Which derived rows are replaced.
  ///   - lifeCycle: The thresholds of the life cycle.
  ///   - body: Adds the rows; all clues of the ledger, and the land units, observations and results of the scope.
  /// - Returns: What was done.
  /// - Throws: `.usage` for a ledger opened for reading; `.duplicate`, `.diskFull`, `.outputFailed`; what `body` throws.
  @discardableResult
  public borrowing func commit(
    run: LedgerRun, scope: CommitScope = .all, lifeCycle: ClueLifeCycle = ClueLifeCycle(),
    _ body: (inout LedgerTransaction) throws(TiankanError) -> Void
  ) throws(TiankanError) -> CommitOutcome {
    try checkWritable()
    let vocabulary = try Vocabulary.builtIn()
    try database.begin()
    do throws(TiankanError) {
      try takeTurn()
      let journal = try JournalState(database)
      var transaction = LedgerTransaction(
        database, reference: reference, run: run,
        generation: try LedgerMeta(database).generation + 1,
        runNumber: try next("run", in: "run"), scope: scope, journal: journal,
        published: try published(journal))
      try transaction.clear(scope)
      try body(&transaction)
      let outcome = try transaction.finish(lifeCycle, vocabulary)
      try database.commit()
      return outcome
    } catch {
      try? database.rollback()
      throw error
    }
  }

  /// Waits inside a transaction until no other writes, before anything is read that the transaction builds on.
  ///
  /// A run holds the ledger's lock all night and people record meanwhile, so each transaction has to take its turn by itself.
  ///
  /// - Throws: `.locked` where the other takes longer than the database waits.
  func takeTurn() throws(TiankanError) {
    switch database.address.kind {
    case .geoPackage:
      // SQLite begins to write with the first change; reading first would refuse that change when another came before it.
      try database.execute(SQLText("UPDATE meta SET value = value WHERE name = 'generation'"))
    case .postGIS:
      // Keeps writers out and lets readers pass.
      try database.execute(SQLText("LOCK TABLE event IN EXCLUSIVE MODE"))
    }
  }

  func checkWritable() throws(TiankanError) {
    guard access == .writing else {
      throw TiankanError(
        .usage, "the ledger is open for reading; open it for writing", subject: address)
    }
  }

  /// The clues of the last generation, without outlines.
  private borrowing func published(
    _ journal: JournalState
  ) throws(TiankanError) -> [ClueKey: ClueLifeCycle.Published] {
    var clues: [ClueKey: ClueLifeCycle.Published] = [:]
    let subject = address
    try database.query(
      SQLText(
        "SELECT clue_key, tile, kind, anchor_date, anchor_row, anchor_column, detection_state, "
          + "confirmed_date, reported_m2 FROM clue")
    ) { row throws(TiankanError) -> Bool in
      guard let key = row.clueKey(from: 1), let state = DetectionState(rawValue: row.text(6)) else {
        throw TiankanError(
          .corrupt, "the ledger's clue \(row.text(0)) is damaged; restore a copy", subject: subject)
      }
      clues[key] = ClueLifeCycle.Published(
        key: key, state: state, confirmedDate: row.date(7), squareMetres: row.number(8) ?? 0,
        isNumbered: journal.numbers[row.text(0)] != nil)
      return true
    }
    return clues
  }
}

extension DatabaseRow {
  /// The key of a clue in five columns: tile, kind, date, row and column of the anchor.
  borrowing func clueKey(from column: Int) -> ClueKey? {
    guard let kind = ClueKind(rawValue: text(column + 1)) else { return nil }
    return ClueKey(
      tile: text(column), kind: kind, firstDate: date(column + 2), row: Int(integer(column + 3)),
      column: Int(integer(column + 4)))
  }

  /// A day; nil where there is none.
  borrowing func date(_ column: Int) -> CalendarDate? {
    textIfAny(column).flatMap { CalendarDate($0) }
  }
}
