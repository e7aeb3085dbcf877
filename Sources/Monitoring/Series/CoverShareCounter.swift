import Imagery
import LandUnits

/// Sums the weights of a unit's cells by vegetation cover, bare ground and water on one date.
struct CoverShareCounter: Sendable {
  /// Weight of cells with cover below 0.2, 0.4, 0.6, 0.8 and from there.
  private var classes = SIMD8<Int64>(repeating: 0)
  private var bare: Int64 = 0
  private var water: Int64 = 0
  private var cover: Int64 = 0
  private var waterKnown: Int64 = 0

  /// The lower edges of the cover classes above the first, as stored index values.
  private static let edges: [Int16] = [2000, 4000, 6000, 8000]

  /// Adds a cell.
  ///
  /// - Parameters:
  ///   - coverValue: Vegetation cover; cells without it count nowhere.
  ///   - waterValue: The larger of MNDWI and NDWI; above 0 is water.
  mutating func add(cover coverValue: Int16, water waterValue: Int16, weight: UInt32) {
    guard coverValue != IndexValue.noData else { return }
    let weight = Int64(weight)
    var lane = 0
    while lane < 4, coverValue >= Self.edges[lane] { lane += 1 }
    classes[lane] += weight
    cover += weight
    let isWater = waterValue != IndexValue.noData && waterValue > 0
    if waterValue != IndexValue.noData { waterKnown += weight }
    if isWater { water += weight }
    if lane == 0, !isWater { bare += weight }
  }

  mutating func merge(_ other: CoverShareCounter) {
    classes &+= other.classes
    bare += other.bare
    water += other.water
    cover += other.cover
    waterKnown += other.waterKnown
  }

  /// The shares in ten-thousandths, rounded half up; no data without a cell.
  func shares() -> (classes: SIMD8<Int16>, bare: Int16, water: Int16) {
    guard cover > 0 else {
      return (SIMD8(repeating: 0), IndexValue.noData, IndexValue.noData)
    }
    func share(_ part: Int64, of whole: Int64) -> Int16 {
      Int16((part * 20_000 + whole) / (2 * whole))
    }
    var result = SIMD8<Int16>(repeating: 0)
    for lane in 0..<5 { result[lane] = share(classes[lane], of: cover) }
    return (
      result, share(bare, of: cover),
      waterKnown > 0 ? share(water, of: waterKnown) : IndexValue.noData
    )
  }
}
