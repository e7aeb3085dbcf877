import Geometry
public import Imagery

/// Where many land units lie on a grid: the coverage of all of them in one store, found by window.
///
/// For one pass over a grid in blocks: each block asks for the units that have cells in its window, and gives their runs with its pixels
/// to `accumulateZone`. Units keep the order in which they were given to the `UnitLayoutBuilder`; they may overlap.
///
/// - Complexity: memory is that of the runs (16 bytes each) and weights (4 bytes per cell), and 80 bytes per unit; 400 bytes for a parcel of 40
///   pixels.
public struct UnitLayout: Sendable {
  /// The cells.
  public let grid: Grid
  private let table: CoverageTable
  /// The position of each unit's first run, and the number of runs at the end.
  private let firstRuns: [Int32]
  private let windows: [Window]
  private let index: SpatialIndex

  init(grid: Grid, table: CoverageTable, firstRuns: [Int32]) {
    self.grid = grid
    self.table = table
    self.firstRuns = firstRuns
    var windows: [Window] = []
    windows.reserveCapacity(firstRuns.count - 1)
    for unit in 0..<firstRuns.count - 1 {
      windows.append(table.window(of: Int(firstRuns[unit])..<Int(firstRuns[unit + 1])))
    }
    self.windows = windows
    index = SpatialIndex(windows.map(Self.envelope))
  }

  /// The middles of the outer cells: windows that only touch have none in common.
  private static func envelope(_ window: Window) -> Envelope {
    guard !window.isEmpty else { return .empty }
    return Envelope(
      minX: Double(window.column) + 0.5, minY: Double(window.row) + 0.5,
      maxX: Double(window.endColumn) - 0.5, maxY: Double(window.endRow) - 0.5)
  }
}

extension UnitLayout {
  /// The number of units, those without cells included.
  public var count: Int { windows.count }

  /// The smallest window that holds the cells of a unit; empty where it lies outside the grid.
  public func window(of unit: Int) -> Window { windows[unit] }

  /// The runs of a unit, row after row, in each row from west to east.
  @_lifetime(borrow self)
  public func runs(of unit: Int) -> Span<CoverageRun> {
    table.runs.span.extracting(Int(firstRuns[unit])..<Int(firstRuns[unit + 1]))
  }

  /// The weights that the runs of all units refer to.
  public var weights: Span<UInt32> {
    @_lifetime(borrow self)
    borrowing get { table.weights.span }
  }

  /// The number of cells of a unit.
  public func cellCount(of unit: Int) -> Int {
    table.cellCount(of: Int(firstRuns[unit])..<Int(firstRuns[unit + 1]))
  }

  /// The sum of a unit's weights.
  public func totalWeight(of unit: Int) -> Int64 {
    table.totalWeight(of: Int(firstRuns[unit])..<Int(firstRuns[unit + 1]))
  }

  /// The units whose windows meet a window, ascending.
  ///
  /// - Complexity: O(log units + hits).
  public func units(in window: Window) -> [Int] { index.query(Self.envelope(window)) }

  /// Calls `body` for each unit whose window meets `window`, ascending, with the runs of its rows within `window` and the table of weights.
  ///
  /// Runs reach over the window's left and right side where the unit does; `accumulateZone` cuts them. A unit may come without runs: its own
  /// window meets `window`, its cells do not.
  ///
  /// - Complexity: O(log units) and O(log runs) per unit found, without allocating per unit.
  public func forEachUnit<Failure: Error>(
    in window: Window,
    _ body: (Int, Span<CoverageRun>, Span<UInt32>) throws(Failure) -> Void
  ) throws(Failure) {
    for unit in units(in: window) {
      var runs = Int(firstRuns[unit])..<Int(firstRuns[unit + 1])
      let extent = windows[unit]
      if extent.row < window.row {
        runs = table.firstRun(in: runs, atRow: window.row)..<runs.upperBound
      }
      if extent.endRow > window.endRow {
        runs = runs.lowerBound..<table.firstRun(in: runs, atRow: window.endRow)
      }
      try body(unit, table.runs.span.extracting(runs), table.weights.span)
    }
  }

  /// Adds the pixels of a block to the statistics of one unit; see `accumulateZone(_:of:runs:weights:into:)`.
  public func accumulate(
    _ plane: Span<Int16>, of window: Window, unit: Int, into zone: inout ZonalAccumulator
  ) {
    accumulateZone(
      plane, of: window, runs: runs(of: unit), weights: table.weights.span, into: &zone)
  }
}
