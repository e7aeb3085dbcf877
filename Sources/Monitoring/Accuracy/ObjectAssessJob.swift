public import Diagnostics
import GeoIO
import Geometry
import Imagery
import LedgerStore
import Supervision

/// Holds the clues of a ledger against events that are known: what was found, how late, and what was told where nothing happened.
public struct ObjectAssessJob: Sendable {
  private let request: ObjectRequest

  /// Creates the job.
  public init(_ request: ObjectRequest) { self.request = request }

  /// Runs the job.
  ///
  /// - Throws: `.insufficientData` where no event counts or the ledger spans no time; `.usage` for columns that are not there;
  ///   `.malformed` for a day that is none; what reading throws.
  public func run() throws(TiankanError) -> ObjectReport {
    let grid = request.configuration.grid
    let events = try readEvents(in: grid.crs)
    let counting = events.filter(\.counts)
    guard !counting.isEmpty else {
      throw TiankanError(
        .insufficientData,
        "no event of the file meets the conditions; check the columns and values",
        subject: request.events)
    }
    let ledger = try Ledger(opening: request.configuration.ledger)
    var filter = ClueFilter()
    filter.kinds = [request.kind]
    filter.states = request.states
    let clues = try ledger.clues(filter, hasDetails: false).map(\.clue)
    let months = try Self.months(ledger)
    let squareKilometres = try watchedArea() / 1e6
    let areas = try EllipsoidalArea(in: grid.crs)
    let index = SpatialIndex(clues.map(\.outline.envelope))
    var meetsCounting = [Bool](repeating: false, count: clues.count)
    var meetsAny = [Bool](repeating: false, count: clues.count)
    var judged: [ObjectAccuracy.Event] = []
    for event in events {
      var meeting: [Int] = []
      for clue in index.query(event.outline.envelope)
      where !(try event.outline.intersection(clues[clue].outline)).isEmpty {
        meeting.append(clue)
        meetsAny[clue] = true
        if event.counts { meetsCounting[clue] = true }
      }
      if event.counts {
        judged.append(try Self.judge(event, meeting.map { clues[$0] }, areas))
      }
    }
    let falseOnes = clues.indices.filter { !meetsAny[$0] }
    let accuracy = ObjectAccuracy(
      events: judged, cluesOnEvents: meetsCounting.count { $0 }, falseAlarms: falseOnes.count,
      squareKilometres: squareKilometres, months: months)
    return report(
      accuracy, events: counting.count, others: events.count - counting.count,
      squareKilometres, months, falseOnes.map { "\(clues[$0].key)" })
  }

  private struct Event {
    var outline: MultiPolygon
    var day: CalendarDate?
    var counts: Bool
  }

  private func readEvents(
    in crs: CoordinateReferenceSystem
  ) throws(TiankanError) -> [Event] {
    let layer = try BoundaryReader.read(request.events)
    if let refused = layer.refusals.first {
      throw TiankanError(
        .malformed, "an event cannot be used: \(refused.reason)", subject: refused.subject)
    }
    for column in request.conditions.map(\.column)
    where !layer.fields.contains(where: { $0.name == column }) {
      throw TiankanError(
        .usage,
        "there is no column \(column); there are \(layer.fields.map(\.name).joined(separator: ", "))",
        subject: request.events)
    }
    let transform = try CoordinateTransform(from: layer.crs, to: crs)
    var events: [Event] = []
    for feature in layer.features {
      var day: CalendarDate?
      if let text = feature[request.dayColumn]?.text, !text.isEmpty {
        // A GeoPackage's day may come with slashes.
        day = CalendarDate(String(text.prefix(10)).replacing("/", with: "-"))
        guard day != nil else {
          throw TiankanError(
            .malformed,
            "event \(feature.identifier) has the day “\(text)”; write YYYY-MM-DD or leave it blank",
            subject: request.events)
        }
      }
      events.append(
        Event(
          outline: try transform.transformed(feature.geometry), day: day,
          counts: request.conditions.allSatisfy { feature[$0.column]?.text == $0.value }))
    }
    return events
  }

