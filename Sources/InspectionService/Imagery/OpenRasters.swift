import Diagnostics
import GeoIO
import Geometry
import Imagery

/// The rasters and transformations that one painter keeps open: opening takes longer than reading a tile.
///
/// Not `Sendable`: each painter has its own.
struct OpenRasters: ~Copyable {
  /// A raster in a dictionary, which takes no value without copies.
  private final class Raster {
    let pyramid: RasterPyramid
    var used = 0
    init(_ path: String) throws(TiankanError) { pyramid = try RasterPyramid(opening: path) }
  }

  private final class Transform {
    let transform: CoordinateTransform
    init(to crs: CoordinateReferenceSystem) throws(TiankanError) {
      transform = try CoordinateTransform(
        from: CoordinateReferenceSystem(parsing: "EPSG:3857"), to: crs)
    }
  }

  private static let greatestNumber = 96

  private var rasters: [String: Raster] = [:]
  private var transforms: [CoordinateReferenceSystem: Transform] = [:]
  private var clock = 0

  /// What a file says about itself.
  mutating func info(_ path: String) throws(TiankanError) -> RasterInfo {
    try open(path).pyramid.info
  }

  /// Where the pixels of a tile lie on a grid.
  mutating func lattice(
    _ tile: MapTile, on grid: Grid
  ) throws(TiankanError) -> TileLattice {
    let made: Transform
    if let known = transforms[grid.crs] {
      made = known
    } else {
      made = try Transform(to: grid.crs)
      transforms[grid.crs] = made
    }
    return try TileLattice(tile, on: grid, made.transform)
  }

  /// Reads a window of a band, one number for `factor` × `factor` pixels.
  mutating func read(
    _ path: String, band: Int, window: Window, factor: Int, into plane: inout [Float]
  ) throws(TiankanError) {
    let count =
      ((window.width + factor - 1) / factor) * ((window.height + factor - 1) / factor)
    if plane.count != count { plane = [Float](repeating: 0, count: count) }
    let raster = try open(path)
    var samples = plane.mutableSpan
    try raster.pyramid.read(band: band, window: window, factor: factor, into: &samples)
  }

  private mutating func open(_ path: String) throws(TiankanError) -> Raster {
    clock += 1
    if let known = rasters[path] {
      known.used = clock
      return known
    }
    if rasters.count >= Self.greatestNumber {
      let oldest = rasters.sorted { $0.value.used < $1.value.used }.prefix(16)
      for (path, _) in oldest { rasters[path] = nil }
    }
    let raster = try Raster(path)
    raster.used = clock
    rasters[path] = raster
    return raster
  }
}
