import CGDAL
public import Diagnostics
import Imagery

extension RasterInfo {
  /// Reads what a raster file says about itself; no pixel is read.
  ///
  /// - Parameter path: A file, a `/vsi…` path or a subdataset name.
  /// - Throws: `.notFound`, `.permission`, `.corrupt` or `.unsupportedFormat`.
  public init(of path: String) throws(TiankanError) {
    let stamp = DescribedFiles.Stamp(path)
    if let stamp, let known = DescribedFiles.shared.info(of: path, stamp) {
      self = known
      return
    }
    let dataset = try GDALDataset(opening: path, flags: GDAL_OF_RASTER)
    try self.init(dataset, path: path)
    if let stamp { DescribedFiles.shared.keep(self, stamp) }
  }

  /// Describes files before somebody waits for it: each costs half a millisecond, and a report reads hundreds.
  ///
  /// - Parameters:
  ///   - paths: The files; those that will be read first come first, since only some thousand are kept.
  ///   - isWanted: Asked before each file.
  public static func prepare(_ paths: some Sequence<String>, while isWanted: () -> Bool) {
    DescribedFiles.shared.prepare(paths, while: isWanted)
  }

  /// Reads the description of an open dataset.
  init(_ dataset: borrowing GDALDataset, path: String) throws(TiankanError) {
    let count = dataset.bandCount
    guard count > 0 else {
      throw TiankanError(
        .unsupportedFormat,
        "the file holds no raster band of its own; name one of its subdatasets (gdalinfo lists them)",
        subject: path)
    }
    var bands: [Band] = []
    for number in 1...count {
      bands.append(try Band(try dataset.band(number, of: path), number: number, path: path))
    }
    let first = try dataset.band(1, of: path)
    var width: Int32 = 0
    var height: Int32 = 0
    unsafe GDALGetBlockSize(first.pointer, &width, &height)

    let definition = Self.definition(of: dataset)
    let compression = dataset.metadata("COMPRESSION", domain: "IMAGE_STRUCTURE") ?? ""
    let predictor = dataset.metadata("PREDICTOR", domain: "IMAGE_STRUCTURE").flatMap { Int($0) }
    let interleave = dataset.metadata("INTERLEAVE", domain: "IMAGE_STRUCTURE")
    let parsed: CoordinateReferenceSystem?
    do throws(TiankanError) {
      parsed = try definition.map { text throws(TiankanError) in try Self.parse(text, of: path) }
    } catch {
      // An odd CRS must not keep the pixels from being read; `grid()` parses again and says why.
      parsed = nil
    }
    self.init(
      path: path, format: dataset.format,
      columns: unsafe Int(GDALGetRasterXSize(dataset.pointer)),
      rows: unsafe Int(GDALGetRasterYSize(dataset.pointer)), bands: bands,
      blockWidth: Int(width), blockHeight: Int(height), compression: compression,
      predictor: predictor ?? 1, planarLayout: interleave == "PIXEL" ? .interleaved : .separate,
      crsDefinition: definition, crs: parsed, geoTransform: Self.geoTransform(of: dataset),
      metadata: Dictionary(
        dataset.metadata().map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first }),
      hasRationalPolynomials: !dataset.metadata(domain: "RPC").isEmpty,
      hasGroundControlPoints: unsafe GDALGetGCPCount(dataset.pointer) > 0,
      overviewCount: unsafe Int(GDALGetOverviewCount(first.pointer)))
  }

  private static func geoTransform(of dataset: borrowing GDALDataset) -> [Double]? {
    var transform = [Double](repeating: 0, count: 6)
    let status = unsafe GDALGetGeoTransform(dataset.pointer, &transform)
    return status == CE_None ? transform : nil
  }

  private static func definition(of dataset: borrowing GDALDataset) -> String? {
    guard let reference = unsafe GDALGetSpatialRef(dataset.pointer) else { return nil }
    let options = GDALStringList(["FORMAT=WKT2_2019", "MULTILINE=NO"])
    var text: UnsafeMutablePointer<CChar>? = nil
    let status = unsafe OSRExportToWktEx(reference, &text, options.constPointer)
    defer { unsafe VSIFree(text) }
    guard status == OGRERR_NONE, let found = unsafe copiedString(text), !found.isEmpty else {
      return nil
    }
    return found
  }
}

extension RasterInfo.Band {
  /// Reads the description of one band.
  init(_ band: GDALBand, number: Int, path: String) throws(TiankanError) {
    guard let pixelType = band.pixelType else {
      throw TiankanError(
        .unsupportedFormat,
        "band \(number) holds complex numbers; convert it to intensity or reflectance first",
        subject: path)
    }
    var hasNoData: Int32 = 0
    let noData = unsafe GDALGetRasterNoDataValue(band.pointer, &hasNoData)
    var hasScale: Int32 = 0
    let scale = unsafe GDALGetRasterScale(band.pointer, &hasScale)
    var hasOffset: Int32 = 0
    let offset = unsafe GDALGetRasterOffset(band.pointer, &hasOffset)
    self.init(
      pixelType: pixelType, noData: hasNoData != 0 ? noData : nil,
      scale: hasScale != 0 ? scale : 1, offset: hasOffset != 0 ? offset : 0,
      description: unsafe copiedString(GDALGetDescription(band.pointer)) ?? "",
      unit: unsafe copiedString(GDALGetRasterUnitType(band.pointer)) ?? "",
      metadata: Dictionary(
        unsafe GDALStringList.pairs(GDALGetMetadata(band.pointer, nil)).map { ($0.key, $0.value) },
        uniquingKeysWith: { first, _ in first }))
  }
}
