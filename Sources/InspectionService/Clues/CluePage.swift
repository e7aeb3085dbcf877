import Diagnostics
import Geometry
import LedgerStore
import Reporting
import Supervision

/// Everything about one clue, for the page that shows it: its document, what people did, what this visitor may do now.
struct CluePage {
  let desk: InspectionDesk
  let sight: ClueSight
  let role: Role

  /// The answer.
  func bytes(_ id: String, _ reader: inout DeskReader) throws(TiankanError) -> [UInt8] {
    let row = try reader.clue(id, sight)
    let clue = row.clue
    let key = "\(clue.key)"
    let report = try KeptReport(desk: desk, sight: sight).clue(key, &reader)
    let version = try reader.ledger.handlingVersion(of: clue.key)
    let outline = try reader.world(clue.outline)
    var batch: String?
    if let number = row.publicNumber, let county = clue.county {
      batch = try reader.ledger.openBatch(ofNumber: number, county: county).map { "\($0.number)" }
    }
    let history = try reader.ledger.handling(of: clue.key)
    let steps = HandlingStep.steps(from: row.handlingState).filter {
      role.mayAct(for: $0.office)
    }
    let note = report.pictures
    let content: JSONText = [
      "document": .raw(report.document), "version": .integer(version),
      "geometry": GeoJSONText.outline(outline), "bounds": outline.envelope.json,
      "batch": JSONText(batch), "steps": .array(steps.map(describe)),
      "pictures": .array(
        (0..<report.pictureCount).map { number in picture(number, key, report) }),
      "imagery": note.map {
        [
          "tile": .text(clue.key.tile), "before": .text($0.before), "after": .text($0.after),
        ]
      } ?? .null,
      "history": .array(history.reversed().map { entry in describe(entry, key) }),
    ]
    return content.bytes
  }

  private func picture(_ number: Int, _ key: String, _ report: KeptReport.Clue) -> JSONText {
    func side(_ name: String, _ date: String?) -> JSONText {
      [
        "url": .text("/api/clues/\(key)/pictures/\(number)/\(name).png"), "date": JSONText(date),
      ]
    }
    return [
      "content": .text(report.contents[number]), "before": side("before", report.pictures?.before),
      "after": side("after", report.pictures?.after),
    ]
  }

  private func describe(_ step: HandlingStep) -> JSONText {
    desk.words.state(step.to).with([
      ("to", .text(step.to.rawValue)), ("needs_result", .flag(step.needsResult)),
      ("needs_reason", .flag(step.needsReason)),
    ])
  }

  private func describe(_ entry: HandlingEntry, _ key: String) -> JSONText {
    let photos = entry.attachments.compactMap { PhotoLine($0) }
    return [
      "serial": .integer(entry.serial), "time": .text(entry.time),
      "person": JSONText(entry.person), "role": JSONText(entry.role),
      "from": entry.from.map { desk.words.state($0) } ?? .null, "to": desk.words.state(entry.to),
      "result": entry.result.map { desk.words.result($0) } ?? .null,
      "checked": JSONText(entry.checked), "batch": JSONText(entry.batch),
      "remark": .text(entry.remark),
      "photos": .array(
        photos.map { photo in
          // A photo that batch attach recorded stays with whoever has the file.
          let isHere = desk.photos.note(photo.digest, of: key) != nil
          return photo.json(url: isHere ? "/api/clues/\(key)/photos/\(photo.digest)" : nil)
        }),
      "attachments": JSONText(entry.attachments.filter { PhotoLine($0) == nil }),
    ]
  }
}
