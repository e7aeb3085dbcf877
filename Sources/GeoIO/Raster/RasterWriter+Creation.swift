import CGDAL
import Diagnostics
import Glibc
import Imagery

extension RasterWriter {
  /// Refuses what a GeoTIFF cannot hold before any work is done.
  static func check(_ path: String, _ output: RasterOutput) throws(TiankanError) {
    guard LocalFile.isPlain(path) else {
      throw TiankanError(.usage, "outputs are local files; name one and copy it", subject: path)
    }
    guard !output.bands.isEmpty else {
      throw TiankanError(.usage, "a raster needs a band", subject: path)
    }
    guard output.pixelType != .int8 else {
      throw TiankanError(
        .usage, "signed bytes are not written, since few programs read them; choose int16",
        subject: path)
    }
    let first = output.bands[0].noData
    let isCommon = output.bands.allSatisfy { band in
      band.noData == first || (band.noData?.isNaN == true && first?.isNaN == true)
    }
    guard isCommon else {
      throw TiankanError(
        .usage, "a GeoTIFF has one no-data number for all its bands; write separate files",
        subject: path)
    }
  }

  static func create(
    _ file: String, grid: Grid, _ output: RasterOutput, options: [String], subject: String
  ) throws(TiankanError) -> GDALDataset {
    guard let format = GDALFormat(named: "GTiff") else {
      throw TiankanError(.installation, "GDAL lacks its GeoTIFF driver; install libgdal")
    }
    let options = GDALStringList(options)
    let made = unsafe try GDALLibrary.handle(
      "create the raster", on: subject, failure: .outputFailed
    ) {
      unsafe GDALCreate(
        format.pointer, file, Int32(grid.columns), Int32(grid.rows), Int32(output.bands.count),
        output.pixelType.gdalType, options.pointer)
    }
    return unsafe GDALDataset(owning: made)
  }

  /// Writes everything but the pixels.
  static func describe(
    _ dataset: borrowing GDALDataset, grid: Grid, _ output: RasterOutput, subject: String
  ) throws(TiankanError) {
    let pointer = unsafe dataset.pointer
    try GDALLibrary.status("write the CRS", on: subject, failure: .unsuitableCRS) {
      unsafe GDALSetProjection(pointer, grid.crs.wkt)
    }
    var transform = grid.geoTransform
    try GDALLibrary.status("write the transform", on: subject, failure: .outputFailed) {
      unsafe GDALSetGeoTransform(pointer, &transform)
    }
    let entries = GDALStringList(output.metadata.map { "\($0.key)=\($0.value)" })
    if !output.metadata.isEmpty {
      try GDALLibrary.status("write the metadata", on: subject, failure: .outputFailed) {
        unsafe GDALSetMetadata(pointer, entries.pointer, nil)
      }
    }
    for (index, band) in output.bands.enumerated() {
      let handle = try dataset.band(index + 1, of: subject)
      try GDALLibrary.status("describe a band", on: subject, failure: .outputFailed) {
        describe(handle, band)
      }
    }
  }

  private static func describe(_ handle: GDALBand, _ band: RasterOutput.Band) -> CPLErr {
    unsafe GDALSetDescription(handle.pointer, band.name)
    var results: [CPLErr] = []
    if let noData = band.noData {
      unsafe results.append(GDALSetRasterNoDataValue(handle.pointer, noData))
    }
    if band.scale != 1 || band.offset != 0 {
      unsafe results.append(GDALSetRasterScale(handle.pointer, band.scale))
      unsafe results.append(GDALSetRasterOffset(handle.pointer, band.offset))
    }
    if !band.unit.isEmpty {
      unsafe results.append(GDALSetRasterUnitType(handle.pointer, band.unit))
    }
    return results.max { $0.rawValue < $1.rawValue } ?? CE_None
  }

  /// Copies the work file into its final layout; blocks are written in their order, so the bytes repeat.
  static func layOut(
    _ work: String, as file: String, _ output: RasterOutput, subject: String
  ) throws(TiankanError) {
    guard let format = GDALFormat(named: output.driver) else {
      throw TiankanError(
        .installation, "GDAL lacks its \(output.driver) driver; install GDAL 3.1 or newer")
    }
    let source = try GDALDataset(opening: work, flags: GDAL_OF_RASTER, drivers: ["GTiff"])
    let input = unsafe source.pointer
    let options = GDALStringList(output.creationOptions)
    let made = unsafe try GDALLibrary.handle(
      "write the raster", on: subject, failure: .outputFailed
    ) { unsafe GDALCreateCopy(format.pointer, file, input, 0, options.pointer, nil, nil) }
    try unsafe GDALDataset(owning: made).close(subject)
  }

  /// A failed write is a full disk where the disk is full, whatever words GDAL found.
  static func explained(_ error: TiankanError, _ path: String) -> TiankanError {
    guard error.code == .outputFailed || error.code == .corrupt else { return error }
    guard
      LocalFile.isDiskFull(at: path) || error.cause?.contains("Free disk space available") == true
    else {
      return TiankanError(.outputFailed, error.message, subject: path, cause: error.cause)
    }
    return TiankanError(
      .diskFull, "the disk is full; free some space and run again", subject: path,
      cause: error.cause)
  }
}
