public import Diagnostics
public import Imagery

/// The area on the ellipsoid of every pixel of a grid, as integers that add up exactly.
///
/// The unit is a power of two of a square metre, chosen from the pixel size so that a pixel measures between 2²⁷ and 2³⁰
/// units; sums of up to 2³³ pixels fit. Sums are the same however runs, blocks or threads divide a region.
///
/// On projected grids the area of a pixel is exact (`EllipsoidalArea`) at the nodes of a lattice fixed to the grid, and
/// bilinear between them; nodes are at most 256 pixels and 2560 m apart, which keeps within 2·10⁻⁷ of the
/// pixel's own polygon in the projections of land surveys. On geographic grids the area depends on the row only and is
/// exact in each.
///
/// - Complexity: 8 bytes per node or row (16 kB for 10 980 × 10 980 pixels of 10 m); a run costs O(1 + length / 256).
public struct PixelAreas: Sendable {
  /// Square metres of one unit.
  private let unit: Double
  private let columns: Int
  private let rows: Int
  private let table: PixelAreaTable

  /// Computes the areas for a grid.
  ///
  /// - Throws: `.unsuitableCRS` for Web Mercator, for grids that reach beyond their projection and for
  ///   projections that stretch areas more than twofold.
  public init(of grid: Grid) throws(TiankanError) {
    let measure = try EllipsoidalArea(in: grid.crs)
    let metres = try Self.nominalMetresPerUnit(of: grid.crs)
    let nominal = grid.pixelWidth * metres * grid.pixelHeight * metres
    // One bit to spare above the nominal area: 2^28 to 2^29 units, and never 2^30 or more.
    let power = Int(nominal.exponent) + 2 - 30
    unit = Double(sign: .plus, exponent: power, significand: 1)
    columns = grid.columns
    rows = grid.rows
    table =
      switch grid.crs.kind {
      case .geographic: try .rows(of: grid, measure: measure, unit: unit)
      case .projected:
        try .lattice(
          of: grid, measure: measure, unit: unit,
          pixelMetres: max(grid.pixelWidth, grid.pixelHeight) * metres)
      }
  }

  /// The sum of the areas of a run's pixels, in units.
  ///
  /// The run must lie on the grid.
  public func units(of run: PixelRun) -> Int64 {
    precondition(
      run.row >= 0 && run.row < rows && run.start >= 0 && run.end <= columns
        && run.start <= run.end, "the run lies outside the grid")
    switch table {
    case .rows(let areas):
      return areas[Int(run.row)] &* Int64(run.count)
    case .lattice(let lattice):
      return lattice.sum(row: Int(run.row), start: Int(run.start), end: Int(run.end))
    }
  }

  /// The area of one pixel, in units.
  public func units(column: Int, row: Int) -> Int64 {
    units(of: PixelRun(row: Int32(row), start: Int32(column), end: Int32(column + 1)))
  }

  /// A number of units in square metres; exact up to 2⁵³ units.
  public func squareMetres(_ units: Int64) -> Double { Double(units) * unit }

  private static func nominalMetresPerUnit(
    of crs: CoordinateReferenceSystem
  ) throws(TiankanError) -> Double {
    switch crs.kind {
    case .geographic: return try crs.ellipsoid().semiMajorAxis * .pi / 180
    case .projected:
      guard let metres = crs.projectedUnitInMetres else {
        throw TiankanError(
          .unsuitableCRS, "the unit of the coordinates is unknown; give an EPSG code",
          subject: crs.description)
      }
      return metres
    }
  }
}
