import Diagnostics
import HTTPTypes
import Hummingbird
import LedgerStore
import NIOCore

// New clues as they come.
extension RouteTable {
  /// How many events are sent at once to whoever asks from far back.
  private static let eventLimit = 1000

  var eventRoutes: [ServiceRoute] {
    let desk = desk
    return [
      ServiceRoute(
        .get, "/api/events", "followEvents", "What happens to clues, as server-sent events.",
        parameters: [
          .query("since", .integer(0...1_000_000_000), "Go on after this serial."),
          .header("Last-Event-ID", .integer(0...1_000_000_000), "Go on after this serial."),
        ],
        answer: .init(status: 200, types: ["text/event-stream"], summary: "The stream of events.")
      ) { request in
        let visitor = try request.knownVisitor()
        let mark = try desk.mark()
        let since =
          request.integer("Last-Event-ID") ?? request.integer("since") ?? mark.lastEvent
        let head = request.head
        // Taken before the response begins, so that nothing falls between.
        let changes = desk.watch.changes()
        return Response(
          status: .ok,
          headers: [
            .contentType: "text/event-stream", .cacheControl: "no-cache",
          ],
          body: ResponseBody { writer in
            var feed = EventFeed(desk: desk, visitor: visitor, head: head, last: since)
            try await writer.write(ByteBuffer(string: "retry: 5000\n\n"))
            try await feed.follow(changes, from: mark) { text in
              try await writer.write(ByteBuffer(string: text))
            }
            try await writer.finish(nil)
          })
      }
    ]
  }
}
