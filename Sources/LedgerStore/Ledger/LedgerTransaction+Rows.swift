public import Diagnostics
import GeoIO
import Imagery
import Supervision

extension LedgerTransaction {
  /// Adds a scene.
  public mutating func append(_ scene: SceneRow) throws(TiankanError) {
    scenes.beginRow()
    try scenes.add(scene.acquisition.description)
    try scenes.add(scene.acquisition.platform)
    try scenes.add(scene.acquisition.sensor)
    try scenes.add(scene.acquisition.tile)
    try scenes.add(scene.acquisition.sensed.map { "\($0)" } ?? "")
    try scenes.add(scene.version.baseline)
    try scenes.add(scene.version.processed)
    try scenes.add(scene.profile)
    try scenes.add(scene.scaling)
    try scenes.add(scene.quality)
    for share in [scene.usableShare, scene.cloudShare, scene.shadowShare, scene.noDataShare] {
      scenes.add(share.map { Int($0) })
    }
    try scenes.add(scene.status.rawValue)
    try scenes.add(scene.reason)
    try scenes.add(scene.contentHash)
    guard !scene.path.hasPrefix("/") else {
      throw TiankanError(
        .bug, "a scene's path in the ledger must be relative to the catalog", subject: scene.path)
    }
    try scenes.add(scene.path)
    scenes.endRow()
    if scenes.isFull { try scenes.flush() }
  }

  /// Adds a land unit.
  public mutating func append(_ unit: LandUnitRow) throws(TiankanError) {
    units.beginRow()
    try units.add(unit.layer)
    try units.add(unit.id)
    try units.add(unit.name)
    try units.add(unit.version)
    try units.add(unit.tile)
    try units.add(unit.county)
    try units.add(unit.grossSquareMetres, places: 2)
    try units.add(unit.netSquareMetres, places: 2)
    units.add(unit.purePixels)
    try units.add(LedgerJSON.attributes(unit.attributes))
    units.add(unit.outline)
    units.endRow()
    if units.isFull { try units.flush() }
  }

  /// Adds an observation; made for millions.
  public mutating func append(_ row: ObservationRow) throws(TiankanError) {
    if observations == nil {
      observations = try TableAppender(
        LedgerTables.observation.name, columns: LedgerTables.observation.columns.map(\.name),
        in: database)
    }
    try observations?.append(row)
  }

  /// Adds what a detector says of a land unit in a period.
  public mutating func append(_ row: UnitResultRow) throws(TiankanError) {
    try append(EncodedUnitResult(row))
  }

  /// Adds what a detector says of a land unit in a period.
  public mutating func append(_ row: EncodedUnitResult) throws(TiankanError) {
    results.beginRow()
    for column in row.columns { try results.add(column) }
    results.endRow()
    if results.isFull { try results.flush() }
  }

  /// Adds rules that were applied.
  public mutating func append(_ row: RuleSetRow) throws(TiankanError) {
    ruleSets.beginRow()
    try ruleSets.add(row.name)
    try ruleSets.add(row.version)
    try ruleSets.add(row.jurisdiction)
    try ruleSets.add(row.contentHash)
    try ruleSets.add(row.document)
    ruleSets.endRow()
  }

  /// Removes the observations of an acquisition, which a higher version superseded.
  public mutating func removeObservations(acquisition: String) throws(TiankanError) {
    try observations?.flush()
    var statement = SQLText("DELETE FROM observation WHERE acquisition = ")
    try statement.append(text: acquisition)
    try database.execute(statement)
  }
}

extension TableAppender {
  fileprivate mutating func append(_ row: ObservationRow) throws(TiankanError) {
    try add(row.tile)
    try add(row.layer)
    try add(row.unit)
    try add(row.date.description)
    try add(row.acquisition)
    add(Int(row.clearShare))
    let numbers = row.indices
    for index in numbers.indices {
      add(stored: numbers[index].mean)
      add(stored: numbers[index].median)
      add(stored: numbers[index].lowerQuartile)
      add(stored: numbers[index].upperQuartile)
    }
    for index in row.coverClasses.indices { add(Int(row.coverClasses[index])) }
    add(stored: row.bareShare)
    add(stored: row.waterShare)
    try endRow()
  }

  /// −32768 is no data.
  private mutating func add(stored number: Int16) {
    add(number == .min ? nil : Int(number))
  }
}
