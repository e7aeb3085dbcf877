import Diagnostics
import HTTPTypes
import LedgerStore
import Supervision

/// One listener's view of the journal: events of clues that they may see, from a serial on.
struct EventFeed {
  /// How many events are read at once.
  private static let batch = 500
  private static let beat = Duration.seconds(15)

  /// What wakes a listener.
  private enum Signal: Sendable {
    case mark(LedgerMark)
    case beat
    case end
  }

  let desk: InspectionDesk
  let visitor: Visitor
  let head: HTTPRequest
  var last: Int

  /// Follows the journal until the listener goes, the service ends, or the visitor is let in no more.
  mutating func follow(
    _ changes: AsyncStream<LedgerMark>, from mark: LedgerMark,
    write: (String) async throws -> Void
  ) async throws {
    var generation = mark.generation
    try await send(upTo: mark, &generation, write)
    let (signals, feed) = AsyncStream.makeStream(
      of: Signal.self, bufferingPolicy: .bufferingNewest(2))
    let marks = Task {
      for await mark in changes { feed.yield(.mark(mark)) }
      feed.yield(.end)
    }
    let beats = Task {
      while !Task.isCancelled {
        try await Task.sleep(for: Self.beat)
        feed.yield(.beat)
      }
    }
    defer {
      marks.cancel()
      beats.cancel()
    }
    for await signal in signals {
      switch signal {
      case .end: return
      case .beat:
        // A session that ended, or a user that was removed, listens no more.
        guard await desk.gatekeeper.visitor(of: head) != nil else { return }
        try await write(": \n\n")
      case .mark(let mark): try await send(upTo: mark, &generation, write)
      }
    }
  }

  private mutating func send(
    upTo mark: LedgerMark, _ generation: inout Int, _ write: (String) async throws -> Void
  ) async throws {
    while last < mark.lastEvent {
      let (lines, reached) = try await lines()
      if !lines.isEmpty { try await write(lines) }
      guard reached > last else { break }
      last = reached
    }
    if mark.generation != generation {
      generation = mark.generation
      try await write(Self.text("generation", nil, ["generation": .integer(generation)]))
    }
  }

  /// The next events as text, and the serial that was reached.
  private func lines() async throws -> (String, Int) {
    let sight = desk.sight(of: visitor)
    let last = last
    return try await desk.read { reader throws(TiankanError) in
      let events = try reader.ledger.events(after: last, limit: Self.batch)
      var rows: [String: ClueRow] = [:]
      for row in try reader.ledger.clues(keys: Array(Set(events.map(\.clue)))) {
        rows["\(row.clue.key)"] = row
      }
      var text = ""
      for event in events {
        let row = rows[event.clue]
        // A clue that is gone has no county any more; those who see all are told of it.
        guard row.map(sight.shows) ?? (sight == .all) else { continue }
        text += Self.text("clue", event.serial, Self.describe(event, row))
      }
      return (text, events.last?.serial ?? last)
    }
  }

  private static func describe(_ event: EventRow, _ row: ClueRow?) -> JSONText {
    [
      "serial": .integer(event.serial), "kind": .text(event.kind.rawValue),
      "key": .text(event.clue), "time": .text(event.time),
      "county": JSONText(row?.clue.county), "clue_kind": JSONText(row?.clue.key.kind.rawValue),
      "priority": JSONText(row?.clue.priority.rawValue),
      "from_state": JSONText(event.fromState?.rawValue),
      "to_state": JSONText(event.toState?.rawValue),
      "handling_state": JSONText(event.handlingState?.rawValue),
    ]
  }

  private static func text(_ name: String, _ serial: Int?, _ data: JSONText) -> String {
    let id = serial.map { "id: \($0)\n" } ?? ""
    return "\(id)event: \(name)\ndata: \(String(decoding: data.bytes, as: UTF8.self))\n\n"
  }
}
