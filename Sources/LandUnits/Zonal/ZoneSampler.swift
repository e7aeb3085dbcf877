public import Diagnostics
public import Imagery

/// Finds the cells of one land unit after another in a block, and adds what they show to statistics.
///
/// Holds one unit's coverage at a time and keeps the memory for the next: statistics of a million units need no table of their coverage.
/// A sampler belongs to one worker.
public struct ZoneSampler: Sendable {
  /// How cells are chosen and weighed.
  public enum Weights: String, Hashable, Sendable, CaseIterable {
    /// Every cell counts by the share of it that the unit covers.
    case coverage
    /// A cell counts as a whole where its centre lies inside; a unit without any centre gets the cell that it covers most.
    case centre
  }

  private let weights: Weights
  private var burner = CoverageBurner()
  private var table = CoverageTable()

  /// A unit of fewer cells is burnt whole even where a block shows only a part of it.
  private static let smallWindow = 4096
  /// Where a unit's area is below this, all weights may round to nothing: 2²⁸ cells of less than 2⁻²¹ each.
  private static let smallArea = 128.0

  /// Creates a sampler.
  public init(_ weights: Weights = .coverage) { self.weights = weights }
}

extension ZoneSampler {
  /// Computes which cells a unit has in a block.
  ///
  /// Of blocks that cut the grid into windows without overlap, each cell of the unit is in one; together they have at least one cell
  /// where the unit lies in the grid.
  ///
  /// - Throws: `.invalidGeometry` for coordinates that are not finite, or a unit that spans more than 2²⁸ cells.
  public mutating func select(
    _ unit: Int, of outlines: OutlineStore, in block: Window
  ) throws(TiankanError) {
    table.removeAll()
    let window = outlines.window(of: unit)
    // A sliver that crosses the border of blocks gets its one cell in one of them only when each sees it whole.
    let isWhole =
      weights == .centre || window.pixelCount <= Self.smallWindow
      || outlines.cells(of: unit) < Self.smallArea
    let limits = isWhole ? outlines.grid.window : block
    switch weights {
    case .coverage: try burner.burn(unit, of: outlines, within: limits, into: &table)
    case .centre: try burner.burnCentres(unit, of: outlines, into: &table)
    }
  }

  /// Adds the pixels of the block to the statistics of the unit selected last.
  public func accumulate(
    _ plane: Span<Int16>, of block: Window, into zone: inout ZonalAccumulator
  ) {
    accumulateZone(
      plane, of: block, runs: table.runs.span, weights: table.weights.span, into: &zone)
  }
}
