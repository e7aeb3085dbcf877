public import Diagnostics
import GeoIO
import Imagery
public import Supervision

// What people do with batches; each is one transaction.
extension Ledger {
  /// The public numbers that clues would get if they were issued now, in their order; those they have stay.
  ///
  /// Nothing is written: `issue` gives the numbers. They hold as long as the ledger is open for writing, because
  /// nobody else can write meanwhile.
  ///
  /// - Parameter year: The year of issuing, for clues that were not confirmed yet.
  public borrowing func publicNumbers(
    of clues: [ClueRow], year: Int
  ) throws(TiankanError) -> [String] {
    try checkWritable()
    let vocabulary = try Vocabulary.builtIn()
    var journal = try JournalState(database)
    var numbers: [String] = []
    for row in clues {
      if let number = row.publicNumber {
        numbers.append(number)
        continue
      }
      let digits = (row.clue.county ?? "").prefix(6)
      let county = digits + String(repeating: "0", count: 6 - digits.count)
      numbers.append(
        try journal.number(
          beginning: "\(county)\(year)\(vocabulary.code(of: row.clue.key.kind))"))
    }
    return numbers
  }

  /// Issues a batch: the row, a `numbered` event for each clue without a number, an `issued` event for each clue, and
  /// the handling state 已下发, in one transaction.
  ///
  /// - Throws: `.usage` where a clue is gone or was issued since it was looked up, `.duplicate` for a number that is
  ///   taken, `.empty` without clues; nothing has happened then.
  public borrowing func issue(_ batch: BatchRow) throws(TiankanError) {
    try checkWritable()
    guard !batch.entries.isEmpty else {
      throw TiankanError(
        .empty, "a batch needs at least one clue; propose shows which wait",
        subject: batch.number.county)
    }
    try inTransaction { () throws(TiankanError) -> Bool in
      if try batches(county: batch.number.county).contains(where: { $0.number == batch.number }) {
        throw TiankanError(
          .duplicate, "a batch of this number is issued already", subject: "\(batch.number)")
      }
      var journal = try JournalWriter(self, time: batch.issued)
      for entry in batch.entries {
        var statement = SQLText("SELECT handling_state, public_number FROM clue WHERE clue_key = ")
        try statement.append(text: entry.key)
        let found = try database.rows(statement) { row throws(TiankanError) in
          (handling: row.text(0), number: row.textIfAny(1))
        }
        guard let now = found.first, now.handling == HandlingState.notIssued.rawValue,
          now.number.map({ $0 == entry.number }) ?? true
        else {
          throw TiankanError(
            .usage, "the clue is gone or was issued meanwhile; propose the batch again",
            subject: entry.number)
        }
        if now.number == nil { try journal.add(entry.key, .numbered, number: entry.number) }
        try journal.add(
          entry.key, .issued, handling: .issued,
          detail: [("batch", "\(batch.number)"), ("number", entry.number)])
        try journal.materialise(entry.key, handling: .issued, number: entry.number)
      }
      try journal.flush()
      try insert(batch)
      return true
    }
  }

  private borrowing func insert(_ batch: BatchRow) throws(TiankanError) {
    let entries = batch.entries.map { entry in
      LedgerJSON.object([
        ("key", LedgerJSON.quoted(entry.key)), ("number", LedgerJSON.quoted(entry.number)),
        ("priority", LedgerJSON.quoted(entry.priority)), ("cell", LedgerJSON.quoted(entry.cell)),
        ("responsible", LedgerJSON.quoted(entry.responsible)),
      ])
    }
    var row = RowInserter(LedgerTables.batch, database, reference: reference)
    row.beginRow()
    try row.add("\(batch.number)")
    try row.add(batch.number.county)
    try row.add(batch.issued)
    try row.add("\(batch.deadline)")
    try row.add(batch.gridCell)
    try row.add(batch.responsible)
    try row.add("[" + entries.joined(separator: ",") + "]")
    try row.add(batch.snapshotHash)
    row.add(batch.generation)
    row.add(batch.isTrial ? 1 : 0)
    row.add(batch.heldBack)
    row.endRow()
    try row.flush()
  }

