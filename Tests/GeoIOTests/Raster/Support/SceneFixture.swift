import Diagnostics
import Foundation
import Geometry
import GeoIO
import Imagery

/// Small scenes for tests, made from files that a script wrote.
enum SceneFixture {
  /// A scene of the given bands, each in a file of its own and on the grid the file states.
  static func scene(
    _ bands: [BandRole: (path: String, noData: Double?)], quality: String? = nil
  ) throws -> Scene {
    var sources: [BandRole: BandSource] = [:]
    for (role, band) in bands { sources[role] = try source(band.path, noData: band.noData) }
    return Scene(
      name: "test", acquisition: AcquisitionID(platform: "", sensor: "", tile: "", sensed: nil),
      version: ProductVersion(baseline: "", processed: ""), profile: "generic", bands: sources,
      quality: try quality.map {
        Scene.Quality(source: try source($0, noData: nil), rule: QualityRule())
      },
      isCalibrated: true)
  }

  /// The first band of a file.
  static func source(_ path: String, noData: Double?) throws -> BandSource {
    BandSource(
      path: path, band: 1, name: "B1", scaling: BandScaling(offset: 0, unit: 1), noData: noData,
      grid: try RasterInfo(of: path).grid())
  }

  /// A stack for a reader.
  static func stack(_ reader: borrowing SceneReader) -> BandStack {
    BandStack(
      roles: reader.roles,
      scalings: reader.roles.map { _ in BandScaling(offset: 0, unit: 1) }, width: 0, height: 0)
  }

  /// The bits of one plane of a window, so that not-a-numbers compare.
  static func bits(
    _ reader: inout SceneReader, _ role: BandRole, _ window: Window
  ) throws(TiankanError) -> [UInt32] {
    try numbers(&reader, role, window).map { $0.isNaN ? UInt32.max : $0.bitPattern }
  }

  /// One plane of a window.
  static func numbers(
    _ reader: inout SceneReader, _ role: BandRole, _ window: Window
  ) throws(TiankanError) -> [Float] {
    var stack = stack(reader)
    try reader.read(window, into: &stack)
    let plane = stack.plane(role)
    return unsafe plane.withUnsafeBufferPointer { unsafe Array($0) }
  }

  /// Reads a plane in windows of a size and puts it together.
  static func tiled(
    _ reader: inout SceneReader, _ role: BandRole, _ whole: Window, tile: (Int, Int)
  ) throws -> [UInt32] {
    var result = [UInt32](repeating: 0, count: whole.pixelCount)
    for row in stride(from: whole.row, to: whole.endRow, by: tile.1) {
      for column in stride(from: whole.column, to: whole.endColumn, by: tile.0) {
        let window = Window(column: column, row: row, width: tile.0, height: tile.1)
          .intersection(whole)
        let part = try bits(&reader, role, window)
        for line in 0..<window.height {
          let start = (window.row - whole.row + line) * whole.width + window.column - whole.column
          for position in 0..<window.width {
            result[start + position] = part[line * window.width + position]
          }
        }
      }
    }
    return result
  }

  /// The first band of a file as `Float`, read by GDAL.
  static func reference(_ path: String) throws -> [Float] {
    var dataset = try RasterDataset(opening: path, backend: .gdal)
    var plane = Raster<Float>(width: dataset.info.columns, height: dataset.info.rows)
    let window = dataset.info.window
    var samples = plane.mutableSamples
    try dataset.read(band: 1, window: window, into: &samples)
    return unsafe samples.withUnsafeBufferPointer { unsafe Array($0) }
  }

  /// A script's beginning: writes one band with a CRS and a transform.
  static let writing = """
    import sys, numpy
    from osgeo import gdal, osr
    gdal.UseExceptions()
    def write(path, values, transform, code=32650, options=('TILED=YES', 'BLOCKXSIZE=32', 'BLOCKYSIZE=32', 'COMPRESS=DEFLATE')):
        kinds = {'uint8': gdal.GDT_Byte, 'uint16': gdal.GDT_UInt16, 'int16': gdal.GDT_Int16, 'float32': gdal.GDT_Float32}
        rows, columns = values.shape
        target = gdal.GetDriverByName('GTiff').Create(path, columns, rows, 1, kinds[str(values.dtype)], list(options))
        if transform: target.SetGeoTransform(transform)
        if code:
            system = osr.SpatialReference(); system.ImportFromEPSG(code)
            target.SetSpatialRef(system)
        target.WriteArray(values)
        return target

    """
}
