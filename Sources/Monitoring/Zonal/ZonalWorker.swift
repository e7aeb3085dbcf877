import ChangeDetection
import Diagnostics
import Imagery
import LandUnits

/// One worker of a zonal job: takes a block into memory and asks it for every unit it shows.
struct ZonalWorker: ~Copyable {
  /// What a block gave.
  struct Product: Sendable {
    /// The units that lie in the block as a whole.
    var units: [Int32] = []
    /// Their statistics: for each unit one record per index.
    var records: [ZonalRecord] = []
    /// Their percentiles: for each record one value per percentile.
    var percentiles: [Int16] = []
    /// Units that reach into other blocks, with what this one shows of each index.
    var parts: [(unit: Int, zones: [ZonalAccumulator])] = []
    var refusals: [(unit: Int, error: TiankanError)] = []
  }

  private let units: ZonalUnits
  private let blocks: ZonalBlocks
  private let percentiles: [Int]
  private var planes: ZonalPlanes
  private var sampler: ZoneSampler
  private var zones: [ZonalAccumulator]

  init(
    _ request: ZonalRequest, units: ZonalUnits, blocks: ZonalBlocks, planes: consuming ZonalPlanes
  ) {
    self.units = units
    self.blocks = blocks
    percentiles = request.percentiles
    self.planes = planes
    sampler = ZoneSampler(request.weights)
    zones = request.indices.map { _ in Self.zone(request.percentiles) }
  }

  private static func zone(_ percentiles: [Int]) -> ZonalAccumulator {
    ZonalAccumulator(percentiles.isEmpty ? .moments : .distribution)
  }

  /// What a block shows.
  mutating func sample(_ block: Int, _ window: Window) throws(TiankanError) -> Product {
    let shown = blocks.units(of: block)
    var product = Product()
    product.units.reserveCapacity(shown.count)
    product.records.reserveCapacity(shown.count * zones.count)
    product.percentiles.reserveCapacity(shown.count * zones.count * percentiles.count)
    planes.begin(window)
    for unit in shown { planes.want(units.window(of: Int(unit))) }
    try planes.load()
    var first = shown.startIndex
    while first < shown.endIndex {
      let chunk = units.place(of: Int(shown[first])).chunk
      // The outlines of a chunk are taken hold of once, not for every unit: workers would wait for each other's counts.
      let outlines = units.chunks[chunk].outlines
      let range = units.units(ofChunk: chunk)
      while first < shown.endIndex, range.contains(Int(shown[first])) {
        let unit = Int(shown[first])
        add(unit, at: unit - range.lowerBound, of: outlines, in: window, to: &product)
        first += 1
      }
    }
    return product
  }

  /// Adds what the block shows of a unit, which is the one at a position of its chunk.
  private mutating func add(
    _ unit: Int, at position: Int, of outlines: OutlineStore, in window: Window,
    to product: inout Product
  ) {
    do throws(TiankanError) {
      try sampler.select(position, of: outlines, in: window)
    } catch {
      product.refusals.append((unit, error))
      return
    }
    let pixels = window.pixelCount
    for position in zones.indices {
      sampler.accumulate(
        planes.samples.extracting(position * pixels..<(position + 1) * pixels), of: window,
        into: &zones[position])
    }
    if blocks.blockCounts[unit] == 1 {
      product.units.append(Int32(unit))
      for position in zones.indices {
        product.records.append(zones[position].record())
        zones[position].appendPercentiles(percentiles, to: &product.percentiles)
        zones[position].removeAll()
      }
    } else {
      product.parts.append((unit, zones))
      for position in zones.indices { zones[position] = Self.zone(percentiles) }
    }
  }
}
