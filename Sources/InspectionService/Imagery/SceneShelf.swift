import Diagnostics
import Geometry
import Imagery
import LedgerStore
import Monitoring

/// The scenes at hand, by tile and day. Made anew when the ledger has a new generation; a value that requests share.
struct SceneShelf: Sendable {
  /// The name of all tiles together in addresses.
  static let all = "all"

  /// The scenes by ascending day, then by name.
  let scenes: [ShelfScene]
  /// The tiles of the configuration with longitude and latitude of their cores.
  let tiles: [(id: String, bounds: Envelope)]
  /// Longitude and latitude of the whole grid.
  let bounds: Envelope
  /// How often shelves were made; part of the keys of kept pictures.
  let number: Int
  /// Positions in `scenes`, by tile.
  private let byTile: [String: [Int]]
  private let byName: [String: Int]

  /// A shelf without scenes, before the first was made.
  init(area: Configuration) throws(TiankanError) {
    try self.init(area: area, scenes: [], rows: [], number: 0)
  }

  /// Places scenes.
  ///
  /// - Parameter rows: The ledger's scenes, for their clear shares.
  init(
    area: Configuration, scenes: [Scene], rows: [SceneRow], number: Int
  ) throws(TiankanError) {
    self.number = number
    let world = try CoordinateReferenceSystem(parsing: "EPSG:4326")
    func envelope(_ grid: Grid) -> Envelope {
      Envelope(minX: grid.originX, minY: grid.minY, maxX: grid.maxX, maxY: grid.originY)
    }
    let fromGrid = try CoordinateTransform(from: area.grid.crs, to: world)
    bounds = try fromGrid.transformed(envelope(area.grid))
    var tiles: [(id: String, bounds: Envelope)] = []
    for tile in area.tiles {
      let core = area.grid.cropped(to: tile.core)
      tiles.append((tile.id, try fromGrid.transformed(envelope(core))))
    }
    self.tiles = tiles
    var shares: [String: Double] = [:]
    for row in rows where row.status == .accepted {
      shares[row.acquisition.description] = row.usableShare.map { Double($0) / IndexValue.scale }
    }
    var placed: [ShelfScene] = []
    // Scenes of an archive share few grids, and a transformation takes milliseconds to make.
    var known: [Grid: Envelope] = [:]
    for scene in scenes {
      guard let date = scene.acquisition.sensed?.date, let grid = scene.grid(for: scene.roles)
      else { continue }
      var place = known[grid]
      if place == nil {
        place = try CoordinateTransform(from: grid.crs, to: world).transformed(envelope(grid))
        known[grid] = place
      }
      let name = scene.acquisition.description
      placed.append(
        ShelfScene(
          scene: scene.adoptingNarrowInfrared, name: name, date: date, bounds: place ?? .empty,
          clearShare: shares[name]))
    }
    placed.sort { ($0.date, $0.name) < ($1.date, $1.name) }
    self.scenes = placed
    var byTile: [String: [Int]] = [Self.all: Array(placed.indices)]
    for tile in tiles {
      byTile[tile.id] = placed.indices.filter { placed[$0].bounds.intersects(tile.bounds) }
    }
    self.byTile = byTile
    byName = Dictionary(placed.enumerated().map { ($1.name, $0) }) { first, _ in first }
  }

  /// The scenes of a tile by ascending day; nil for a tile that there is not.
  func scenes(of tile: String) -> [ShelfScene]? { byTile[tile]?.map { scenes[$0] } }

  /// A scene by its name.
  func scene(named name: String) -> ShelfScene? { byName[name].map { scenes[$0] } }

  /// The days with scenes of a tile.
  func days(of tile: String) -> [CalendarDate] {
    var days: [CalendarDate] = []
    for position in byTile[tile] ?? [] where scenes[position].date != days.last {
      days.append(scenes[position].date)
    }
    return days
  }

  /// The clear day nearest to one year before another: what a difference is taken against; nil where there is none
  /// before it.
  func reference(before day: CalendarDate, of tile: String) -> CalendarDate? {
    let wanted = day.dayNumber - 365
    let earlier = (scenes(of: tile) ?? []).filter { $0.date.dayNumber <= day.dayNumber - 180 }
    let clear = earlier.filter { ($0.clearShare ?? 1) >= 0.6 }
    return (clear.isEmpty ? earlier : clear).min {
      (abs($0.date.dayNumber - wanted), $0.date) < (abs($1.date.dayNumber - wanted), $1.date)
    }?.date
  }
}
