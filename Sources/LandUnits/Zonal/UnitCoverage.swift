public import Diagnostics
public import Geometry
public import Imagery

/// The cells of a grid that a land unit covers, and how much of each: exact shares, rounded to fixed-point weights.
///
/// For statistics over one land unit. Many units that are read in one pass belong in a `UnitLayout`, which stores the same runs side by
/// side. Shares are the areas common to outline and cell in the plane of the grid's CRS, divided by the cell's area; they are computed
/// analytically, not by sampling, and are right within 10⁻⁹ before they are rounded (see `CoverageWeight`).
///
/// - Complexity: memory is 16 bytes per run of cells and 4 bytes per cell that is not in the inside of a long row.
public struct UnitCoverage: Hashable, Sendable {
  /// The smallest window that holds every covered cell; empty where the unit lies outside the grid.
  public let window: Window
  /// The sum of all weights.
  public let totalWeight: Int64
  let table: CoverageTable

  init(_ table: CoverageTable) {
    self.table = table
    window = table.window(of: table.runs.indices)
    totalWeight = table.totalWeight(of: table.runs.indices)
  }

  /// Computes the coverage of an outline.
  ///
  /// A unit that lies in the grid covers at least one cell with a weight of at least 1, however small it is. The part outside the
  /// grid, or outside `limits`, is left out; the weights inside are the same whatever the limits.
  ///
  /// - Parameters:
  ///   - outline: a valid geometry in the CRS of the grid; the direction of its rings does not matter.
  ///   - grid: the cells.
  ///   - limits: the cells wanted; nil for the whole grid.
  /// - Throws: `.invalidGeometry` for coordinates that are not finite, or a unit that spans more than 2²⁸ cells.
  /// - Complexity: linear in the cells of the outline's window and the cells that its edges cross.
  public init(
    of outline: MultiPolygon, on grid: Grid, within limits: Window? = nil
  ) throws(TiankanError) {
    var burner = CoverageBurner()
    var table = CoverageTable()
    let cells = limits?.intersection(grid.window) ?? grid.window
    try burner.burn(outline, on: grid, within: cells, into: &table)
    self.init(table)
  }
}

extension UnitCoverage {
  /// The covered cells, row after row, in each row from west to east.
  public var runs: Span<CoverageRun> {
    @_lifetime(borrow self)
    borrowing get { table.runs.span }
  }

  /// The weights that runs refer to.
  public var weights: Span<UInt32> {
    @_lifetime(borrow self)
    borrowing get { table.weights.span }
  }

  /// Whether no cell is covered.
  public var isEmpty: Bool { table.runs.isEmpty }
  /// The number of cells that are covered at least in part.
  public var cellCount: Int { table.cellCount(of: table.runs.indices) }
  /// The covered area in pixels: the sum of the shares.
  public var effectivePixels: Double { CoverageWeight.pixels(totalWeight) }

  /// The weight of a cell; 0 where it is not covered.
  ///
  /// - Complexity: logarithmic in the runs; for tests and pictures.
  public func weight(column: Int, row: Int) -> UInt32 {
    var low = 0
    var high = table.runs.count
    while low < high {
      let middle = (low + high) / 2
      let run = table.runs[middle]
      if (Int(run.row), Int(run.end)) <= (row, column) { low = middle + 1 } else { high = middle }
    }
    guard low < table.runs.count else { return 0 }
    let run = table.runs[low]
    guard Int(run.row) == row, Int(run.start) <= column else { return 0 }
    return run.isFull
      ? CoverageWeight.full : table.weights[Int(run.firstWeight) + column - Int(run.start)]
  }
}
