import Diagnostics
import Geometry
import Imagery
import LedgerStore
import Supervision

/// Which features of a collection are asked for, in which system.
struct FeatureQuery: Sendable {
  let kind: FeatureCollectionKind
  let sight: ClueSight
  let limit: Int
  let offset: Int
  /// The system of the answer.
  let system: FeatureSystem
  private let box: [Double]?
  private let boxSystem: FeatureSystem
  private let interval: (from: CalendarDate?, to: CalendarDate?)?
  private let request: ServiceRequest

  /// Reads the parameters.
  ///
  /// - Throws: 400 for a system that is not listed.
  init(
    _ request: ServiceRequest, _ kind: FeatureCollectionKind, _ sight: ClueSight,
    _ systems: [FeatureSystem]
  ) throws {
    self.kind = kind
    self.sight = sight
    self.request = request
    limit = request.integer("limit") ?? 100
    offset = request.integer("offset") ?? 0
    box = request.box("bbox")
    interval = request.interval("datetime")
    func system(_ name: String) throws -> FeatureSystem {
      guard let uri = request.text(name) else { return systems[0] }
      guard let found = systems.first(where: { $0.uri == uri }) else {
        throw RequestFailure.malformed(
          name, "takes \(systems.map(\.uri).joined(separator: ", "))")
      }
      return found
    }
    self.system = try system("crs")
    boxSystem = try system("bbox-crs")
  }

  /// A page of features and how many there are.
  func features(
    _ reader: borrowing DeskReader
  ) throws(TiankanError) -> (matched: Int, features: [JSONText]) {
    let writer = try FeatureWriter(system, reader)
    guard let envelope = try envelope(reader) else {
      if box != nil { return (0, []) }
      return try all(nil, reader, writer)
    }
    return try all(envelope, reader, writer)
  }

  private func all(
    _ envelope: Envelope?, _ reader: borrowing DeskReader, _ writer: borrowing FeatureWriter
  ) throws(TiankanError) -> (matched: Int, features: [JSONText]) {
    var features: [JSONText] = []
    guard let layer = kind.layer else {
      let filter = clueFilter(envelope)
      for row in try reader.ledger.clues(filter, hasDetails: false) {
        features.append(
          try writer.feature(
            "\(row.clue.key)", row.clue.outline, DeskReader.properties(of: row)))
      }
      return (try reader.ledger.clueCount(filter), features)
    }
    // Land units have no time; every interval fits them.
    var sight = sight
    if let county = request.text("county") {
      sight.counties = sight.shows(county: county) ? [county] : []
    }
    let rows = try reader.ledger.landUnits(
      layer: layer, meeting: envelope, limit: limit, sight: sight, offset: offset)
    for row in rows {
      features.append(
        try writer.feature(row.id, row.outline, DeskReader.properties(of: row)))
    }
    return (
      try reader.ledger.landUnitCount(layer: layer, meeting: envelope, sight: sight), features
    )
  }

  private func clueFilter(_ envelope: Envelope?) -> ClueFilter {
    var filter = ClueFilter()
    filter.kinds = Set(request.list("kind").compactMap { ClueKind(rawValue: $0) })
    filter.states = Set(
      request.list("detection_state").compactMap { DetectionState(rawValue: $0) })
    filter.handling = Set(
      request.list("handling_state").compactMap { HandlingState(rawValue: $0) })
    filter.priorities = Set(request.list("priority").compactMap { CluePriority(rawValue: $0) })
    filter.counties = Set(request.list("county"))
    filter.tiles = Set(request.list("tile"))
    filter.firstDay = (interval?.from, interval?.to)
    filter.envelope = envelope
    filter.limit = limit
    filter.offset = offset
    filter.restrict(to: sight)
    return filter
  }

  private func envelope(_ reader: borrowing DeskReader) throws(TiankanError) -> Envelope? {
    guard var box else { return nil }
    if boxSystem.isSwapped { box = [box[1], box[0], box[3], box[2]] }
    if boxSystem.isGeographic { return try reader.envelope(ofWorld: box) }
    // Only the grid's own system is not geographic.
    return Envelope(
      minX: min(box[0], box[2]), minY: min(box[1], box[3]), maxX: max(box[0], box[2]),
      maxY: max(box[1], box[3]))
  }
}
