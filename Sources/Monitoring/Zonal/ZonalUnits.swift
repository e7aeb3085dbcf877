import Diagnostics
import GeoIO
import Geometry
import Imagery
import LandUnits
import Synchronization

/// The land units of a zonal job in the order of their layer: identifiers, and outlines on the grid of the scene.
struct ZonalUnits: Sendable {
  /// The units of a stretch of the layer.
  struct Chunk: Sendable {
    var outlines: OutlineStore
    var ids: [String] = []
    var refusals: [Refusal] = []
    var notices: [String] = []
    var tally = BoundaryTally()
  }

  private(set) var chunks: [Chunk] = []
  /// The number of the first unit of each chunk.
  private var firstUnits: [Int] = []
  private(set) var count = 0
  private(set) var notices: [String] = []
  private(set) var refusals: [Refusal] = []

  /// About how many rows a worker reads at once.
  private static let stretch = 4096
}

extension ZonalUnits {
  /// A unit's chunk and position in it.
  func place(of unit: Int) -> (chunk: Int, unit: Int) {
    var low = 0
    var high = firstUnits.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if firstUnits[middle] <= unit { low = middle } else { high = middle }
    }
    return (low, unit - firstUnits[low])
  }

  /// The units of a chunk.
  func units(ofChunk chunk: Int) -> Range<Int> {
    firstUnits[chunk]..<(chunk + 1 < firstUnits.count ? firstUnits[chunk + 1] : count)
  }

  /// The cells that the envelope of a unit meets.
  func window(of unit: Int) -> Window {
    let place = place(of: unit)
    return chunks[place.chunk].outlines.window(of: place.unit)
  }

  /// Reads a layer on all workers.
  ///
  /// - Throws: Where the file or layer as a whole cannot be used, an empty one included.
  static func load(
    _ request: ZonalRequest, on grid: Grid, context: JobContext
  ) throws(TiankanError) -> ZonalUnits {
    let fields = LandUnitFields(id: request.idField)
    let first = try ZonalUnitReader(request, fields: fields, grid: grid)
    let stretches = first.stretches(ofAbout: stretch)
    let result = ZonalUnitList()
    try context.pool.run(count: stretches.count, ahead: context.pool.threads * 4) {
      () throws(TiankanError) -> ZonalUnitReader in
      try ZonalUnitReader(request, fields: fields, grid: grid)
    } produce: { (reader: inout ZonalUnitReader, item) throws(TiankanError) -> Chunk in
      try reader.read(stretches[item])
    } consume: { item, chunk throws(TiankanError) in
      result.append(chunk)
      context.report(JobProgress(stage: "units", done: item + 1, total: stretches.count))
    }
    var units = result.units
    units.notices = first.notices + units.notices
    var tally = BoundaryTally()
    for chunk in units.chunks { tally.add(chunk.tally) }
    try tally.check(BoundaryReader.subject(of: request.units))
    return units
  }

  fileprivate mutating func append(_ chunk: Chunk) {
    firstUnits.append(count)
    count += chunk.ids.count
    notices += chunk.notices
    refusals += chunk.refusals
    chunks.append(chunk)
    chunks[chunks.count - 1].notices = []
    chunks[chunks.count - 1].refusals = []
  }
}

/// The units read so far.
private final class ZonalUnitList: Sendable {
  private let content = Mutex(ZonalUnits())

  func append(_ chunk: ZonalUnits.Chunk) { content.withLock { $0.append(chunk) } }

  var units: ZonalUnits { content.withLock { $0 } }
}
