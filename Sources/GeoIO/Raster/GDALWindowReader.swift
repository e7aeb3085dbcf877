import CGDAL
import Diagnostics
import Imagery

/// Reads windows through GDAL: every format but the common GeoTIFFs, and everything that is not a local file.
@safe
struct GDALWindowReader: ~Copyable {
  private let path: String
  private let dataset: GDALDataset
  private let pixelTypes: [PixelType]
  private var scratch = Raster<UInt8>(width: 0, height: 1)

  /// Takes over an open dataset.
  init(_ dataset: consuming GDALDataset, info: RasterInfo) {
    path = info.path
    pixelTypes = info.bands.map(\.pixelType)
    self.dataset = dataset
  }

  /// Reads a window that lies inside the raster.
  ///
  /// GDAL hands over samples of the band's own type, and they are converted as those of the libtiff path are.
  ///
  /// - Throws: `.corrupt` where a block cannot be read.
  @unsafe
  mutating func read(
    band: Int, window: Window, into destination: UnsafeMutableRawPointer, type: PixelType
  ) throws(TiankanError) {
    guard !window.isEmpty else { return }
    let native = pixelTypes[band - 1]
    let handle = try dataset.band(band, of: path)
    if native == type {
      unsafe try Self.transfer(handle, band, window, of: path, into: destination, native)
      return
    }
    let byteCount = window.pixelCount * native.byteCount
    if scratch.count < byteCount { scratch.reshape(width: byteCount, height: 1) }
    let path = path
    var bytes = scratch.mutableSamples
    // SAFETY: the scratch memory holds the window in the band's type and is aligned to 64 bytes.
    unsafe try bytes.withUnsafeMutableBytes { buffer throws(TiankanError) in
      guard let base = buffer.baseAddress else { return }
      unsafe try Self.transfer(handle, band, window, of: path, into: base, native)
      unsafe copySamples(
        from: UnsafeRawPointer(base), type: native, stride: 1, to: destination, type: type,
        count: window.pixelCount)
    }
  }

  @unsafe
  private static func transfer(
    _ handle: GDALBand, _ band: Int, _ window: Window, of path: String,
    into buffer: UnsafeMutableRawPointer, _ type: PixelType
  ) throws(TiankanError) {
    let place =
      "columns \(window.column)..<\(window.endColumn), rows \(window.row)..<\(window.endRow)"
    try GDALLibrary.status("read band \(band), \(place)", on: path, failure: .corrupt) {
      unsafe GDALRasterIO(
        handle.pointer, GF_Read, Int32(window.column), Int32(window.row), Int32(window.width),
        Int32(window.height), buffer, Int32(window.width), Int32(window.height), type.gdalType, 0,
        0)
    }
  }
}
