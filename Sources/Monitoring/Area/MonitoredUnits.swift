import Diagnostics
import Geometry
import Imagery
import LandUnits

/// All land units of the area on the monitored grid: where each lies, and which tile it belongs to.
///
/// A unit belongs to the tile whose core holds its interior point, and to no other, so nothing is counted twice where tiles
/// meet or where scenes overlap.
struct MonitoredUnits: Sendable {
  /// What belongs to one unit.
  struct Place: Sendable {
    /// A point surely inside, in the CRS of the grid.
    var interior: Coordinate
    /// The pixel that holds it.
    var row: Int
    var column: Int
    /// The tile that owns the unit.
    var tile: String
    /// The county's code; nil where no county holds the interior point.
    var county: String?
  }

  /// The units with outlines in the CRS of the grid.
  let index: LandUnitIndex
  /// One per unit of the index; nil where no tile owns it or it is not observed.
  private(set) var places: [Place?]
  private(set) var refusals: [Refusal] = []
  private(set) var notices: [String] = []
  private let counties: [(code: String, outline: MultiPolygon)]

  /// The layers whose units are observed over time.
  static let observedLayers: [LayerRole] = [.cropland, .projects, .subprojects, .mines]

  init(_ layers: AreaLayers, grid: Grid, tiles: [Tile]) throws(TiankanError) {
    var all: [LandUnit] = []
    for role in LayerRole.allCases where role != .supervised { all += layers.units[role] ?? [] }
    let index = try LandUnitIndex(all, crs: grid.crs)
    self.index = index
    counties = zip(all, index.outlines).filter { $0.0.layer == LayerRole.counties.rawValue }
      .map { ($0.0.id, $0.1) }
    places = Array(repeating: nil, count: all.count)
    let observed = Set(Self.observedLayers.map(\.rawValue))
    var outside: [String: Int] = [:]
    for (number, unit) in all.enumerated() where observed.contains(unit.layer) {
      do throws(TiankanError) {
        let interior = try index.outlines[number].pointOnSurface()
        let column = Int(((interior.x - grid.originX) / grid.pixelWidth).rounded(.down))
        let row = Int(((grid.originY - interior.y) / grid.pixelHeight).rounded(.down))
        let pixel = Window(column: column, row: row, width: 1, height: 1)
        guard let tile = tiles.first(where: { $0.core.contains(pixel) }) else {
          outside[unit.layer, default: 0] += 1
          continue
        }
        places[number] = Place(
          interior: interior, row: row, column: column, tile: tile.id,
          county: county(at: interior))
      } catch {
        refusals.append(Refusal(error, subject: "\(unit.layer) \(unit.id)"))
      }
    }
    for (layer, count) in outside.sorted(by: { $0.key < $1.key }) {
      notices.append("\(layer): \(count) units lie outside all tiles and are not watched")
    }
  }

  /// The code of the county that holds a position.
  func county(at position: Coordinate) -> String? {
    counties.first { $0.outline.contains(position) }?.code
  }

  /// The positions of the units of a layer that a tile owns.
  func units(of role: LayerRole, in tile: String) -> [Int] {
    places.indices.filter {
      places[$0]?.tile == tile && index.units[$0].layer == role.rawValue
    }
  }
}
