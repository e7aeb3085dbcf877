public import Diagnostics
import Foundation
import GeoIO
public import Supervision

// What people did with a clue, and how two of them do not overwrite each other.
extension Ledger {
  /// How far the ledger has come; one small query.
  public borrowing func mark() throws(TiankanError) -> LedgerMark {
    let subject = address
    let found = try database.rows(
      SQLText(
        "SELECT (SELECT value FROM meta WHERE name = 'generation') AS generation, "
          + "(SELECT coalesce(max(serial), 0) FROM event) AS last")
    ) { row throws(TiankanError) -> LedgerMark in
      guard let generation = Int(row.text(0)) else {
        throw TiankanError(
          .corrupt, "the table meta of the ledger is damaged; restore a copy", subject: subject)
      }
      return LedgerMark(generation: generation, lastEvent: Int(row.integer(1)))
    }
    return found.first ?? LedgerMark(generation: 0, lastEvent: 0)
  }

  /// The version of what people say about a clue: the serial of the last event that is theirs; 0 before the first.
  public borrowing func handlingVersion(of key: ClueKey) throws(TiankanError) -> Int {
    var statement = SQLText(
      "SELECT coalesce(max(serial), 0) AS n FROM event WHERE run = 0 AND clue_key IN ")
    try statement.append(list: try keys(of: key))
    return try database.rows(statement) { row throws(TiankanError) in Int(row.integer(0)) }.first
      ?? 0
  }

  /// Records what a person says about a clue if nobody else has said anything since it was read.
  ///
  /// - Parameter version: What `handlingVersion` gave when it was read.
  /// - Returns: The version from now on.
  /// - Throws: `.outdated` where somebody was faster; `.notFound` for a key that no clue has now; `.locked` while another
  ///   writes for longer than the database waits; nothing has happened then.
  public borrowing func record(
    _ verdict: Verdict, expecting version: Int
  ) throws(TiankanError) -> Int {
    guard access != .reading else {
      throw TiankanError(
        .usage, "the ledger is open for reading; open it for recording", subject: address)
    }
    return try inTransaction { () throws(TiankanError) -> Int in
      let key = verdict.clue.description
      var known = SQLText("SELECT count(*) AS n FROM clue WHERE clue_key = ")
      try known.append(text: key)
      guard try database.rows(known, { row throws(TiankanError) in row.integer(0) }) == [1] else {
        throw TiankanError(
          .notFound, "there is no such clue now; look up its present key", subject: key)
      }
      guard try handlingVersion(of: verdict.clue) == version else {
        throw TiankanError(
          .outdated, "somebody recorded something about this clue meanwhile; read it again",
          subject: key)
      }
      try insert([verdict])
      return try handlingVersion(of: verdict.clue)
    }
  }

  /// What people did with a clue under its present key and those before, in the order in which it was recorded.
  public borrowing func handling(of key: ClueKey) throws(TiankanError) -> [HandlingEntry] {
    struct Said {
      var person: String
      var role: String
      var remark: String
      var attachments: [String]
    }
    struct Detail: Decodable {
      var batch: String?
      var result: String?
      var checked: String?
    }
    let subject = address
    var statement = SQLText(
      "SELECT clue_key, person, role, remark, attachments FROM verdict WHERE clue_key IN ")
    try statement.append(list: try keys(of: key))
    statement.append(" ORDER BY serial")
    var said: [String: [Said]] = [:]
    for (clue, one) in try database.rows(
      statement,
      { row throws(TiankanError) in
        (
          row.text(0),
          Said(
            person: row.text(1), role: row.text(2), remark: row.text(3),
            attachments: try Self.decoded(row.text(4), subject))
        )
      })
    {
      said[clue, default: []].append(one)
    }
    var entries: [HandlingEntry] = []
    var taken: [String: Int] = [:]
    var state: HandlingState?
    for event in try events(of: key) where event.run == 0 && event.handlingState != nil {
      guard let to = event.handlingState else { continue }
      let detail: Detail = try Self.decoded(event.detail, subject)
      var entry = HandlingEntry(
        serial: event.serial, time: event.time, person: nil, role: nil,
        from: state ?? (event.kind == .issued ? .notIssued : nil), to: to,
        result: detail.result.flatMap { FieldResult(rawValue: $0) }, checked: detail.checked,
        batch: detail.batch, remark: "", attachments: [])
      // A verdict and its event are written together, so that the n-th of a key belongs to the n-th.
      if event.kind == .handled {
        let position = taken[event.clue, default: 0]
        taken[event.clue] = position + 1
        if let one = said[event.clue], position < one.count {
          entry.person = one[position].person
          entry.role = one[position].role
          entry.remark = one[position].remark
          entry.attachments = one[position].attachments
        }
      }
      state = to
      entries.append(entry)
    }
    return entries
  }

  /// The batch in which a clue waits for an answer: the last one that names its number and is not closed.
  public borrowing func openBatch(
    ofNumber number: String, county: String
  ) throws(TiankanError) -> BatchRow? {
    let closed = Set(try closings().map(\.batch))
    return try batches(county: county).last { batch in
      !closed.contains(batch.number) && batch.entries.contains { $0.number == number }
    }
  }

  /// What people attached to any clue, in the order in which it was recorded.
  public borrowing func allAttachments() throws(TiankanError) -> [String] {
    let subject = address
    return try database.rows(
      SQLText("SELECT attachments FROM verdict WHERE attachments <> '[]' ORDER BY serial")
    ) { row throws(TiankanError) -> [String] in
      try Self.decoded(row.text(0), subject)
    }.flatMap { $0 }
  }

  /// The events after a serial, in their order.
  public borrowing func events(
    after serial: Int, limit: Int
  ) throws(TiankanError) -> [EventRow] {
    try events(SQLText(" WHERE serial > \(serial)"), limit: limit)
  }

  private static func decoded<Content: Decodable>(
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
