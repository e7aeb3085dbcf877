import Diagnostics
import GeoIO
import Supervision

/// Adds events of people to the journal inside a transaction of the caller.
struct JournalWriter: ~Copyable {
  private let database: FeatureDatabase
  private let generation: Int
  private let time: String
  private var serial: Int
  private var rows: RowInserter

  /// - Parameter time: When it happened, UTC, ISO 8601.
  init(_ ledger: borrowing Ledger, time: String) throws(TiankanError) {
    let generation = try LedgerMeta(ledger.database).generation
    let serial = try ledger.next("serial", in: "event")
    database = ledger.database
    self.generation = generation
    self.serial = serial
    rows = RowInserter(LedgerTables.event, ledger.database, reference: ledger.reference)
    self.time = time
  }

  /// Adds an event; run 0 stands for people.
  mutating func add(
    _ key: String, _ kind: ClueEvent, number: String? = nil, handling: HandlingState? = nil,
    detail: [(String, String)] = []
  ) throws(TiankanError) {
    rows.beginRow()
    rows.add(serial)
    rows.add(0)
    rows.add(generation)
    try rows.add(time)
    try rows.add(key)
    try rows.add(kind.rawValue)
    for _ in 0..<3 { try rows.add(nil as String?) }
    for _ in 0..<2 { try rows.add(nil as Double?, places: 2) }
    try rows.add(number)
    try rows.add(handling?.rawValue)
    try rows.add(LedgerJSON.object(detail.map { ($0.0, LedgerJSON.quoted($0.1)) }))
    rows.endRow()
    serial += 1
  }

  /// Sends what was added.
  mutating func flush() throws(TiankanError) { try rows.flush() }

  /// Writes into the clue what readers see of the journal; a clue that is gone has no row.
  func materialise(
    _ key: String, handling: HandlingState, number: String? = nil
  ) throws(TiankanError) {
    var statement = SQLText("UPDATE clue SET handling_state = ")
    try statement.append(text: handling.rawValue)
    if let number {
      statement.append(", public_number = ")
      try statement.append(text: number)
    }
    statement.append(" WHERE clue_key = ")
    try statement.append(text: key)
    try database.execute(statement)
  }
}
