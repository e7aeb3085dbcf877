/// Consecutive cells of one row that a land unit covers: columns `start ..< end`.
///
/// A run either covers its cells whole, or its cells have one weight each in the table that belongs to the runs.
public struct CoverageRun: Hashable, Sendable, BitwiseCopyable {
  /// The row.
  public var row: Int32
  /// The first column.
  public var start: Int32
  /// One past the last column.
  public var end: Int32
  /// The position of the first cell's weight in the table of weights; negative where all cells are covered whole.
  public var firstWeight: Int32

  /// Creates a run.
  @inlinable
  public init(row: Int32, start: Int32, end: Int32, firstWeight: Int32) {
    self.row = row
    self.start = start
    self.end = end
    self.firstWeight = firstWeight
  }

  /// The number of cells.
  @inlinable
  public var count: Int { Int(end) - Int(start) }
  /// Whether all cells are covered whole.
  @inlinable
  public var isFull: Bool { firstWeight < 0 }
}
