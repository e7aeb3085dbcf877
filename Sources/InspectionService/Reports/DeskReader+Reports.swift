import Diagnostics
import LedgerStore
import Reporting

extension DeskReader {
  /// The report of a clue.
  mutating func report(
    ofClue key: String, _ sight: ClueSight
  ) throws(TiankanError) -> LedgerReport<ClueDocument> {
    try withSight(sight) { reporter, ledger throws(TiankanError) in
      try reporter.clue(key, in: ledger)
    }
  }

  /// Runs `body` with a reporter that names only what a sight shows.
  mutating func withSight<Value>(
    _ sight: ClueSight,
    _ body: (LedgerReporter, borrowing Ledger) throws(TiankanError) -> Value
  ) throws(TiankanError) -> Value {
    reporter.sight = sight
    defer { reporter.sight = .all }
    return try body(reporter, ledger)
  }
}