  private static func judge(
    _ event: Event, _ clues: [MonitoredClue], _ areas: borrowing EllipsoidalArea
  ) throws(TiankanError) -> ObjectAccuracy.Event {
    guard !clues.isEmpty else {
      return ObjectAccuracy.Event(
        cover: 0, intersectionOverUnion: 0, firstDelay: nil, confirmedDelay: nil)
    }
    let together = try MultiPolygon.union(clues.map(\.outline))
    let common = try areas.squareMetres(of: event.outline.intersection(together))
    let own = try areas.squareMetres(of: event.outline)
    let all = own + (try areas.squareMetres(of: together)) - common
    func delay(_ days: [CalendarDate]) -> Int? {
      guard let day = event.day, let earliest = days.min() else { return nil }
      return earliest.dayNumber - day.dayNumber
    }
    return ObjectAccuracy.Event(
      cover: common / own, intersectionOverUnion: common / all,
      firstDelay: delay(clues.map(\.firstDate)),
      confirmedDelay: delay(clues.compactMap(\.confirmedDate)))
  }

  /// From the first to the last scene that was taken, in months of 365.25/12 days.
  private static func months(_ ledger: borrowing Ledger) throws(TiankanError) -> Double {
    let days = try ledger.scenes().filter { $0.status == .accepted }.compactMap {
      $0.acquisition.sensed?.date.dayNumber
    }
    guard let first = days.min(), let last = days.max(), last > first else {
      throw TiankanError(
        .insufficientData, "the ledger spans no time; run monitor over more than one scene")
    }
    return Double(last - first) / (365.25 / 12)
  }

  private func watchedArea() throws(TiankanError) -> Double {
    if let area = request.area {
      let layer = try BoundaryReader.read(area)
      return try EllipsoidalArea(in: layer.crs).squareMetres(
        of: MultiPolygon.union(layer.features.map(\.geometry)))
    }
    let grid = request.configuration.grid
    let measure = try EllipsoidalArea(in: grid.crs)
    var sum = 0.0
    for tile in request.configuration.tiles {
      let left = grid.x(ofColumnEdge: tile.core.column)
      let right = grid.x(ofColumnEdge: tile.core.endColumn)
      let top = grid.y(ofRowEdge: tile.core.row)
      let bottom = grid.y(ofRowEdge: tile.core.endRow)
      let corners = [(left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)]
      sum += try measure.squareMetres(
        of: MultiPolygon([
          Polygon(exterior: LinearRing(corners.map { Coordinate(x: $0.0, y: $0.1) }))
        ]))
    }
    return sum
  }

  private func report(
    _ accuracy: ObjectAccuracy, events: Int, others: Int, _ squareKilometres: Double,
    _ months: Double, _ falseKeys: [String]
  ) -> ObjectReport {
    let rate = accuracy.falseRate
    let interval = accuracy.falseAlarms
    return ObjectReport(
      kind: request.kind.rawValue, states: request.states.map(\.rawValue).sorted(), events: events,
      others: others, found: accuracy.found.map { ObjectReport.Share($0) },
      right: accuracy.right.map { ObjectReport.Share($0) }, falseAlarms: interval.count,
      squareKilometres: squareKilometres, months: months, falsePerMonth: rate.value,
      falsePerMonthLower: rate.lower, falsePerMonthUpper: rate.upper,
      falsePerArea: Double(interval.count) * 100 / squareKilometres,
      falsePerAreaLower: interval.lower * 100 / squareKilometres,
      falsePerAreaUpper: interval.upper * 100 / squareKilometres,
      firstDelay: accuracy.firstDelay.map { ObjectReport.Delay($0) },
      confirmedDelay: accuracy.confirmedDelay.map { ObjectReport.Delay($0) },
      falseKeys: falseKeys)
  }
}
