import Diagnostics
import Foundation
import GeoIO
import HTTPTypes
import Imagery
import LedgerStore
import Monitoring
import Reporting
import Supervision

/// Records what people say about clues: the step is one of those that may follow, it is this person's to take, nobody was
/// faster, and what is said is on the disk before it is answered.
struct HandlingDesk {
  /// How often a step is tried while a run commits; the database waits five seconds each time.
  private static let attempts = 4

  let desk: InspectionDesk
  let visitor: Visitor

  private var sight: ClueSight { desk.sight(of: visitor) }

  /// The day in China, where field checks are dated: UTC+8 all year.
  static func today(_ now: Date = .now) -> CalendarDate {
    CalendarDate(
      dayNumber: Int(((now.timeIntervalSince1970 + 8 * 3600) / 86_400).rounded(.down)))
  }

  /// Records an order.
  ///
  /// - Returns: The key of the clue.
  func record(
    _ order: HandlingOrder.Checked, about id: String, expecting version: Int
  ) async throws -> String {
    let sight = sight
    let found = try await desk.read { reader throws(TiankanError) in
      let row = try reader.clue(id, sight)
      var batch: BatchRow?
      if let number = row.publicNumber, let county = row.clue.county {
        batch = try reader.ledger.openBatch(ofNumber: number, county: county)
      }
      return (row, batch)
    }
    let verdict = try verdict(order, about: found.0, answering: found.1)
    for attempt in 1... {
      do throws(TiankanError) {
        _ = try await desk.recorder.run { ledger throws(TiankanError) in
          try ledger.record(verdict, expecting: version)
        }
        break
      } catch {
        guard error.code == .locked else { throw error }
        guard attempt < Self.attempts else {
          throw RequestFailure(
            503, "busy", "the nightly run is writing; nothing was recorded, send it again",
            headers: [.retryAfter: "10"])
        }
      }
    }
    await desk.watch.look()
    return "\(verdict.clue)"
  }

  private func verdict(
    _ order: HandlingOrder.Checked, about row: ClueRow, answering batch: BatchRow?
  ) throws -> Verdict {
    let key = "\(row.clue.key)"
    if let to = order.to { try checkStep(to, order, from: row.handlingState) }
    if order.result != nil, order.to != .countyFeedback {
      throw RequestFailure.malformed("result", "belongs to the step county_feedback")
    }
    var attachments: [String] = []
    for digest in order.photos {
      guard let note = desk.photos.note(digest, of: key) else {
        throw RequestFailure.malformed(
          "photos", "\(digest.prefix(12))… was not uploaded for this clue; upload it first")
      }
      attachments.append(note.attachment)
    }
    var verdict = Verdict(
      clue: row.clue.key, time: Date.now.formatted(.iso8601), person: visitor.name,
      role: visitor.role.rawValue, handlingState: order.to ?? row.handlingState,
      remark: order.remark, attachments: attachments)
    verdict.result = order.result
    verdict.checked = order.checked
    if order.result != nil, let batch, let number = row.publicNumber {
      verdict.answer = .init(batch: batch.number, number: number)
    }
    return verdict
  }

  private func checkStep(
    _ to: HandlingState, _ order: HandlingOrder.Checked, from: HandlingState
  ) throws {
    guard let step = HandlingStep.steps(from: from).first(where: { $0.to == to }) else {
      let next = HandlingStep.steps(from: from).map(\.to.rawValue).joined(separator: ", ")
      throw RequestFailure(
        409, "conflict",
        next.isEmpty
          ? "no step follows \(from.rawValue) here; clues are issued by batches"
          : "\(to.rawValue) does not follow \(from.rawValue); what follows is \(next)")
    }
    guard visitor.role.mayAct(for: step.office) else {
      throw RequestFailure.forbidden(
        "the step \(to.rawValue) is not one of the role \(visitor.role.rawValue)")
    }
    if step.needsResult, order.result == nil {
      throw RequestFailure.malformed("result", "is missing: present, absent or undecided")
    }
    if step.needsReason, order.reason.isEmpty {
      throw RequestFailure.malformed("reason", "is missing: say why")
    }
  }

  /// Checks an uploaded photo and keeps it.
  ///
  /// - Returns: What was read of it.
  func keep(
    _ bytes: [UInt8], datum: PositionDatum, about id: String
  ) async throws -> PhotoLine {
    guard bytes.starts(with: [0xFF, 0xD8, 0xFF]), bytes.count > 100 else {
      throw RequestFailure(
        415, "unsupported-media-type", "this is no JPEG file, whatever its name says")
    }
    let sight = sight
    let (row, crs) = try await desk.read { reader throws(TiankanError) in
      (try reader.clue(id, sight), reader.ledger.grid.crs)
    }
    let store = desk.photos
    let person = visitor.name
    let outline = row.clue.outline
    let key = "\(row.clue.key)"
    let today = Self.today()
    let attachment = try await desk.recorder.run { _ throws(TiankanError) -> String in
      let digest = SHA256.of(bytes)
      let wasThere = FileManager.default.fileExists(atPath: store.path(of: digest))
      try store.keep(bytes, digest: digest)
      do throws(TiankanError) {
        let photos = try FieldPhotos(in: store.folder, datum: datum, grid: crs, reach: 200)
        let line = try photos.attachment(
          "\(digest).jpg", of: outline, checked: nil, today: today)
        try store.keep(
          PhotoStore.Note(
            clue: key, person: person, time: Date.now.formatted(.iso8601), attachment: line),
          digest: digest)
        return line
      } catch {
        if !wasThere { try? FileManager.default.removeItem(atPath: store.path(of: digest)) }
        throw error
      }
    }
    guard let line = PhotoLine(attachment) else {
      throw TiankanError(.bug, "the line of a photo cannot be read back", cause: attachment)
    }
    return line
  }
}
