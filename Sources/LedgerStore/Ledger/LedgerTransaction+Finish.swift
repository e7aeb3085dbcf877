import Diagnostics
import GeoIO
import Geometry
import Imagery
import Supervision

extension LedgerTransaction {
  /// Compares with what was published, writes events, numbers and the run, and removes what is gone.
  mutating func finish(
    _ lifeCycle: ClueLifeCycle, _ vocabulary: Vocabulary
  ) throws(TiankanError) -> CommitOutcome {
    try flush()
    var state = journal
    let generation = generation
    let database = database
    let journal = journal
    let changes = try lifeCycle.changes(
      from: Array(published.values), to: found,
      wasWithdrawn: { journal.withdrawn.contains("\($0)") },
      successor: { journal.successor(of: "\($0)").flatMap { ClueKey($0) } },
      covers: { key throws(TiankanError) -> [ClueLifeCycle.Cover] in
        try ClueCovers.of(key, in: database, generation: generation)
      })
    var counts: [ClueEvent: Int] = [:]
    for change in changes {
      let key = change.key.description
      let other = change.other?.description
      state.replay(key, change.event, other: other, number: nil, handling: nil)
      try write(
        change, key, other, serial: state.nextSerial(), number: nil)
      counts[change.event, default: 0] += 1
      try materialise(change, key, state)
    }
    counts[.numbered] = try number(&state, vocabulary)
    if counts[.numbered] == 0 { counts[.numbered] = nil }
    try events.flush()
    try database.execute(SQLText("DELETE FROM clue WHERE written <> \(generation)"))
    try writeRun()
    try database.execute(
      SQLText("UPDATE meta SET value = '\(generation)' WHERE name = 'generation'"))
    if database.address.kind == .geoPackage { try updateExtents() }
    return CommitOutcome(
      generation: generation, run: runNumber, events: counts, clues: found.count)
  }

  private var time: String { run.finished.isEmpty ? run.started : run.finished }

  private mutating func write(
    _ change: ClueChange, _ key: String, _ other: String?, serial: Int, number: String?
  ) throws(TiankanError) {
    events.beginRow()
    events.add(serial)
    events.add(runNumber)
    events.add(generation)
    try events.add(time)
    try events.add(key)
    try events.add(change.event.rawValue)
    try events.add(other)
    try events.add(change.from?.rawValue)
    try events.add(change.to?.rawValue)
    try events.add(change.squareMetres, places: 2)
    try events.add(change.previousSquareMetres, places: 2)
    try events.add(number)
    try events.add(nil as String?)
    try events.add("{}")
    events.endRow()
    if events.isFull { try events.flush() }
  }

  /// Brings the row of a clue up to date with an event.
  private func materialise(
    _ change: ClueChange, _ key: String, _ state: JournalState
  ) throws(TiankanError) {
    var statement = SQLText("UPDATE clue SET ")
    switch change.event {
    case .rekeyed:
      statement.append("public_number = ")
      if let number = state.numbers[key] {
        try statement.append(text: number)
      } else {
        statement.append("NULL")
      }
      statement.append(", handling_state = ")
      try statement.append(text: (state.handling[key] ?? .notIssued).rawValue)
      if let old = change.other.flatMap({ published[$0] }) {
        statement.append(", reported_m2 = ")
        try statement.append(decimal: old.squareMetres, places: 2)
      }
    case .grown, .shrunk:
      statement.append("reported_m2 = ")
      try statement.append(decimal: change.squareMetres ?? 0, places: 2)
    default: return
    }
    statement.append(" WHERE clue_key = ")
    try statement.append(text: key)
    statement.append(words: " AND written = \(generation)")
    try database.execute(statement)
  }

  /// Gives numbers to confirmed clues that have none, in the order of their keys.
  private mutating func number(
    _ state: inout JournalState, _ vocabulary: Vocabulary
  ) throws(TiankanError) -> Int {
    var given = 0
    let confirmed = found.filter { $0.confirmedDate != nil }.map { (clue: $0, key: "\($0.key)") }
    for entry in confirmed.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      guard state.numbers[entry.key] == nil, let date = entry.clue.confirmedDate else { continue }
      // County codes have six digits; a place without one counts under zeros.
      let digits = (counties[entry.clue.key] ?? "").prefix(6)
      let county = digits + String(repeating: "0", count: 6 - digits.count)
      let year = date.description.prefix(4)
      let number = try state.number(
        beginning: "\(county)\(year)\(vocabulary.code(of: entry.clue.key.kind))")
      state.replay(entry.key, .numbered, other: nil, number: number, handling: nil)
      try write(
        ClueChange(key: entry.clue.key, event: .numbered), entry.key, nil,
        serial: state.nextSerial(), number: number)
      var statement = SQLText("UPDATE clue SET public_number = ")
      try statement.append(text: number)
      statement.append(" WHERE clue_key = ")
      try statement.append(text: entry.key)
      statement.append(words: " AND written = \(generation)")
      try database.execute(statement)
      given += 1
    }
    return given
  }

  private func writeRun() throws(TiankanError) {
    var row = RowInserter(LedgerTables.run, database, reference: 0)
    row.beginRow()
    row.add(runNumber)
    row.add(generation)
    try row.add(run.started)
    try row.add(time)
    try row.add(run.program)
    try row.add(run.configurationHash)
    try row.add(run.until?.description)
    try row.add(LedgerJSON.counts(run.counts))
    row.add(run.exitStatus)
    row.endRow()
    try row.flush()
  }

  /// Readers such as QGIS take a layer's extent from the contents of the file.
  private func updateExtents() throws(TiankanError) {
    for table in ["clue", "land_unit"] {
      let sides = [
        ("min_x", "min(minx)"), ("min_y", "min(miny)"), ("max_x", "max(maxx)"),
        ("max_y", "max(maxy)"),
      ]
      let values = sides.map { "\($0.0) = (SELECT \($0.1) FROM rtree_\(table)_geom)" }
      try database.execute(
        SQLText(
          "UPDATE gpkg_contents SET \(values.joined(separator: ", ")) WHERE table_name = '\(table)'"
        ))
    }
  }
}
