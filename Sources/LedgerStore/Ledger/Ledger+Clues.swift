public import Diagnostics
import GeoIO
import Geometry
import Imagery
import Supervision

extension Ledger {
  private static let columns =
    "clue_key, tile, kind, anchor_date, anchor_row, anchor_column, finding, detection_state, "
    + "handling_state, public_number, priority, approval, county, unit_id, first_date, "
    + "provisional_date, confirmed_date, last_date, ended_date, hits, observations, pixels, area_m2, "
    + "net_m2, longitude, latitude, rule_set, geom"

  /// The clues that pass a filter, with their evidence and overlaps.
  ///
  /// - Throws: `.corrupt` for rows that this program cannot have written; errors of reading.
  ///
  /// - Parameter hasDetails: Whether evidence and overlaps are read too; maps need neither.
  public borrowing func clues(
    _ filter: ClueFilter = ClueFilter(), hasDetails: Bool = true
  ) throws(TiankanError) -> [ClueRow] {
    var statement = SQLText("SELECT \(Self.columns) FROM clue")
    try statement.append(conditionsOf: filter, database.address.kind)
    statement.append(words: " ORDER BY \(filter.order.columns)")
    if let limit = filter.limit {
      statement.append(words: " LIMIT \(max(0, limit)) OFFSET \(max(0, filter.offset))")
    }
    return try clues(statement, hasDetails: hasDetails)
  }

  /// The number of clues that pass a filter; its order and limit do not matter.
  public borrowing func clueCount(_ filter: ClueFilter = ClueFilter()) throws(TiankanError) -> Int {
    var statement = SQLText("SELECT count(*) AS n FROM clue")
    try statement.append(conditionsOf: filter, database.address.kind)
    let counts = try database.rows(statement) { row throws(TiankanError) in Int(row.integer(0)) }
    return counts.first ?? 0
  }

  /// The clues of some keys, however many; keys that no clue has now are passed over.
  public borrowing func clues(keys: [String]) throws(TiankanError) -> [ClueRow] {
    var rows: [ClueRow] = []
    for start in stride(from: 0, to: keys.count, by: 500) {
      var filter = ClueFilter()
      filter.keys = Array(keys[start..<min(start + 500, keys.count)])
      rows += try clues(filter)
    }
    return rows
  }

  /// A clue by its key, its public number, a former key or number of it, or the beginning of either; `county:` may
  /// stand before it.
  ///
  /// - Throws: `.notFound`; `.usage` where several clues fit, listing them; `.corrupt`.
  public borrowing func clue(_ id: String) throws(TiankanError) -> ClueRow {
    let parts = id.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let county = parts.count == 2 ? String(parts[0]) : nil
    let name = parts.count == 2 ? String(parts[1]) : id
    func found(_ condition: (inout SQLText) throws(TiankanError) -> Bool) throws(TiankanError)
      -> [ClueRow]
    {
      var statement = SQLText("SELECT \(Self.columns) FROM clue WHERE (")
      _ = try condition(&statement)
      statement.append(")")
      if let county {
        statement.append(" AND county = ")
        try statement.append(text: county)
      }
      statement.append(" ORDER BY clue_key LIMIT 11")
      return try clues(statement)
    }
    func equal(_ text: String) throws(TiankanError) -> [ClueRow] {
      try found { statement throws(TiankanError) -> Bool in
        statement.append("clue_key = ")
        try statement.append(text: text)
        statement.append(" OR public_number = ")
        try statement.append(text: text)
        return true
      }
    }
    var rows = try equal(name)
    if rows.isEmpty, let successor = try successor(of: name) { rows = try equal(successor) }
    if rows.isEmpty, !name.isEmpty {
      rows = try found { statement throws(TiankanError) -> Bool in
        for (index, column) in ["clue_key", "public_number"].enumerated() {
          if index > 0 { statement.append(" OR ") }
          statement.append(words: "substr(\(column), 1, \(name.unicodeScalars.count)) = ")
          try statement.append(text: name)
        }
        return true
      }
    }
    guard let first = rows.first else {
      throw TiankanError(
        .notFound, "there is no such clue; the ledger lists keys and public numbers", subject: id)
    }
    guard rows.count == 1 else {
      let names = rows.prefix(10).map { "\($0.clue.key)" }.joined(separator: ", ")
      throw TiankanError(
        .usage,
        "several clues fit; give one of them in full: \(names)\(rows.count > 10 ? " …" : "")",
        subject: id)
    }
    return first
  }

