import Diagnostics
import GeoIO
import Glibc
import Imagery

/// The scenes that a worker has open, the least recently used of which is closed when files become too many.
///
/// Opening a scene costs milliseconds and a block of every date needs all of them, so they stay open; the memory of decoded
/// blocks is given back after each window.
struct OpenScenes: ~Copyable {
  private final class Open {
    var reader: TolerantSceneReader
    var lastUse: Int

    init(_ reader: consuming TolerantSceneReader, lastUse: Int) {
      self.reader = reader
      self.lastUse = lastUse
    }
  }

  /// Blocks of files of other sizes than the blocks of the pass are kept for one window only.
  private static let cacheByteLimit = 4 << 20

  private let archive: SceneArchive
  private let grid: Grid
  private let refusals: RefusalLog
  private let limit: Int
  private var open: [Int: Open] = [:]
  private var clock = 0

  /// - Parameter limit: How many scenes may be open at once.
  init(_ archive: SceneArchive, grid: Grid, limit: Int, refusals: RefusalLog) {
    self.archive = archive
    self.grid = grid
    self.limit = max(1, limit)
    self.refusals = refusals
  }

  /// Reads the quality numbers of a window; false where the scene has none.
  mutating func readQuality(
    of entry: Int, _ window: Window, into quality: inout Raster<UInt16>
  ) throws(TiankanError) -> Bool {
    let scene = try reader(of: entry)
    return try scene.reader.readQuality(window, into: &quality)
  }

  /// Reads the bands of a window.
  mutating func read(
    _ entry: Int, _ window: Window, into stack: inout BandStack
  ) throws(TiankanError) {
    let scene = try reader(of: entry)
    let roles = archive.entries[entry].roles
    stack.reuse(
      roles: roles, scalings: roles.map { archive.entries[entry].scene.scaling(of: $0) },
      width: window.width, height: window.height)
    try scene.reader.read(window, into: &stack)
  }

  /// Gives the memory of a scene's decoded blocks back.
  mutating func release(_ entry: Int) { open[entry]?.reader.releaseMemory() }

  private mutating func reader(of entry: Int) throws(TiankanError) -> Open {
    clock += 1
    if let known = open[entry] {
      known.lastUse = clock
      return known
    }
    if open.count >= limit, let oldest = open.min(by: { $0.value.lastUse < $1.value.lastUse }) {
      open[oldest.key] = nil
    }
    let described = archive.entries[entry]
    let made = Open(
      try TolerantSceneReader(
        scene: described.scene, roles: described.roles, grid: grid,
        cacheByteLimit: Self.cacheByteLimit, refusals: refusals),
      lastUse: clock)
    open[entry] = made
    return made
  }
}

extension OpenScenes {
  /// How many scenes each worker may keep open: as many as the system's limit of open files allows, which is raised as far
  /// as it can be.
  static func limit(workers: Int, filesPerScene: Int) -> Int {
    var limits = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(7), &limits) == 0 else { return 8 }
    if limits.rlim_cur < limits.rlim_max {
      limits.rlim_cur = min(limits.rlim_max, 65_536)
      _ = unsafe setrlimit(__rlimit_resource_t(7), &limits)
      _ = unsafe getrlimit(__rlimit_resource_t(7), &limits)
    }
    // Some are for ledger, outputs and libraries.
    let free = max(0, Int(min(limits.rlim_cur, 1 << 30)) - 128)
    return max(2, free / max(1, workers * filesPerScene))
  }
}
