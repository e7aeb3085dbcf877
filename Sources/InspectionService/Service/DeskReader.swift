import Diagnostics
import Geometry
import Imagery
import LedgerStore
import Monitoring
import Reporting
import Supervision

/// What a thread needs that answers from the ledger: the ledger, what makes documents of it, and the way between the map and
/// the grid. One per thread.
struct DeskReader: ~Copyable {
  let ledger: Ledger
  var reporter: LedgerReporter
  private var shelfNumber: Int
  private let program: String
  private let toWorld: CoordinateTransform
  private let fromWorld: CoordinateTransform
  /// Longitude and latitude of the ledger's grid, and a little around it.
  private let bounds: Envelope

  init(area: Configuration, shelf: SceneShelf, program: String) throws(TiankanError) {
    let ledger = try Ledger(opening: area.ledger)
    let world = try CoordinateReferenceSystem(parsing: "EPSG:4326")
    let grid = ledger.grid
    let reporter = try LedgerReporter(
      ledger, scenes: shelf.scenes.map(\.scene), program: program)
    let toWorld = try CoordinateTransform(from: grid.crs, to: world)
    let fromWorld = try CoordinateTransform(from: world, to: grid.crs)
    bounds = try toWorld.transformed(
      Envelope(minX: grid.originX, minY: grid.minY, maxX: grid.maxX, maxY: grid.originY)
    ).expanded(by: 0.2)
    // Nothing throws from here on: what cannot be copied is there as a whole or not at all.
    self.ledger = ledger
    self.reporter = reporter
    self.toWorld = toWorld
    self.fromWorld = fromWorld
    shelfNumber = shelf.number
    self.program = program
  }

  /// Takes the scenes that are at hand now.
  mutating func adopt(_ shelf: SceneShelf) throws(TiankanError) {
    guard shelf.number != shelfNumber else { return }
    reporter = try LedgerReporter(
      ledger, scenes: shelf.scenes.map(\.scene), program: program)
    shelfNumber = shelf.number
  }

  /// An outline in longitude and latitude.
  func world(_ outline: MultiPolygon) throws(TiankanError) -> MultiPolygon {
    try toWorld.transformed(outline).oriented()
  }

  /// A rectangle of the map on the ledger's grid; nil where they do not meet.
  ///
  /// - Parameter box: West, south, east, north; where west is greater than east the rectangle crosses the antimeridian.
  func envelope(ofWorld box: [Double]) throws(TiankanError) -> Envelope? {
    // On the far side of the antimeridian no county lies: what is west of it goes to the edge.
    let east = box[0] > box[2] ? 180 : box[2]
    let part = Envelope(
      minX: max(-180, box[0]), minY: max(-90, box[1]), maxX: east, maxY: min(90, box[3])
    ).intersection(bounds)
    return part.isEmpty ? nil : try fromWorld.transformed(part)
  }
}