  /// The key under which a former key or a merged clue's number goes on; nil where the journal does not know it.
  private borrowing func successor(of name: String) throws(TiankanError) -> String? {
    var current = name
    var numbered = SQLText(
      "SELECT clue_key FROM event WHERE kind = 'numbered' AND public_number = ")
    try numbered.append(text: name)
    if let key = try database.rows(numbered, { row throws(TiankanError) in row.text(0) }).first {
      current = key
    }
    // Chains are as long as a clue was moved; a key cannot follow itself twice.
    var seen: Set<String> = [current]
    while true {
      var next = SQLText(
        "SELECT clue_key FROM event WHERE kind IN ('rekeyed', 'merged') AND other_key = ")
      try next.append(text: current)
      next.append(" ORDER BY serial DESC LIMIT 1")
      let keys = try database.rows(next) { row throws(TiankanError) in row.text(0) }
      guard let key = keys.first, seen.insert(key).inserted else {
        return current == name ? nil : current
      }
      current = key
    }
  }

  private borrowing func clues(
    _ statement: SQLText, hasDetails: Bool = true
  ) throws(TiankanError) -> [ClueRow] {
    let subject = address
    var rows = try database.rows(statement) { row throws(TiankanError) in
      guard let clue = try row.clueRow() else {
        throw TiankanError(
          .corrupt, "the ledger's clue \(row.text(0)) is damaged; restore a copy", subject: subject)
      }
      return clue
    }
    guard hasDetails else { return rows }
    // Hundreds of keys per statement: one query per clue would cost a journey each on a server.
    let positions = Dictionary(
      uniqueKeysWithValues: rows.enumerated().map { ("\($1.clue.key)", $0) })
    for start in stride(from: 0, to: rows.count, by: 500) {
      let keys = rows[start..<min(start + 500, rows.count)].map { "\($0.clue.key)" }
      try addDetails(of: keys, at: positions, to: &rows)
    }
    return rows
  }

  private borrowing func addDetails(
    of keys: [String], at positions: [String: Int], to rows: inout [ClueRow]
  ) throws(TiankanError) {
    var overlaps = SQLText(
      "SELECT clue_key, layer, unit_id, unit_name, overlap_m2, share_of_clue, share_of_unit "
        + "FROM clue_overlap WHERE clue_key IN ")
    try overlaps.append(list: keys)
    overlaps.append(" ORDER BY clue_key, position")
    let found = try database.rows(overlaps) { row throws(TiankanError) in
      (
        row.text(0),
        ClueOverlap(
          layer: row.text(1), unit: row.text(2), name: row.text(3),
          squareMetres: row.number(4) ?? 0, shareOfClue: row.number(5) ?? 0,
          shareOfUnit: row.number(6) ?? 0)
      )
    }
    for (key, overlap) in found {
      if let position = positions[key] { rows[position].clue.overlaps.append(overlap) }
    }
    var evidence = SQLText(
      "SELECT clue_key, kind, name, value, comparison, threshold, is_met, date, period "
        + "FROM clue_evidence WHERE clue_key IN ")
    try evidence.append(list: keys)
    evidence.append(" ORDER BY clue_key, position")
    let pieces = try database.rows(evidence) { row throws(TiankanError) in
      (
        key: row.text(0), isTest: row.text(1) == "test",
        test: ClueTest(
          name: row.text(2), value: row.number(3), comparison: row.text(4),
          threshold: row.number(5) ?? 0, isMet: row.isNull(6) ? nil : row.integer(6) != 0,
          date: row.date(7), period: row.text(8))
      )
    }
    for piece in pieces {
      guard let position = positions[piece.key] else { continue }
      if piece.isTest {
        rows[position].clue.tests.append(piece.test)
      } else {
        rows[position].clue.acquisitions.append(piece.test.name)
      }
    }
  }
}

