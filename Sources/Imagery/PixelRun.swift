/// Consecutive pixels of one row: columns `start ..< end`.
public struct PixelRun: Hashable, Sendable, BitwiseCopyable {
  /// The row.
  public var row: Int32
  /// The first column.
  public var start: Int32
  /// One past the last column.
  public var end: Int32

  /// Creates a run.
  @inlinable
  public init(row: Int32, start: Int32, end: Int32) {
    self.row = row
    self.start = start
    self.end = end
  }

  /// The number of pixels.
  @inlinable
  public var count: Int { Int(end) - Int(start) }
}
