import CGDAL
import Diagnostics
import Imagery

/// A band seen on another grid through GDAL's warper: for sources of another CRS and rotated ones.
///
/// Every coordinate is transformed exactly (error threshold 0), the kernel has the size of the source pixel
/// (XSCALE=YSCALE=1) and no sampling grid decides what is read (SAMPLE_GRID=NO): GDAL's defaults make pixels depend
/// on the window. The warped dataset computes blocks of fixed place and size, so a pixel is always the same one.
@safe
struct WarpedBand: ~Copyable {
  /// How pixels between source pixels are made.
  enum Kernel: String {
    case nearest = "near"
    case bilinear
  }

  /// How far, in pixels, windows may reach outside the grid and still see the source; beyond lies no data.
  static let margin = 1024

  private let path: String
  private let dataset: GDALDataset
  private let extent: Window

  /// Prepares the view; no pixel is read.
  ///
  /// - Parameters:
  ///   - source: The band; its grid places it unless the file itself is rotated.
  ///   - isRotated: Whether the file's own transform places it.
  ///   - grid: The grid to see it on.
  init(
    _ source: BandSource, isRotated: Bool, on grid: Grid, kernel: Kernel
  ) throws(TiankanError) {
    let file = try GDALDataset(opening: source.path, flags: GDAL_OF_RASTER)
    var selection = ["-of", "VRT", "-b", "\(source.band)"]
    if !isRotated {
      let place = source.grid
      selection += ["-a_srs", place.crs.wkt, "-a_ullr"]
      selection += [place.originX, place.originY, place.maxX, place.minY].map { "\($0)" }
    }
    let band = try Self.translate(file, selection, path: source.path)
    let extent = grid.window.expanded(by: Self.margin)
    dataset = try Self.warp(
      band, Self.arguments(source, on: grid, extent, kernel), path: source.path)
    path = source.path
    self.extent = extent
  }

  /// Reads a window of the grid as numbers, not-a-number where there is no data.
  ///
  /// - Throws: `.corrupt` where a source block cannot be read.
  func read(_ window: Window, into samples: inout MutableSpan<Float>) throws(TiankanError) {
    precondition(samples.count == window.pixelCount, "the buffer does not fit the window")
    let part = window.intersection(extent)
    if part != window { for position in samples.indices { samples[position] = .nan } }
    guard !part.isEmpty else { return }
    let band = try dataset.band(1, of: path)
    let start = (part.row - window.row) * window.width + part.column - window.column
    let lineSpacing = GSpacing(window.width * MemoryLayout<Float>.stride)
    let (path, extent) = (path, extent)
    // SAFETY: `part` lies inside the window, and lines are spaced as those of the window.
    unsafe try samples.withUnsafeMutableBufferPointer { buffer throws(TiankanError) in
      guard let base = buffer.baseAddress else { return }
      try GDALLibrary.status("warp a window", on: path, failure: .corrupt) {
        unsafe GDALRasterIOEx(
          band.pointer, GF_Read, Int32(part.column - extent.column), Int32(part.row - extent.row),
          Int32(part.width), Int32(part.height), base + start, Int32(part.width),
          Int32(part.height), GDT_Float32, 0, lineSpacing, nil)
      }
    }
  }

  private static func arguments(
    _ source: BandSource, on grid: Grid, _ extent: Window, _ kernel: Kernel
  ) -> [String] {
    let bounds = [
      grid.x(ofColumnEdge: extent.column), grid.y(ofRowEdge: extent.endRow),
      grid.x(ofColumnEdge: extent.endColumn), grid.y(ofRowEdge: extent.row),
    ]
    return ["-of", "VRT", "-ot", "Float32", "-wt", "Float32", "-t_srs", grid.crs.wkt, "-te"]
      + bounds.map { "\($0)" } + ["-ts", "\(extent.width)", "\(extent.height)"]
      + ["-r", kernel.rawValue, "-et", "0", "-ovr", "NONE", "-dstnodata", "nan"]
      + ["-srcnodata", source.noData.map { "\($0)" } ?? "None"]
      + ["-wo", "XSCALE=1", "-wo", "YSCALE=1", "-wo", "SAMPLE_GRID=NO"]
  }

  private static func translate(
    _ source: borrowing GDALDataset, _ arguments: [String], path: String
  ) throws(TiankanError) -> GDALDataset {
    let list = GDALStringList(arguments)
    let options = unsafe GDALTranslateOptionsNew(list.pointer, nil)
    defer { unsafe GDALTranslateOptionsFree(options) }
    let input = unsafe source.pointer
    let made = unsafe try GDALLibrary.handle("select the band", on: path, failure: .missingBand) {
      unsafe GDALTranslate("", input, options, nil)
    }
    return unsafe GDALDataset(owning: made)
  }

  private static func warp(
    _ source: borrowing GDALDataset, _ arguments: [String], path: String
  ) throws(TiankanError) -> GDALDataset {
    let list = GDALStringList(arguments)
    let options = unsafe GDALWarpAppOptionsNew(list.pointer, nil)
    defer { unsafe GDALWarpAppOptionsFree(options) }
    let input = unsafe source.pointer
    let made = unsafe try GDALLibrary.handle("warp the band", on: path, failure: .unsuitableCRS) {
      var inputs: [GDALDatasetH?] = unsafe [input]
      return unsafe GDALWarp("", nil, 1, &inputs, options, nil)
    }
    return unsafe GDALDataset(owning: made)
  }
}
