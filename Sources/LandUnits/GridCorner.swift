/// A corner of pixels: where column edge and row edge of a grid meet.
public struct GridCorner: Hashable, Sendable, BitwiseCopyable {
  /// The column whose left edge this is; `columns` at the right edge of the grid.
  public var column: Int32
  /// The row whose upper edge this is; `rows` at the lower edge of the grid.
  public var row: Int32

  /// Creates a corner; column first.
  @inlinable
  public init(column: Int32, row: Int32) {
    self.column = column
    self.row = row
  }
}
