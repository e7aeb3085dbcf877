import ChangeDetection
import Imagery
import LandUnits

/// What one block shows of a land unit that reaches into other blocks: the values of its cells, overpass by overpass.
///
/// Small units keep the values themselves, which are a few kilobytes; large ones keep sums and distributions, whose size
/// does not grow with the unit. Both give the same statistics.
struct UnitPart: Sendable {
  /// What an overpass shows.
  enum Content: Sendable {
    /// For each index of `SeriesIndices.all` the values of the block's cells of the unit, one index after the other.
    case values([Int16])
    case zones(ZoneSet)
  }

  /// The weights of the block's cells of the unit; empty for large units.
  var weights: [UInt32]
  /// By ascending overpass; those that show no cell are left out.
  var overpasses: [(overpass: Int, content: Content)]

  /// Units of more cells are large.
  static let largestSmallUnit = WeightedDistribution.longestList
}

/// The statistics of one unit on one date, one accumulator per index.
struct ZoneSet: Sendable {
  var zones = Array(repeating: ZonalAccumulator(), count: SeriesIndices.all.count)
  var cover = CoverShareCounter()

  mutating func merge(_ other: ZoneSet) {
    for position in zones.indices { zones[position].merge(other.zones[position]) }
    cover.merge(other.cover)
  }

  /// Adds the values of cells, one index after the other.
  mutating func add(_ values: [Int16], weights: [UInt32]) {
    let count = weights.count
    for position in zones.indices {
      for cell in 0..<count {
        zones[position].add(values[position * count + cell], weight: weights[cell])
      }
    }
    for cell in 0..<count {
      cover.add(
        cover: values[ZoneSet.coverPosition * count + cell],
        water: max(
          values[ZoneSet.waterPositions.0 * count + cell],
          values[ZoneSet.waterPositions.1 * count + cell]), weight: weights[cell])
    }
  }

  private static let coverPosition = SeriesIndices.all.firstIndex(of: .fvc) ?? 0
  private static let waterPositions = (
    SeriesIndices.all.firstIndex(of: .mndwi) ?? 0, SeriesIndices.all.firstIndex(of: .ndwi) ?? 0
  )

  mutating func removeAll() {
    for position in zones.indices { zones[position].removeAll() }
    cover = CoverShareCounter()
  }

  /// The observation; nil where no cell has NDVI.
  ///
  /// - Parameter totalWeight: The weight of all cells of the unit.
  func observation(
    of overpass: SceneArchive.Overpass, number: Int, totalWeight: Int64
  ) -> UnitObservation? {
    guard zones[0].weight > 0, totalWeight > 0 else { return nil }
    let clear = (zones[0].weight * 20_000 + totalWeight) / (2 * totalWeight)
    var observation = UnitObservation(
      date: overpass.date, scene: number, platform: overpass.platform, clearShare: Int16(clear))
    observation.ndvi = summary(.ndvi)
    observation.bsi = summary(.bsi)
    observation.ndmi = summary(.ndmi)
    observation.mndwi = summary(.mndwi)
    observation.ndwi = summary(.ndwi)
    observation.tillage = summary(.ndtiTillage)
    observation.nbr = summary(.nbr)
    observation.brightness = summary(.brightness)
    observation.redness = summary(.redness)
    observation.cover = summary(.fvc)
    (observation.coverClasses, observation.bareShare, observation.waterShare) = cover.shares()
    return observation
  }

  private func summary(_ index: SpectralIndex) -> IndexSummary {
    guard let position = SeriesIndices.all.firstIndex(of: index),
      let statistics = zones[position].statistics(), let quartiles = statistics.quartiles
    else { return .noData }
    return IndexSummary(
      mean: statistics.mean, median: quartiles.median, lowerQuartile: quartiles.lower,
      upperQuartile: quartiles.upper)
  }
}
