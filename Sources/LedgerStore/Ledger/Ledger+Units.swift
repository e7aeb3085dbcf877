public import Diagnostics
import GeoIO
public import Geometry
import Imagery
public import Supervision

extension Ledger {
  private static let unitColumns =
    "layer, unit_id, name, version, tile, county, gross_m2, net_m2, pure_pixels, attributes, geom"

  /// A land unit by `layer:id`, `county:id`, or the bare id where only one has it.
  ///
  /// - Parameters:
  ///   - id: The identifier.
  ///   - layers: The only layers to look in; nil for all.
  /// - Throws: `.notFound`; `.usage` where several units fit, listing them.
  public borrowing func landUnit(
    _ id: String, in layers: [String]? = nil
  ) throws(TiankanError) -> LandUnitRow {
    func found(_ name: String, _ prefix: String?) throws(TiankanError) -> [LandUnitRow] {
      var statement = SQLText("SELECT \(Self.unitColumns) FROM land_unit WHERE unit_id = ")
      try statement.append(text: name)
      if let prefix {
        statement.append(" AND (layer = ")
        try statement.append(text: prefix)
        statement.append(" OR county = ")
        try statement.append(text: prefix)
        statement.append(")")
      }
      if let layers {
        statement.append(" AND layer IN ")
        try statement.append(list: layers)
      }
      statement.append(" ORDER BY layer, unit_id LIMIT 11")
      return try units(statement)
    }
    // The whole text first: identifiers may contain colons.
    var rows = try found(id, nil)
    if rows.isEmpty, let mark = id.firstIndex(of: ":") {
      rows = try found(String(id[id.index(after: mark)...]), String(id[..<mark]))
    }
    guard let first = rows.first else {
      throw TiankanError(
        .notFound, "there is no such land unit in the ledger; check the identifier", subject: id)
    }
    guard rows.count == 1 else {
      let names = rows.prefix(10).map { "\($0.layer):\($0.id)" }.joined(separator: ", ")
      throw TiankanError(
        .usage, "several land units fit; name the layer: \(names)\(rows.count > 10 ? " …" : "")",
        subject: id)
    }
    return first
  }

  /// The land units of a layer or tile whose outline's rectangle meets a rectangle in the grid's CRS; nil does not
  /// restrict. Ordered by layer and identifier.
  ///
  /// - Parameters:
  ///   - sight: Whose counties may be seen.
  ///   - offset: How many units of the order are passed over; only with a limit.
  public borrowing func landUnits(
    layer: String? = nil, tile: String? = nil, county: String? = nil, meeting box: Envelope? = nil,
    limit: Int? = nil, sight: ClueSight = .all, offset: Int = 0
  ) throws(TiankanError) -> [LandUnitRow] {
    var statement = SQLText("SELECT \(Self.unitColumns) FROM land_unit WHERE 1 = 1")
    for (column, value) in [("layer", layer), ("tile", tile), ("county", county)] {
      guard let value else { continue }
      statement.append(words: " AND \(column) = ")
      try statement.append(text: value)
    }
    try statement.append(sight)
    if let box {
      statement.append(" AND ")
      statement.append(inside: box, of: "land_unit", database.address.kind)
    }
    statement.append(" ORDER BY layer, unit_id")
    if let limit {
      statement.append(words: " LIMIT \(max(0, limit)) OFFSET \(max(0, offset))")
    }
    return try units(statement)
  }

  /// The number of land units of a layer that meet a rectangle.
  public borrowing func landUnitCount(
    layer: String, meeting box: Envelope? = nil, sight: ClueSight = .all
  ) throws(TiankanError) -> Int {
    var statement = SQLText("SELECT count(*) AS n FROM land_unit WHERE layer = ")
    try statement.append(text: layer)
    try statement.append(sight)
    if let box {
      statement.append(" AND ")
      statement.append(inside: box, of: "land_unit", database.address.kind)
    }
    return try database.rows(statement) { row throws(TiankanError) in Int(row.integer(0)) }.first
      ?? 0
  }

  /// The layers that have land units, and the counties that land units and clues lie in.
  public borrowing func layersAndCounties() throws(TiankanError) -> (
    layers: [String], counties: [String]
  ) {
    let layers = try database.rows(
      SQLText("SELECT DISTINCT layer FROM land_unit ORDER BY layer")
    ) { row throws(TiankanError) in row.text(0) }
    let counties = try database.rows(
      SQLText(
        "SELECT county FROM clue WHERE county IS NOT NULL UNION "
          + "SELECT county FROM land_unit WHERE county IS NOT NULL ORDER BY 1")
    ) { row throws(TiankanError) in row.text(0) }
    return (layers, counties)
  }

