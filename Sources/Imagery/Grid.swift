/// Where pixels are: a CRS, an origin, a pixel size, and a number of columns and rows.
///
/// Grids are north-up: columns run along easting (longitude), rows run from north to south. A raster that is rotated
/// or sheared has no `Grid`; it is warped to one.
public struct Grid: Hashable, Sendable {
  /// The coordinate reference system.
  public var crs: CoordinateReferenceSystem
  /// Easting or longitude of the left edge of column 0.
  public var originX: Double
  /// Northing or latitude of the upper edge of row 0.
  public var originY: Double
  /// The width of a pixel in units of the CRS, positive.
  public var pixelWidth: Double
  /// The height of a pixel in units of the CRS, positive.
  public var pixelHeight: Double
  /// The number of columns.
  public var columns: Int
  /// The number of rows.
  public var rows: Int

  /// Creates a grid; sizes must be positive.
  public init(
    crs: CoordinateReferenceSystem, originX: Double, originY: Double, pixelWidth: Double,
    pixelHeight: Double, columns: Int, rows: Int
  ) {
    precondition(pixelWidth > 0 && pixelHeight > 0, "a grid's pixels must have a positive size")
    precondition(columns > 0 && rows > 0, "a grid must have a pixel")
    self.crs = crs
    self.originX = originX
    self.originY = originY
    self.pixelWidth = pixelWidth
    self.pixelHeight = pixelHeight
    self.columns = columns
    self.rows = rows
  }
}

extension Grid {
  /// The window that holds every pixel.
  public var window: Window { Window(column: 0, row: 0, width: columns, height: rows) }
  /// Easting or longitude of the right edge.
  public var maxX: Double { x(ofColumnEdge: columns) }
  /// Northing or latitude of the lower edge.
  public var minY: Double { y(ofRowEdge: rows) }

  /// Easting or longitude of the left edge of a column.
  public func x(ofColumnEdge column: Int) -> Double { originX + Double(column) * pixelWidth }
  /// Northing or latitude of the upper edge of a row.
  public func y(ofRowEdge row: Int) -> Double { originY - Double(row) * pixelHeight }

  /// The six coefficients in GDAL's order: x, pixel width, 0, y, 0, −pixel height.
  public var geoTransform: [Double] { [originX, pixelWidth, 0, originY, 0, -pixelHeight] }

  /// Whether both grids have the same pixels (CRS by identity of definition or authority code).
  ///
  /// Origins and pixel sizes may differ by a thousandth of a pixel over the whole grid, as printed decimals do.
  public func hasSamePixels(as other: Grid) -> Bool {
    guard columns == other.columns, rows == other.rows else { return false }
    let tolerance = 1e-3
    let sameCRS =
      crs == other.crs
      || (crs.authorityCode != nil && crs.authorityCode == other.crs.authorityCode)
    return sameCRS
      && abs(originX - other.originX) <= tolerance * pixelWidth
      && abs(originY - other.originY) <= tolerance * pixelHeight
      && abs(maxX - other.maxX) <= tolerance * pixelWidth
      && abs(minY - other.minY) <= tolerance * pixelHeight
  }
}
