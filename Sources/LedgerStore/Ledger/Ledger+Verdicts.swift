public import Diagnostics
import Foundation
import GeoIO
public import Supervision

extension Ledger {
  /// Records what a person says about a clue: a row in `verdict`, an event, and the handling state that readers see.
  /// The state of detection stays as it is.
  ///
  /// - Throws: `.notFound` for a key that no clue has now; `.usage` for a ledger opened for reading; errors of writing.
  public borrowing func record(_ verdict: Verdict) throws(TiankanError) {
    try checkWritable()
    let key = verdict.clue.description
    try inTransaction { () throws(TiankanError) -> Bool in
      var known = SQLText("SELECT count(*) AS n FROM clue WHERE clue_key = ")
      try known.append(text: key)
      guard try database.rows(known, { row throws(TiankanError) in row.integer(0) }) == [1] else {
        throw TiankanError(
          .notFound, "there is no such clue now; look up its present key", subject: key)
      }
      try insert([verdict])
      return true
    }
  }

  /// What people attached to a clue under its present key and those before: photos and orthophotos, in the order in which they
  /// were recorded.
  public borrowing func attachments(of key: ClueKey) throws(TiankanError) -> [String] {
    var statement = SQLText("SELECT attachments FROM verdict WHERE clue_key IN ")
    try statement.append(list: try keys(of: key))
    statement.append(" ORDER BY serial")
    let subject = address
    return try database.rows(statement) { row throws(TiankanError) -> [String] in
      do {
        return try JSONDecoder().decode([String].self, from: Data(row.text(0).utf8))
      } catch {
        throw TiankanError(
          .corrupt, "the attachments of a clue are damaged; restore a copy", subject: subject,
          cause: "\(error)")
      }
    }.flatMap { $0 }
  }

  /// Adds verdicts with their events inside a transaction; clues that are still there show the handling state.
  borrowing func insert(_ verdicts: [Verdict]) throws(TiankanError) {
    guard let time = verdicts.first?.time else { return }
    var serial = try next("serial", in: "verdict")
    var rows = RowInserter(LedgerTables.verdict, database, reference: reference)
    var journal = try JournalWriter(self, time: time)
    for verdict in verdicts {
      let key = verdict.clue.description
      rows.beginRow()
      rows.add(serial)
      serial += 1
      try rows.add(key)
      try rows.add(verdict.time)
      try rows.add(verdict.person)
      try rows.add(verdict.role)
      try rows.add(verdict.result?.rawValue ?? verdict.handlingState.rawValue)
      try rows.add(verdict.remark)
      try rows.add("[" + verdict.attachments.map(LedgerJSON.quoted).joined(separator: ",") + "]")
      rows.endRow()
      var detail: [(String, String)] = []
      if let answer = verdict.answer {
        detail += [("batch", "\(answer.batch)"), ("number", answer.number)]
      }
      if let result = verdict.result { detail.append(("result", result.rawValue)) }
      if let checked = verdict.checked { detail.append(("checked", "\(checked)")) }
      try journal.add(key, .handled, handling: verdict.handlingState, detail: detail)
      try journal.materialise(key, handling: verdict.handlingState)
    }
    try rows.flush()
    try journal.flush()
  }

  /// Runs `body` in a transaction that is undone where it throws.
  @discardableResult
  borrowing func inTransaction<Value>(
    _ body: () throws(TiankanError) -> Value
  ) throws(TiankanError) -> Value {
    try database.begin()
    do throws(TiankanError) {
      try takeTurn()
      let value = try body()
      try database.commit()
      return value
    } catch {
      try? database.rollback()
      throw error
    }
  }

  func next(_ column: String, in table: String) throws(TiankanError) -> Int {
    let last = try database.rows(SQLText("SELECT coalesce(max(\(column)), 0) AS n FROM \(table)")) {
      row throws(TiankanError) in Int(row.integer(0))
    }
    return (last.first ?? 0) + 1
  }
}
