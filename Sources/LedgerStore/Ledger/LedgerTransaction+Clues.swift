public import Diagnostics
import GeoIO
import Geometry
import Imagery
public import Supervision

extension LedgerTransaction {
  /// Adds a clue. All clues of the ledger are given in each commit; one that is not given is gone.
  ///
  /// - Throws: `.duplicate` for a key that was given before, in this call or when the transaction ends.
  public mutating func append(_ clue: MonitoredClue) throws(TiankanError) {
    let key = clue.key.description
    let old = published[clue.key]
    found.append(
      ClueLifeCycle.Found(
        key: clue.key, state: clue.detectionState, confirmedDate: clue.confirmedDate,
        squareMetres: clue.squareMetres))
    if clue.confirmedDate != nil { counties[clue.key] = clue.county ?? "" }
    pendingKeys.append(key)
    clues.beginRow()
    try clues.add(key)
    try clues.add(clue.key.kind.rawValue)
    try clues.add(clue.finding)
    try clues.add(clue.detectionState.rawValue)
    try clues.add((journal.handling[key] ?? .notIssued).rawValue)
    try clues.add(journal.numbers[key])
    try clues.add(clue.priority.rawValue)
    try clues.add(clue.approval.rawValue)
    try clues.add(clue.county)
    try clues.add(clue.key.tile)
    try clues.add(clue.unit)
    try clues.add(clue.firstDate.description)
    try clues.add(clue.provisionalDate?.description)
    try clues.add(clue.confirmedDate?.description)
    try clues.add(clue.lastDate.description)
    try clues.add(clue.endedDate?.description)
    clues.add(clue.hits)
    clues.add(clue.observations)
    clues.add(clue.pixelCount)
    try clues.add(clue.squareMetres, places: 2)
    try clues.add(clue.netSquareMetres, places: 2)
    try clues.add(clue.position.x, places: 7)
    try clues.add(clue.position.y, places: 7)
    try clues.add(clue.ruleSet)
    try clues.add(clue.key.firstDate?.description)
    clues.add(clue.key.row)
    clues.add(clue.key.column)
    try clues.add(old?.squareMetres ?? clue.squareMetres, places: 2)
    clues.add(generation)
    clues.add(clue.outline)
    clues.endRow()
    if clues.isFull { try flushClues() }
    try append(clue.overlaps, of: key)
    try append(clue.tests, clue.acquisitions, of: key)
  }

  private mutating func append(_ rows: [ClueOverlap], of key: String) throws(TiankanError) {
    for (position, overlap) in rows.enumerated() {
      overlaps.beginRow()
      try overlaps.add(key)
      overlaps.add(position)
      try overlaps.add(overlap.layer)
      try overlaps.add(overlap.unit)
      try overlaps.add(overlap.name)
      try overlaps.add(overlap.squareMetres, places: 2)
      try overlaps.add(overlap.shareOfClue, places: 6)
      try overlaps.add(overlap.shareOfUnit, places: 6)
      overlaps.endRow()
    }
    if overlaps.isFull { try overlaps.flush() }
  }

  /// Tests and acquisitions share a table: each is a piece of evidence at its position.
  private mutating func append(
    _ tests: [ClueTest], _ acquisitions: [String], of key: String
  ) throws(TiankanError) {
    var position = 0
    for test in tests {
      evidence.beginRow()
      try evidence.add(key)
      evidence.add(position)
      try evidence.add("test")
      try evidence.add(test.name)
      try evidence.add(test.value, places: 6)
      try evidence.add(test.comparison)
      try evidence.add(test.threshold, places: 6)
      evidence.add(test.isMet.map { $0 ? 1 : 0 })
      try evidence.add(test.date?.description)
      try evidence.add(test.period)
      evidence.endRow()
      position += 1
    }
    for acquisition in acquisitions {
      evidence.beginRow()
      try evidence.add(key)
      evidence.add(position)
      try evidence.add("acquisition")
      try evidence.add(acquisition)
      try evidence.add(nil as Double?, places: 6)
      try evidence.add(nil as String?)
      try evidence.add(nil as Double?, places: 6)
      evidence.add(nil as Int?)
      try evidence.add(nil as String?)
      try evidence.add(nil as String?)
      evidence.endRow()
      position += 1
    }
    if evidence.isFull { try evidence.flush() }
  }
}
