public import Diagnostics
import GeoIO

// What the journal knows of land units.
extension Ledger {
  /// Records what was brought from a land unit. No clue and no result changes.
  ///
  /// - Throws: `.notFound` for a land unit that the ledger does not have; `.usage` for a ledger opened for reading; errors of
  ///   writing.
  public borrowing func record(_ evidence: UnitEvidence) throws(TiankanError) {
    try checkWritable()
    try inTransaction { () throws(TiankanError) -> Bool in
      var known = SQLText("SELECT count(*) AS n FROM land_unit")
      try Self.append(evidence.layer, evidence.unit, to: &known)
      guard try database.rows(known, { row throws(TiankanError) in row.integer(0) }) == [1] else {
        throw TiankanError(
          .notFound, "there is no such land unit in the ledger; check layer and identifier",
          subject: "\(evidence.layer):\(evidence.unit)")
      }
      var row = RowInserter(LedgerTables.unitEvidence, database, reference: reference)
      row.beginRow()
      row.add(try next("serial", in: "unit_evidence"))
      try row.add(evidence.layer)
      try row.add(evidence.unit)
      try row.add(evidence.time)
      try row.add(evidence.person)
      try row.add(evidence.attachment)
      row.endRow()
      try row.flush()
      return true
    }
  }

  /// What people brought from a land unit, in the order in which it was recorded; also where the unit is no longer in its layer.
  public borrowing func evidence(
    ofUnit unit: String, layer: String
  ) throws(TiankanError) -> [UnitEvidence] {
    var statement = SQLText(
      "SELECT layer, unit_id, time, person, attachment FROM unit_evidence")
    try Self.append(layer, unit, to: &statement)
    statement.append(" ORDER BY serial")
    return try database.rows(statement) { row throws(TiankanError) in
      UnitEvidence(
        layer: row.text(0), unit: row.text(1), time: row.text(2), person: row.text(3),
        attachment: row.text(4))
    }
  }

  private static func append(
    _ layer: String, _ unit: String, to statement: inout SQLText
  ) throws(TiankanError) {
    statement.append(" WHERE layer = ")
    try statement.append(text: layer)
    statement.append(" AND unit_id = ")
    try statement.append(text: unit)
  }
}
