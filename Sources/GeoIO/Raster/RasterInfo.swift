public import Imagery

/// What a raster file says about itself, without its pixels: size, bands, layout, place and metadata.
///
/// Obtained by `RasterInfo(of:)` or from an open `RasterDataset`. A plain value: it may be kept and shared after the
/// file is closed.
public struct RasterInfo: Sendable {
  /// What the file says about one band.
  public struct Band: Hashable, Sendable {
    /// The type of its samples.
    public var pixelType: PixelType
    /// The number that means "no data", where the file states one.
    public var noData: Double?
    /// The factor of `value = number × scale + offset`; 1 where the file states none.
    public var scale: Double
    /// The offset of `value = number × scale + offset`; 0 where the file states none.
    public var offset: Double
    /// The band's name or description; empty where the file states none.
    public var description: String
    /// The unit of its values; empty where the file states none.
    public var unit: String
    /// The band's own metadata.
    public var metadata: [String: String]
  }

  /// How the bands of a pixel lie in the file.
  public enum PlanarLayout: String, Hashable, Sendable {
    /// The bands of a pixel lie side by side (INTERLEAVE=PIXEL).
    case interleaved
    /// Each band has blocks of its own (INTERLEAVE=BAND).
    case separate
  }

  /// The name under which the file was opened.
  public var path: String
  /// GDAL's short name of the format, such as `GTiff` or `JP2OpenJPEG`.
  public var format: String
  /// The number of columns.
  public var columns: Int
  /// The number of rows.
  public var rows: Int
  /// The bands in order; band 1 is the first.
  public var bands: [Band]
  /// The width of a block, the unit of decoding.
  public var blockWidth: Int
  /// The height of a block; strips span the width of the raster.
  public var blockHeight: Int
  /// The compression in GDAL's words, such as `DEFLATE`; empty where there is none.
  public var compression: String
  /// The predictor of DEFLATE, LZW and ZSTD: 1 none, 2 horizontal differencing, 3 floating point.
  public var predictor: Int
  /// How the bands of a pixel lie in the file.
  public var planarLayout: PlanarLayout
  /// The CRS as WKT 2; `nil` where the file states none.
  public var crsDefinition: String?
  /// The CRS; `nil` where the file states none or states one that cannot be used (`grid()` says why).
  public var crs: CoordinateReferenceSystem?
  /// The affine transform from columns and rows to coordinates, in GDAL's order (x, column step of x, row step of x,
  /// y, column step of y, row step of y) for the upper left corner of the upper left pixel; `nil` where there is none.
  ///
  /// Files that georeference the centre of the pixel (PixelIsPoint) are shifted by half a pixel as GDAL does.
  public var geoTransform: [Double]?
  /// The default metadata: `GDAL_METADATA` and the baseline tags as `TIFFTAG_…`.
  public var metadata: [String: String]
  /// Whether rational polynomial coefficients describe the sensor's geometry.
  public var hasRationalPolynomials: Bool
  /// Whether ground control points are the only georeference.
  public var hasGroundControlPoints: Bool
  /// The number of overviews (reduced copies) of band 1.
  public var overviewCount: Int
}

extension RasterInfo {
  /// The window that holds every pixel.
  public var window: Window { Window(column: 0, row: 0, width: columns, height: rows) }
}
