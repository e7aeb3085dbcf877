import CGDAL
public import Diagnostics
public import Imagery

/// An open raster that is read at coarser pixels, from its overviews where it has any: what maps and previews need.
///
/// One worker, one pyramid, as with `RasterDataset`. Blocks are decoded by GDAL and kept in its cache, so that neighbouring
/// windows do not decode them twice.
public struct RasterPyramid: ~Copyable {
  /// What the file says about itself.
  public let info: RasterInfo
  private let dataset: GDALDataset

  /// Opens a raster; no pixel is read.
  ///
  /// - Parameter path: A file, a `/vsi…` path or a subdataset name.
  /// - Throws: `.notFound`, `.permission`, `.corrupt` or `.unsupportedFormat`.
  public init(opening path: String) throws(TiankanError) {
    let dataset = try GDALDataset(opening: path, flags: GDAL_OF_RASTER)
    let stamp = DescribedFiles.Stamp(path)
    if let stamp, let known = DescribedFiles.shared.info(of: path, stamp) {
      info = known
    } else {
      info = try RasterInfo(dataset, path: path)
    }
    self.dataset = dataset
  }

  /// Reads a window of a band, one number for every `factor` × `factor` pixels.
  ///
  /// Where the file has an overview of that factor its numbers come as they are; else the nearest pixel of the next finer one is taken.
  /// Neither scale nor offset is applied, and no-data numbers come as they are.
  ///
  /// - Parameters:
  ///   - band: The band, counted from 1.
  ///   - window: Full pixels inside the raster; outside is a programmer's error.
  ///   - factor: 1 for full pixels.
  ///   - samples: Receives `⌈width / factor⌉ × ⌈height / factor⌉` numbers, row after row.
  /// - Throws: `.missingBand`; `.corrupt` where a block cannot be decoded.
  public func read(
    band: Int, window: Window, factor: Int, into samples: inout MutableSpan<Float>
  ) throws(TiankanError) {
    let width = (window.width + factor - 1) / factor
    let height = (window.height + factor - 1) / factor
    precondition(info.window.contains(window), "the window reaches outside the raster")
    precondition(samples.count == width * height, "the buffer does not fit the window")
    let handle = try dataset.band(band, of: info.path)
    let path = info.path
    // SAFETY: the precondition says that the buffer holds as many numbers of 4 bytes as are asked for.
    unsafe try samples.withUnsafeMutableBytes { buffer throws(TiankanError) in
      let base = buffer.baseAddress
      try GDALLibrary.status("read band \(band)", on: path, failure: .corrupt) {
        unsafe GDALRasterIO(
          handle.pointer, GF_Read, Int32(window.column), Int32(window.row), Int32(window.width),
          Int32(window.height), base, Int32(width), Int32(height), GDT_Float32, 0, 0)
      }
    }
  }
}
