import Diagnostics
import GeoIO
import Imagery
import Testing

/// Holds the two reading paths against each other.
enum PathComparison {
  /// Reads a window as one type, bit for bit.
  static func bits<Sample: PixelSample>(
    _ dataset: inout RasterDataset, band: Int, window: Window, as: Sample.Type
  ) throws(TiankanError) -> [UInt8] {
    var plane = Raster<Sample>(width: window.width, height: window.height)
    var samples = plane.mutableSamples
    try dataset.read(band: band, window: window, into: &samples)
    return unsafe samples.withUnsafeBytes { unsafe Array($0) }
  }

  /// Reads a window in the band's own type.
  static func nativeBits(
    _ dataset: inout RasterDataset, band: Int, window: Window
  ) throws(TiankanError) -> [UInt8] {
    switch dataset.info.bands[band - 1].pixelType {
    case .uint8: try bits(&dataset, band: band, window: window, as: UInt8.self)
    case .int8: try bits(&dataset, band: band, window: window, as: Int8.self)
    case .uint16: try bits(&dataset, band: band, window: window, as: UInt16.self)
    case .int16: try bits(&dataset, band: band, window: window, as: Int16.self)
    case .uint32: try bits(&dataset, band: band, window: window, as: UInt32.self)
    case .int32: try bits(&dataset, band: band, window: window, as: Int32.self)
    case .float32: try bits(&dataset, band: band, window: window, as: Float.self)
    case .float64: try bits(&dataset, band: band, window: window, as: Double.self)
    }
  }

  /// Expects the same bits from both paths: every band as a whole, and windows that cut blocks, with a cache that
  /// holds everything and one that holds a single block.
  static func expectEqualPaths(_ path: String) throws {
    var reference = try RasterDataset(opening: path, backend: .gdal)
    var dataset = try RasterDataset(opening: path, backend: .libtiff)
    var forgetful = try RasterDataset(opening: path, backend: .libtiff, cacheByteLimit: 1)
    let info = dataset.info
    for band in 1...info.bands.count {
      let expected = try nativeBits(&reference, band: band, window: info.window)
      #expect(
        try nativeBits(&dataset, band: band, window: info.window) == expected,
        "\(path), band \(band)")
      for window in windows(of: info) {
        let part = try nativeBits(&reference, band: band, window: window)
        #expect(try nativeBits(&dataset, band: band, window: window) == part, "\(path) \(window)")
        #expect(try nativeBits(&forgetful, band: band, window: window) == part, "\(path) \(window)")
      }
    }
    guard let window = windows(of: info).last else { return }
    #expect(
      try bits(&dataset, band: 1, window: window, as: Float.self)
        == bits(&reference, band: 1, window: window, as: Float.self), "\(path) as Float")
    #expect(
      try bits(&dataset, band: 1, window: window, as: UInt16.self)
        == bits(&reference, band: 1, window: window, as: UInt16.self), "\(path) as UInt16")
  }

  /// One pixel, a part of a block, and a window across block edges up to the last corner.
  private static func windows(of info: RasterInfo) -> [Window] {
    let column = info.columns / 3
    let row = info.rows / 4
    return [
      Window(column: info.columns - 1, row: info.rows - 1, width: 1, height: 1),
      Window(column: 0, row: row, width: max(1, column), height: max(1, info.rows / 5)),
      Window(column: column, row: row, width: info.columns - column, height: info.rows - row),
    ]
  }
}
