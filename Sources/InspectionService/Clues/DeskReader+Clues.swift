import Diagnostics
import Geometry
import LedgerStore
import Reporting
import Supervision

extension DeskReader {
  /// A clue by its key or public number, present or former, if somebody may see it.
  ///
  /// - Throws: `.notFound`, with the same words for a clue that is not there and for one that is not theirs to see.
  func clue(_ id: String, _ sight: ClueSight) throws(TiankanError) -> ClueRow {
    let missing = TiankanError(.notFound, "there is no such clue; the list has keys and numbers")
    let row: ClueRow
    do throws(TiankanError) {
      row = try ledger.clue(id)
    } catch  where [.notFound, .usage, .malformed].contains(error.code) {
      throw missing
    }
    let names = ["\(row.clue.key)", row.publicNumber ?? ""]
    // The beginning of a key is good enough on a command line, and would tell here which keys there are.
    let isWhole = names.contains(id) || !names.contains { $0.hasPrefix(id) }
    guard isWhole, sight.shows(row) else { throw missing }
    return row
  }

  /// A clue as a line of the list.
  func line(_ row: ClueRow) throws(TiankanError) -> JSONText {
    let summary = try reporter.summary(of: row)
    do {
      guard case .raw(let text) = try JSONText(encoding: summary) else { return .null }
      // The row of reports, and what only lists need.
      let more: JSONText = [
        "county": JSONText(row.clue.county), "unit": JSONText(row.clue.unit),
        "tile": .text(row.clue.key.tile),
      ]
      return .raw(text.dropLast() + [UInt8(ascii: ",")] + more.bytes.dropFirst())
    } catch {
      throw TiankanError(.bug, "the row cannot be written as JSON", cause: "\(error)")
    }
  }

  /// A clue on the map.
  func feature(_ row: ClueRow, isPoint: Bool) throws(TiankanError) -> JSONText {
    let outline = try world(row.clue.outline)
    let geometry =
      isPoint
      ? GeoJSONText.point(row.clue.position) : GeoJSONText.outline(outline)
    return [
      "type": "Feature", "id": .text("\(row.clue.key)"), "geometry": geometry,
      "properties": Self.properties(of: row),
    ]
  }

  /// What the map, OGC clients and filters know of a clue.
  static func properties(of row: ClueRow) -> JSONText {
    let clue = row.clue
    return [
      "key": .text("\(clue.key)"), "public_number": JSONText(row.publicNumber),
      "kind": .text(clue.key.kind.rawValue), "finding": .text(clue.finding),
      "detection_state": .text(clue.detectionState.rawValue),
      "handling_state": .text(row.handlingState.rawValue),
      "priority": .text(clue.priority.rawValue), "approval": .text(clue.approval.rawValue),
      "county": JSONText(clue.county), "tile": .text(clue.key.tile), "unit": JSONText(clue.unit),
      "square_metres": .number(clue.squareMetres), "first_date": .text("\(clue.firstDate)"),
      "last_date": .text("\(clue.lastDate)"),
    ]
  }
}
