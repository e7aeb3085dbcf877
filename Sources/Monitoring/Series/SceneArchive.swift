import Diagnostics
import GeoIO
import Geometry
import Imagery

/// The scenes that a run rests on, in the order of their sensing times, grouped to overpasses.
///
/// Scenes of one platform and day are strips or neighbouring tiles of one overpass: a pixel is taken from the first of
/// them that shows it, so that nothing is counted twice where tiles overlap.
struct SceneArchive: Sendable {
  /// A scene and where it lies.
  struct Entry: Sendable {
    var scene: Scene
    /// The acquisition as text.
    var acquisition: String
    var date: CalendarDate
    /// The pixels of the monitored grid that the scene may show.
    var window: Window
    /// The bands that are read.
    var roles: [BandRole]
    /// Whether its numbers are reflectance; others give ratios of bands only, and say nothing of construction.
    var isCalibrated: Bool { scene.isCalibrated }

  }

  /// The scenes of a platform on a day.
  struct Overpass: Sendable {
    var date: CalendarDate
    var platform: String
    /// Positions in `entries`.
    var entries: [Int]
  }

  private(set) var entries: [Entry] = []
  private(set) var overpasses: [Overpass] = []
  private(set) var refusals: [Refusal] = []
  private(set) var notices: [String] = []
  /// How many scenes lie beside the grid.
  private(set) var besideGrid = 0
  /// How many scenes are later than the run looks.
  private(set) var later = 0
  /// How many scenes a higher version of the same acquisition supersedes.
  private(set) var superseded = 0

  /// The bands that the series uses where a scene has them.
  static let usedRoles: [BandRole] = [.blue, .green, .red, .nir, .swir1, .swir2]

  /// Reads catalogs and folders.
  ///
  /// - Parameters:
  ///   - sources: Catalogs (`*.json`) and folders.
  ///   - grid: The monitored grid.
  ///   - until: The last day that is looked at; nil for all.
  ///   - recognizer: The sensor profiles.
  ///   - memory: What earlier runs found; gets what is found now.
  init(
    _ sources: [String], on grid: Grid, until: CalendarDate?, recognizer: SceneRecognizer,
    memory: ScanMemory? = nil
  ) throws(TiankanError) {
    var scenes: [Scene] = []
    var found: [Refusal] = []
    for source in sources {
      let catalog =
        source.hasSuffix(".json")
        ? try SceneCatalog(reading: source, recognizer: recognizer, memory: memory)
        : try SceneCatalog.scan([source], recognizer: recognizer, memory: memory)
      scenes += catalog.scenes
      found += catalog.refusals
    }
    let catalog = SceneCatalog(scenes: scenes)
    refusals = found + catalog.refusals
    superseded = catalog.entries.count { $0.supersededBy != nil }
    var footprints = FootprintCache(grid: grid)
    for scene in catalog.currentScenes {
      do throws(TiankanError) {
        try add(scene.adoptingNarrowInfrared, until: until, footprints: &footprints)
      } catch {
        refusals.append(Refusal(error, subject: scene.name))
      }
    }
    entries.sort { left, right in
      guard let first = left.scene.acquisition.sensed, let second = right.scene.acquisition.sensed,
        first != second
      else { return left.acquisition < right.acquisition }
      return first < second
    }
    group()
  }

  private mutating func add(
    _ scene: Scene, until: CalendarDate?, footprints: inout FootprintCache
  ) throws(TiankanError) {
    guard let date = scene.acquisition.sensed?.date else { return }
    if let until, date > until {
      later += 1
      return
    }
    guard (0...Int(UInt16.max)).contains(date.dayNumber) else {
      throw TiankanError(
        .unknownDate, "\(date) is no day of a satellite that a series can use; correct the date",
        subject: scene.name)
    }
    for role in [BandRole.red, .nir] where scene.bands[role] == nil {
      throw TiankanError(
        .missingBand, "a series needs the \(role.rawValue) band; leave the scene out",
        subject: scene.name)
    }
    let roles = Self.usedRoles.filter { scene.bands[$0] != nil }
    guard let sceneGrid = scene.grid(for: roles) else { return }
    let window = try footprints.window(of: sceneGrid)
    guard !window.isEmpty else {
      besideGrid += 1
      return
    }
    entries.append(
      Entry(
        scene: scene, acquisition: "\(scene.acquisition)", date: date, window: window,
        roles: roles))
  }

  private mutating func group() {
    for position in entries.indices {
      let entry = entries[position]
      let platform =
        entry.scene.acquisition.platform.isEmpty
        ? entry.scene.profile : entry.scene.acquisition.platform
      let same = overpasses.lastIndex { $0.date == entry.date && $0.platform == platform }
      if let same {
        overpasses[same].entries.append(position)
      } else {
        overpasses.append(Overpass(date: entry.date, platform: platform, entries: [position]))
      }
    }
    let relative = entries.count { !$0.isCalibrated }
    if relative > 0 {
      notices.append(
        "\(relative) scenes are not calibrated to reflectance: of them only ratios of bands are used, for land units; "
          + "they say nothing of construction")
    }
    overpasses.sort { ($0.date.dayNumber, $0.platform) < ($1.date.dayNumber, $1.platform) }
  }
}

/// Where grids of scenes lie on the monitored grid; scenes of one tile share a grid.
private struct FootprintCache {
  let grid: Grid
  private var windows: [Grid: Window] = [:]

  init(grid: Grid) { self.grid = grid }

  mutating func window(of other: Grid) throws(TiankanError) -> Window {
    if let known = windows[other] { return known }
    var envelope = other.envelope
    if !other.crs.isEquivalent(to: grid.crs) {
      do throws(TiankanError) {
        envelope = try CoordinateTransform(from: other.crs, to: grid.crs).transformed(envelope)
      } catch {
        // Systems of different continents have no transformation: the scene lies elsewhere.
        envelope = .empty
      }
    }
    var window = Window(column: 0, row: 0, width: 0, height: 0)
    if envelope.intersects(grid.envelope) {
      // A pixel more on each side covers what the sides bulge between the cuts of the transformation.
      window = grid.window(
        fromX: envelope.minX, y: envelope.minY, toX: envelope.maxX, y: envelope.maxY
      ).expanded(by: 1).intersection(grid.window)
    }
    windows[other] = window
    return window
  }
}
