import Diagnostics
import LedgerStore
import Supervision

/// The filters that lists and maps of clues share: their parameters, and the filter that they mean.
struct ClueQuery: Sendable {
  /// The parameters.
  static let parameters: [RouteParameter] = [
    .query("kind", .list(ClueKind.allCases.map(\.rawValue)), "Kinds of clues."),
    .query("detection", .list(DetectionState.allCases.map(\.rawValue)), "States of detection."),
    .query("handling", .list(HandlingState.allCases.map(\.rawValue)), "States of handling."),
    .query("priority", .list(CluePriority.allCases.map(\.rawValue)), "Priorities."),
    .query("county", .list([]), "Codes of counties."), .query("tile", .list([]), "Tiles."),
    .query("unit", .text(200), "A land unit that the clue is about or touches: LAYER:ID."),
    .query("text", .text(100), "A text in key, public number or land unit."),
    .query("from", .date, "The earliest first day."), .query("to", .date, "The latest first day."),
    .query("bbox", .box, "West, south, east, north in degrees."),
    .query("order", .choice(ClueFilter.Order.allCases.map(\.rawValue)), "The order."),
  ]

  private var filter = ClueFilter()
  private var box: [Double]?

  /// Reads the parameters of a request.
  ///
  /// - Throws: 400 for a land unit without layer.
  init(_ request: ServiceRequest, _ sight: ClueSight) throws {
    filter.kinds = Set(request.list("kind").compactMap { ClueKind(rawValue: $0) })
    filter.states = Set(request.list("detection").compactMap { DetectionState(rawValue: $0) })
    filter.handling = Set(request.list("handling").compactMap { HandlingState(rawValue: $0) })
    filter.priorities = Set(request.list("priority").compactMap { CluePriority(rawValue: $0) })
    filter.counties = Set(request.list("county"))
    filter.tiles = Set(request.list("tile"))
    if let unit = request.text("unit") {
      let parts = unit.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { throw RequestFailure.malformed("unit", "takes LAYER:ID") }
      filter.unit = (String(parts[0]), String(parts[1]))
    }
    filter.text = request.text("text")
    filter.firstDay = (request.date("from"), request.date("to"))
    filter.order = request.text("order").flatMap { ClueFilter.Order(rawValue: $0) } ?? .priority
    filter.restrict(to: sight)
    box = request.box("bbox")
  }

  /// The filter; nil where the rectangle lies outside the area, so that nothing fits.
  func filter(
    with reader: borrowing DeskReader, limit: Int, offset: Int
  ) throws(TiankanError) -> ClueFilter? {
    var filter = filter
    filter.limit = limit
    filter.offset = offset
    if let box {
      guard let envelope = try reader.envelope(ofWorld: box) else { return nil }
      filter.envelope = envelope
    }
    return filter
  }
}
