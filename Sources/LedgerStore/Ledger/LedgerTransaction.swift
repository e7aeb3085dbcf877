import Diagnostics
import GeoIO
import Supervision

/// The writing of one generation: derived rows as they come, in bounded memory.
///
/// Rows may come in any order. What is kept in memory is a few dozen bytes per clue.
public struct LedgerTransaction: ~Copyable {
  /// The generation that is being made.
  public let generation: Int
  /// What the journal will say about the run; counts, `finished` and exit status may still change.
  public var run: LedgerRun

  let database: FeatureDatabase
  let runNumber: Int
  let journal: JournalState
  let published: [ClueKey: ClueLifeCycle.Published]
  var found: [ClueLifeCycle.Found] = []
  var counties: [ClueKey: String] = [:]
  var pendingKeys: [String] = []

  var scenes: RowInserter
  var units: RowInserter
  /// Made with the first row, since a table must be there for it.
  var observations: TableAppender?
  var results: RowInserter
  var ruleSets: RowInserter
  var clues: RowInserter
  var overlaps: RowInserter
  var evidence: RowInserter
  var events: RowInserter

  init(
    _ database: FeatureDatabase, reference: Int32, run: LedgerRun, generation: Int, runNumber: Int,
    scope: CommitScope, journal: JournalState, published: [ClueKey: ClueLifeCycle.Published]
  ) {
    self.database = database
    self.run = run
    self.generation = generation
    self.runNumber = runNumber
    self.journal = journal
    self.published = published
    scenes = RowInserter(LedgerTables.scene, database, reference: reference)
    units = RowInserter(LedgerTables.landUnit, database, reference: reference)
    results = RowInserter(
      LedgerTables.unitResult, database, reference: reference, replaces: scope.keepsResults)
    ruleSets = RowInserter(LedgerTables.ruleSet, database, reference: reference)
    clues = RowInserter(LedgerTables.clue, database, reference: reference)
    overlaps = RowInserter(LedgerTables.clueOverlap, database, reference: reference)
    evidence = RowInserter(LedgerTables.clueEvidence, database, reference: reference)
    events = RowInserter(LedgerTables.event, database, reference: reference)
  }

  /// Removes what the commit replaces.
  func clear(_ scope: CommitScope) throws(TiankanError) {
    for table in ["scene", "rule_set", "clue_overlap", "clue_evidence"] {
      try database.execute(SQLText("DELETE FROM \(table)"))
    }
    if case .changes(let changes) = scope {
      try clear(changes)
      return
    }
    for table in ["land_unit", "observation", "unit_result"] {
      var statement = SQLText("DELETE FROM \(table)")
      if case .tiles(let tiles) = scope {
        guard !tiles.isEmpty else { continue }
        statement.append(" WHERE tile IN ")
        try statement.append(list: tiles)
        // Clues are always replaced as a whole, and so are the observations of their outlines.
        if table == "observation" { statement.append(" OR layer = 'clue'") }
      }
      try database.execute(statement)
    }
  }

  private func clear(_ changes: LedgerChanges) throws(TiankanError) {
    func delete(
      _ table: String, _ condition: (inout SQLText) throws(TiankanError) -> Void
    ) throws(TiankanError) {
      var statement = SQLText("DELETE FROM \(table) WHERE ")
      try condition(&statement)
      try database.execute(statement)
    }
    if !changes.replaced.isEmpty {
      for table in ["land_unit", "observation", "unit_result"] {
        try delete(table) { statement throws(TiankanError) in
          statement.append("tile IN ")
          try statement.append(list: changes.replaced)
          if table == "observation" { statement.append(" AND layer <> 'clue'") }
        }
      }
    }
    if !changes.examined.isEmpty {
      try delete("unit_result") { statement throws(TiankanError) in
        statement.append("tile IN ")
        try statement.append(list: changes.examined)
      }
    }
    if !changes.advanced.isEmpty {
      try delete("unit_result") { statement throws(TiankanError) in
        statement.append(words: "kind <> '\(ClueKind.abandonment.rawValue)' AND tile IN ")
        try statement.append(list: changes.advanced)
      }
    }
    for (tile, acquisitions) in changes.withdrawn.sorted(by: { $0.key < $1.key }) {
      try delete("observation") { statement throws(TiankanError) in
        statement.append("tile = ")
        try statement.append(text: tile)
        statement.append(" AND layer <> 'clue' AND acquisition IN ")
        try statement.append(list: acquisitions)
      }
    }
    if !changes.withdrawnFromClues.isEmpty {
      try delete("observation") { statement throws(TiankanError) in
        statement.append("layer = 'clue' AND acquisition IN ")
        try statement.append(list: changes.withdrawnFromClues)
      }
    }
    if changes.replacesClues {
      try delete("observation") { statement throws(TiankanError) in
        statement.append("layer = 'clue'")
      }
      return
    }
    for (tile, keys) in changes.clues.sorted(by: { $0.key < $1.key }) where !keys.isEmpty {
      try delete("observation") { statement throws(TiankanError) in
        statement.append("tile = ")
        try statement.append(text: tile)
        statement.append(" AND layer = 'clue' AND unit_id IN ")
        try statement.append(list: keys)
      }
    }
  }

  mutating func flush() throws(TiankanError) {
    try scenes.flush()
    try units.flush()
    try observations?.flush()
    try results.flush()
    try ruleSets.flush()
    try flushClues()
    try overlaps.flush()
    try evidence.flush()
  }

  /// Rows of clues that are already there give way to the new ones.
  mutating func flushClues() throws(TiankanError) {
    guard !pendingKeys.isEmpty else { return }
    var statement = SQLText("DELETE FROM clue WHERE written <> \(generation) AND clue_key IN ")
    try statement.append(list: pendingKeys)
    try database.execute(statement)
    pendingKeys = []
    try clues.flush()
  }
}

extension SQLText {
  /// Appends texts in parentheses.
  mutating func append(list texts: [String]) throws(TiankanError) {
    append("(")
    for (index, text) in texts.enumerated() {
      if index > 0 { append(", ") }
      try append(text: text)
    }
    append(")")
  }
}