  private borrowing func units(_ statement: SQLText) throws(TiankanError) -> [LandUnitRow] {
    let subject = address
    return try database.rows(statement) { row throws(TiankanError) in
      LandUnitRow(
        layer: row.text(0), id: row.text(1), name: row.textIfAny(2), version: row.text(3),
        tile: row.text(4), county: row.textIfAny(5), grossSquareMetres: row.number(6) ?? 0,
        netSquareMetres: row.number(7), purePixels: Int(row.integer(8)),
        attributes: try LedgerJSON.attributes(from: row.text(9), subject: subject),
        outline: try row.area())
    }
  }

  /// The observations of a land unit by ascending date; equal dates by acquisition.
  public borrowing func observations(
    of unit: LandUnitRow
  ) throws(TiankanError) -> [ObservationRow] {
    var statement = SQLText(
      "SELECT \(LedgerTables.observation.columnList) FROM observation WHERE tile = ")
    try statement.append(text: unit.tile)
    statement.append(" AND layer = ")
    try statement.append(text: unit.layer)
    statement.append(" AND unit_id = ")
    try statement.append(text: unit.id)
    statement.append(" ORDER BY tile, layer, unit_id, date, acquisition")
    let subject = address
    return try database.rows(statement) { row throws(TiankanError) in
      guard let observation = row.observation() else {
        throw TiankanError(
          .corrupt, "an observation of \(row.text(2)) is damaged; restore a copy", subject: subject)
      }
      return observation
    }
  }

  /// What detectors said of a land unit, by kind and period.
  public borrowing func results(of unit: LandUnitRow) throws(TiankanError) -> [UnitResultRow] {
    var statement = SQLText(
      "SELECT \(LedgerTables.unitResult.columnList) FROM unit_result WHERE tile = ")
    try statement.append(text: unit.tile)
    statement.append(" AND layer = ")
    try statement.append(text: unit.layer)
    statement.append(" AND unit_id = ")
    try statement.append(text: unit.id)
    statement.append(" ORDER BY kind, period")
    let subject = address
    return try database.rows(statement) { row throws(TiankanError) in
      guard let kind = ClueKind(rawValue: row.text(3)) else {
        throw TiankanError(
          .corrupt, "a result of \(row.text(2)) is damaged; restore a copy", subject: subject)
      }
      return UnitResultRow(
        tile: row.text(0), layer: row.text(1), unit: row.text(2), kind: kind, period: row.text(4),
        state: row.text(5), ruleSet: row.text(6),
        tests: try LedgerJSON.tests(from: row.text(7), subject: subject))
    }
  }

  /// How many results of a kind are in which state, per tile: the decided share and its gaps.
  public borrowing func resultCounts(
    tile: String? = nil, kind: ClueKind? = nil
  ) throws(TiankanError) -> [ResultCount] {
    var statement = SQLText(
      "SELECT tile, kind, period, state, count(*) AS n FROM unit_result WHERE 1 = 1")
    for (column, value) in [("tile", tile), ("kind", kind?.rawValue)] {
      guard let value else { continue }
      statement.append(words: " AND \(column) = ")
      try statement.append(text: value)
    }
    statement.append(" GROUP BY tile, kind, period, state ORDER BY tile, kind, period, state")
    return try database.rows(statement) { row throws(TiankanError) in
      ResultCount(
        tile: row.text(0), kind: row.text(1), period: row.text(2), state: row.text(3),
        count: Int(row.integer(4)))
    }
  }
}

extension SQLText {
  fileprivate mutating func append(_ sight: ClueSight) throws(TiankanError) {
    guard let counties = sight.counties else { return }
    append(counties.isEmpty ? " AND 1 = 0" : " AND county IN ")
    if !counties.isEmpty { try append(list: counties.sorted()) }
  }
}

extension DatabaseRow {
  fileprivate borrowing func stored(_ column: Int) -> Int16 {
    isNull(column) ? .min : Int16(truncatingIfNeeded: integer(column))
  }

  fileprivate borrowing func observation() -> ObservationRow? {
    guard let date = date(3) else { return nil }
    var row = ObservationRow(
      tile: text(0), layer: text(1), unit: text(2), date: date, acquisition: text(4),
      clearShare: stored(5))
    var numbers = row.indices
    for index in numbers.indices {
      let column = 6 + 4 * index
      numbers[index] = IndexNumbers(
        mean: stored(column), median: stored(column + 1), lowerQuartile: stored(column + 2),
        upperQuartile: stored(column + 3))
    }
    row.indices = numbers
    for index in row.coverClasses.indices { row.coverClasses[index] = stored(46 + index) }
    row.bareShare = stored(51)
    row.waterShare = stored(52)
    return row
  }
}
