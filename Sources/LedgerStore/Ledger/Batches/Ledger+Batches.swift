public import Diagnostics
import Foundation
import GeoIO
import Imagery
public import Supervision

// What the journal knows of batches.
extension Ledger {
  /// The batches by time of issuing and number.
  ///
  /// - Parameter county: Only those of a county; nil for all.
  public borrowing func batches(county: String? = nil) throws(TiankanError) -> [BatchRow] {
    var statement = SQLText(
      "SELECT batch, issued, deadline, grid_cell, responsible, clues, snapshot_hash, generation, "
        + "trial, held_back FROM batch")
    if let county {
      statement.append(" WHERE county = ")
      try statement.append(text: county)
    }
    statement.append(" ORDER BY issued, batch")
    let subject = address
    return try database.rows(statement) { row throws(TiankanError) in
      guard let number = BatchNumber(row.text(0)), let deadline = row.date(2) else {
        throw TiankanError(
          .corrupt, "the batch \(row.text(0)) of the ledger is damaged; restore a copy",
          subject: subject)
      }
      return BatchRow(
        number: number, issued: row.text(1), deadline: deadline, gridCell: row.text(3),
        responsible: row.text(4), entries: try Self.entries(row.text(5), subject),
        snapshotHash: row.text(6), generation: Int(row.integer(7)), isTrial: row.integer(8) != 0,
        heldBack: Int(row.integer(9)))
    }
  }

  /// A batch.
  ///
  /// - Throws: `.notFound`.
  public borrowing func batch(_ number: BatchNumber) throws(TiankanError) -> BatchRow {
    guard let row = try batches(county: number.county).first(where: { $0.number == number }) else {
      throw TiankanError(
        .notFound, "there is no such batch; tiankan batch list shows them", subject: "\(number)")
    }
    return row
  }

  /// The closings, by batch.
  public borrowing func closings() throws(TiankanError) -> [BatchClosing] {
    let subject = address
    return try database.rows(
      SQLText("SELECT \(LedgerTables.batchClosing.columnList) FROM batch_closing ORDER BY batch")
    ) { row throws(TiankanError) in
      guard let number = BatchNumber(row.text(0)) else {
        throw TiankanError(
          .corrupt, "the closing of \(row.text(0)) is damaged; restore a copy", subject: subject)
      }
      return BatchClosing(
        batch: number, time: row.text(1), person: row.text(2), reason: row.text(3),
        answered: Int(row.integer(4)), unanswered: try Self.decode(row.text(5), subject))
    }
  }

  /// What counties answered: the last answer per clue and batch, by batch and public number.
  public borrowing func fieldChecks() throws(TiankanError) -> [FieldCheck] {
    struct Detail: Decodable {
      var batch: String?
      var number: String?
      var result: String?
      var checked: String?
    }
    let subject = address
    let found = try database.rows(
      SQLText("SELECT detail, time FROM event WHERE kind = 'handled' ORDER BY serial")
    ) { row throws(TiankanError) -> FieldCheck? in
      let detail: Detail = try Self.decode(row.text(0), subject)
      guard let batch = detail.batch.flatMap({ BatchNumber($0) }), let number = detail.number,
        let result = detail.result.flatMap({ FieldResult(rawValue: $0) })
      else { return nil }
      return FieldCheck(
        batch: batch, number: number, result: result,
        checked: detail.checked.flatMap { CalendarDate($0) }, time: row.text(1))
    }
    var last: [String: FieldCheck] = [:]
    for case let check? in found { last["\(check.batch) \(check.number)"] = check }
    return last.sorted { $0.key < $1.key }.map(\.value)
  }

  /// How often field checks found what clues of a county describe: the last answer of each clue counts.
  public borrowing func fieldPrecision(county: String) throws(TiankanError) -> FieldPrecision {
    var last: [String: FieldCheck] = [:]
    for check in try fieldChecks() where check.batch.county == county {
      if let known = last[check.number], known.time > check.time { continue }
      last[check.number] = check
    }
    return FieldPrecision(last.values.map(\.result))
  }

  /// The number that the next batch of a county gets.
  public borrowing func nextBatchNumber(
    county: String, year: Int
  ) throws(TiankanError) -> BatchNumber {
    let serials = try batches(county: county).filter { $0.number.year == year }
      .map(\.number.serial)
    return BatchNumber(county: county, year: year, serial: (serials.max() ?? 0) + 1)
  }

  private static func entries(
    _ json: String, _ subject: String
  ) throws(TiankanError) -> [BatchEntry] {
    try decode(json, subject)
  }

  private static func decode<Content: Decodable>(
    _ json: String, _ subject: String
  ) throws(TiankanError) -> Content {
    do {
      return try JSONDecoder().decode(Content.self, from: Data(json.utf8))
    } catch {
      throw TiankanError(
        .corrupt, "a JSON text of the ledger is damaged; restore a copy", subject: subject,
        cause: "\(error)")
    }
  }
}