  /// Records what a county answered about clues of a batch: verdicts, events, and the handling state 县级反馈.
  ///
  /// - Parameter answers: One per clue; `answer` of each verdict names the batch. The key is looked up by the number.
  /// - Throws: `.usage` for a closed batch or a number that is not in it; nothing has happened then.
  public borrowing func record(
    _ answers: [Verdict], of number: BatchNumber
  ) throws(TiankanError) {
    try checkWritable()
    let batch = try batch(number)
    let known = Dictionary(
      batch.entries.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
    try inTransaction { () throws(TiankanError) -> Bool in
      try refuseClosed(number)
      var verdicts: [Verdict] = []
      for answer in answers {
        guard let line = answer.answer, line.batch == number, known[line.number] != nil else {
          throw TiankanError(
            .usage, "this number is not in the batch \(number); check the file",
            subject: answer.answer?.number)
        }
        var verdict = answer
        // The clue may have got another key since, or be gone; the number stays.
        verdict.clue = try key(ofNumber: line.number) ?? answer.clue
        verdicts.append(verdict)
      }
      try insert(verdicts)
      return true
    }
  }

  /// Closes a batch. Clues without an answer need a stated reason; they wait for another batch again (未下发).
  ///
  /// - Returns: The closing, with the numbers of clues that were not answered.
  /// - Throws: `.usage` where clues are unanswered without a reason, or the batch is closed already.
  public borrowing func close(
    _ number: BatchNumber, time: String, person: String, reason: String
  ) throws(TiankanError) -> BatchClosing {
    try checkWritable()
    let batch = try batch(number)
    return try inTransaction { () throws(TiankanError) -> BatchClosing in
      try refuseClosed(number)
      let answered = Set(try fieldChecks().filter { $0.batch == number }.map(\.number))
      let open = batch.entries.filter { !answered.contains($0.number) }
      guard open.isEmpty || !reason.isEmpty else {
        let names = open.prefix(10).map(\.number).joined(separator: ", ")
        throw TiankanError(
          .usage,
          "\(open.count) clues are not answered; import the answers, or state a reason: \(names)\(open.count > 10 ? " …" : "")",
          subject: "\(number)")
      }
      var journal = try JournalWriter(self, time: time)
      for entry in open {
        let key = try key(ofNumber: entry.number)?.description ?? entry.key
        try journal.add(
          key, .handled, handling: .notIssued,
          detail: [("batch", "\(number)"), ("number", entry.number), ("reason", reason)])
        try journal.materialise(key, handling: .notIssued)
      }
      try journal.flush()
      let closing = BatchClosing(
        batch: number, time: time, person: person, reason: reason,
        answered: batch.entries.count - open.count, unanswered: open.map(\.number))
      try insert(closing)
      return closing
    }
  }

  private borrowing func insert(_ closing: BatchClosing) throws(TiankanError) {
    var row = RowInserter(LedgerTables.batchClosing, database, reference: reference)
    row.beginRow()
    try row.add("\(closing.batch)")
    try row.add(closing.time)
    try row.add(closing.person)
    try row.add(closing.reason)
    row.add(closing.answered)
    try row.add("[" + closing.unanswered.map(LedgerJSON.quoted).joined(separator: ",") + "]")
    row.endRow()
    try row.flush()
  }

  private borrowing func refuseClosed(_ number: BatchNumber) throws(TiankanError) {
    guard try closings().contains(where: { $0.batch == number }) else { return }
    throw TiankanError(
      .usage, "the batch is closed; answers belong to an open one", subject: "\(number)")
  }

  /// The key under which a public number goes now; nil where the clue is gone.
  private borrowing func key(ofNumber number: String) throws(TiankanError) -> ClueKey? {
    var statement = SQLText(
      "SELECT tile, kind, anchor_date, anchor_row, anchor_column FROM clue WHERE public_number = ")
    try statement.append(text: number)
    return try database.rows(statement) { row throws(TiankanError) in row.clueKey(from: 0) }
      .compactMap { $0 }.first
  }
}