extension DatabaseRow {
  /// A clue without evidence and overlaps; nil where a code is not known.
  fileprivate borrowing func clueRow() throws(TiankanError) -> ClueRow? {
    guard let key = clueKey(from: 1), let state = DetectionState(rawValue: text(7)),
      let handling = HandlingState(rawValue: text(8)), let first = date(14), let last = date(17),
      let priority = CluePriority(rawValue: text(10)),
      let approval = ApprovalRelation(rawValue: text(11))
    else { return nil }
    var clue = MonitoredClue(
      key: key, detectionState: state, finding: text(6), firstDate: first, lastDate: last,
      pixelCount: Int(integer(21)), squareMetres: number(22) ?? 0, outline: try area(),
      position: Coordinate(x: number(24) ?? 0, y: number(25) ?? 0), priority: priority,
      ruleSet: text(26))
    clue.provisionalDate = date(15)
    clue.confirmedDate = date(16)
    clue.endedDate = date(18)
    clue.hits = Int(integer(19))
    clue.observations = Int(integer(20))
    clue.netSquareMetres = number(23)
    clue.unit = textIfAny(13)
    clue.approval = approval
    clue.county = textIfAny(12)
    return ClueRow(clue: clue, publicNumber: textIfAny(9), handlingState: handling)
  }
}

extension ClueFilter.Order {
  fileprivate var columns: String {
    switch self {
    case .key: "clue_key"
    case .priority: "priority, area_m2 DESC, clue_key"
    case .area: "area_m2 DESC, clue_key"
    case .newest: "first_date DESC, clue_key"
    }
  }
}

extension SQLText {
  fileprivate mutating func append(
    conditionsOf filter: ClueFilter, _ kind: DatabaseAddress.Kind
  ) throws(TiankanError) {
    append(" WHERE 1 = 1")
    for (column, value) in [("tile", filter.tile), ("county", filter.county)] {
      guard let value else { continue }
      append(words: " AND \(column) = ")
      try append(text: value)
    }
    if let keys = filter.keys {
      append(keys.isEmpty ? " AND 1 = 0" : " AND clue_key IN ")
      if !keys.isEmpty { try append(list: keys) }
    }
    if let scope = filter.scope {
      append(scope.isEmpty ? " AND 1 = 0" : " AND county IN ")
      if !scope.isEmpty { try append(list: scope.sorted()) }
    }
    if !filter.hiddenHandling.isEmpty {
      append(" AND handling_state NOT IN ")
      try append(list: filter.hiddenHandling.map(\.rawValue).sorted())
    }
    for (words, day) in [
      (" AND first_date >= ", filter.firstDay.from), (" AND first_date <= ", filter.firstDay.to),
    ] {
      guard let day else { continue }
      append(words: words)
      try append(text: day.description)
    }
    if let text = filter.text, !text.isEmpty {
      let parts = ["clue_key", "public_number", "unit_id"].map { "lower(coalesce(\($0), ''))" }
      append(words: " AND (")
      for (index, part) in parts.enumerated() {
        if index > 0 { append(" OR ") }
        // Not LIKE, whose wildcards would have to be escaped.
        append(words: kind == .geoPackage ? "instr(\(part), " : "strpos(\(part), ")
        try append(text: text.lowercased())
        append(") > 0")
      }
      append(")")
    }
    let sets = [
      ("county", Array(filter.counties)), ("tile", Array(filter.tiles)),
      ("priority", filter.priorities.map(\.rawValue)), ("kind", filter.kinds.map(\.rawValue)),
      ("detection_state", filter.states.map(\.rawValue)),
      ("handling_state", filter.handling.map(\.rawValue)),
    ]
    for (column, values) in sets where !values.isEmpty {
      append(words: " AND \(column) IN ")
      try append(list: values.sorted())
    }
    if let unit = filter.unit {
      append(" AND clue_key IN (SELECT clue_key FROM clue_overlap WHERE layer = ")
      try append(text: unit.layer)
      append(" AND unit_id = ")
      try append(text: unit.id)
      append(")")
    }
    if let envelope = filter.envelope {
      append(" AND ")
      append(inside: envelope, of: "clue", kind)
    }
  }
}
