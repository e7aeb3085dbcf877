public import Diagnostics
import GeoIO
import Supervision

extension Ledger {
  /// Records what a person says about a clue: a row in `verdict`, an event, and the handling state that readers see.
  /// The state of detection stays as it is.
  ///
  /// - Throws: `.notFound` for a key that no clue has now; `.usage` for a ledger opened for reading; errors of writing.
  public borrowing func record(_ verdict: Verdict) throws(TiankanError) {
    try checkWritable()
    let key = verdict.clue.description
    try database.begin()
    do throws(TiankanError) {
      var known = SQLText("SELECT count(*) AS n FROM clue WHERE clue_key = ")
      try known.append(text: key)
      guard try database.rows(known, { row throws(TiankanError) in row.integer(0) }) == [1] else {
        throw TiankanError(
          .notFound, "there is no such clue now; look up its present key", subject: key)
      }
      try insert(verdict, key)
      var update = SQLText("UPDATE clue SET handling_state = ")
      try update.append(text: verdict.handlingState.rawValue)
      update.append(" WHERE clue_key = ")
      try update.append(text: key)
      try database.execute(update)
      try database.commit()
    } catch {
      try? database.rollback()
      throw error
    }
  }

  private borrowing func insert(_ verdict: Verdict, _ key: String) throws(TiankanError) {
    var row = RowInserter(LedgerTables.verdict, database, reference: reference)
    row.beginRow()
    row.add(try next("serial", in: "verdict"))
    try row.add(key)
    try row.add(verdict.time)
    try row.add(verdict.person)
    try row.add(verdict.role)
    try row.add(verdict.handlingState.rawValue)
    try row.add(verdict.remark)
    try row.add("[" + verdict.attachments.map(LedgerJSON.quoted).joined(separator: ",") + "]")
    row.endRow()
    try row.flush()
    var event = RowInserter(LedgerTables.event, database, reference: reference)
    event.beginRow()
    event.add(try next("serial", in: "event"))
    event.add(0)
    event.add(try LedgerMeta(database).generation)
    try event.add(verdict.time)
    try event.add(key)
    try event.add(ClueEvent.handled.rawValue)
    for _ in 0..<3 { try event.add(nil as String?) }
    for _ in 0..<2 { try event.add(nil as Double?, places: 2) }
    try event.add(nil as String?)
    try event.add(verdict.handlingState.rawValue)
    try event.add("{}")
    event.endRow()
    try event.flush()
  }

  func next(_ column: String, in table: String) throws(TiankanError) -> Int {
    let last = try database.rows(SQLText("SELECT coalesce(max(\(column)), 0) AS n FROM \(table)")) {
      row throws(TiankanError) in Int(row.integer(0))
    }
    return (last.first ?? 0) + 1
  }
}
