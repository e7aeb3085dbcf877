public import Diagnostics
public import Geometry
public import Imagery

/// Collects the coverage of land units, one after the other, for a `UnitLayout`.
///
/// Several workers may burn stretches of the same list of units, each with a builder of its own; the builders are then joined in the order of the
/// list. The result is the same for any number of workers.
public struct UnitLayoutBuilder: Sendable {
  /// The cells.
  public let grid: Grid
  private let limits: Window
  private var burner = CoverageBurner()
  private var table = CoverageTable()
  private var firstRuns: [Int32] = [0]

  /// Creates a builder without units; cells outside `limits` are left out (nil: none is).
  public init(grid: Grid, within limits: Window? = nil) {
    self.grid = grid
    self.limits = limits?.intersection(grid.window) ?? grid.window
  }
}

extension UnitLayoutBuilder {
  /// The number of units so far.
  public var count: Int { firstRuns.count - 1 }

  /// Adds a unit by its outline; a unit outside the grid is counted and has no cells.
  ///
  /// - Throws: `.invalidGeometry` as for `UnitCoverage`.
  public mutating func add(_ outline: MultiPolygon) throws(TiankanError) {
    try burner.burn(outline, on: grid, within: limits, into: &table)
    closeUnit()
  }

  /// Adds a unit by its pure cells; see `UnitCoverage.pure(of:on:inwards:weightAtLeast:within:)`.
  ///
  /// - Throws: `.invalidGeometry` for an outline that cannot be shrunk.
  public mutating func addPure(
    _ outline: MultiPolygon, inwards: Double = 0.5,
    weightAtLeast weight: UInt32 = CoverageWeight.half
  ) throws(TiankanError) {
    add(
      try UnitCoverage.pure(
        of: outline, on: grid, inwards: inwards, weightAtLeast: weight, within: limits))
  }

  /// Adds a unit by its coverage of the same grid.
  public mutating func add(_ coverage: UnitCoverage) {
    table.append(coverage.table)
    closeUnit()
  }

  /// Adds the units of another builder on the same grid after those of this one.
  public mutating func append(_ other: UnitLayoutBuilder) {
    precondition(grid == other.grid && limits == other.limits, "builders of different grids")
    let offset = Int32(table.runs.count)
    table.append(other.table)
    firstRuns.append(contentsOf: other.firstRuns.dropFirst().map { $0 + offset })
  }

  /// The layout of the units added.
  public consuming func layout() -> UnitLayout {
    UnitLayout(grid: grid, table: table, firstRuns: firstRuns)
  }

  private mutating func closeUnit() {
    precondition(table.runs.count < Int(Int32.max), "too many runs for one layout")
    firstRuns.append(Int32(table.runs.count))
  }
}
