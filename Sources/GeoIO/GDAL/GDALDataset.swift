import CGDAL
import Diagnostics

/// An open GDAL dataset, raster or vector; closed when its holder goes away.
///
/// A dataset and everything that comes from it must be used by one thread at a time: "The returned dataset should
/// only be accessed by one thread at a time" (GDALOpenEx). So it is not `Sendable`; each worker opens its own.
@safe
struct GDALDataset: ~Copyable {
  let pointer: UnsafeMutableRawPointer

  /// Takes over a dataset that GDAL handed out, as `GDALCreate` does.
  init(owning pointer: UnsafeMutableRawPointer) { unsafe self.pointer = pointer }

  /// Opens a file or any other name that GDAL understands.
  ///
  /// - Parameters:
  ///   - name: A path, a `/vsi…` path, a subdataset name or a connection string.
  ///   - flags: `GDAL_OF_RASTER`, `GDAL_OF_VECTOR`, `GDAL_OF_UPDATE` and so on.
  ///   - drivers: The only drivers to try; `nil` for all.
  ///   - options: Open options of the driver, `NAME=VALUE`.
  /// - Throws: `.notFound`, `.permission`, `.corrupt` (a driver knows the file but cannot read it) or
  ///   `.unsupportedFormat` (no driver knows it).
  init(
    opening name: String, flags: Int32, drivers: [String]? = nil, options: [String] = []
  ) throws(TiankanError) {
    GDALLibrary.prepare()
    try LocalFile.checkReadable(name)
    let drivers = GDALStringList(drivers ?? [])
    let options = GDALStringList(options)
    let log = GDALErrorLog()
    let opened = unsafe log.collect {
      unsafe GDALOpenEx(
        name, UInt32(flags | GDAL_OF_VERBOSE_ERROR), drivers.constPointer, options.constPointer, nil
      )
    }
    guard let opened = unsafe opened else {
      // GDAL's failure does not tell a damaged file from a foreign one; whether a driver claims it does.
      let claimed = GDALErrorLog().collect {
        unsafe GDALIdentifyDriverEx(name, UInt32(flags), drivers.constPointer, nil) != nil
      }
      let isMissing = name.hasPrefix("/vsi") && !Self.exists(name)
      throw log.error(
        "open the file", on: name,
        failure: isMissing ? .notFound : claimed ? .corrupt : .unsupportedFormat)
    }
    unsafe pointer = opened
  }

  deinit {
    // A failure here can only be met by a holder that calls `close` instead; files being written do.
    // Released and not closed, because virtual datasets made from this one may still refer to it.
    GDALErrorLog().collect { _ = unsafe GDALReleaseDataset(pointer) }
  }

  private static func exists(_ virtualPath: String) -> Bool {
    GDALErrorLog().collect {
      guard let file = unsafe VSIFOpenL(virtualPath, "rb") else { return false }
      return unsafe VSIFCloseL(file) == 0
    }
  }

  /// Closes the dataset, writing what is still in memory.
  ///
  /// - Throws: `.diskFull`, `.permission` or `.outputFailed` where the last bytes could not be written.
  consuming func close(_ subject: String) throws(TiankanError) {
    let pointer = unsafe pointer
    discard self
    try GDALLibrary.finish("close the file", on: subject, failure: .outputFailed) {
      unsafe GDALClose(pointer)
    }
  }

  /// The short name of the driver that opened the file, such as `GTiff`.
  var format: String {
    guard let driver = unsafe GDALGetDatasetDriver(pointer) else { return "" }
    return unsafe copiedString(GDALGetDriverShortName(driver)) ?? ""
  }

  /// The number of bands.
  var bandCount: Int { unsafe Int(GDALGetRasterCount(pointer)) }

  /// A band, counted from 1; valid while the dataset is open.
  ///
  /// - Throws: `.missingBand`.
  func band(_ number: Int, of subject: String) throws(TiankanError) -> GDALBand {
    guard (1...max(1, bandCount)).contains(number), bandCount > 0 else {
      throw TiankanError(
        .missingBand, "there is no band \(number); the file has \(bandCount)", subject: subject)
    }
    let found = unsafe try GDALLibrary.handle(
      "open band \(number)", on: subject, failure: .missingBand
    ) { unsafe GDALGetRasterBand(pointer, Int32(number)) }
    return unsafe GDALBand(pointer: found)
  }

  /// The metadata of a domain, `nil` for the default one.
  func metadata(domain: String? = nil) -> [(key: String, value: String)] {
    guard let domain else { return unsafe GDALStringList.pairs(GDALGetMetadata(pointer, nil)) }
    return unsafe GDALStringList.pairs(GDALGetMetadata(pointer, domain))
  }

  /// One entry of the metadata.
  func metadata(_ key: String, domain: String) -> String? {
    unsafe copiedString(GDALGetMetadataItem(pointer, key, domain))
  }
}
