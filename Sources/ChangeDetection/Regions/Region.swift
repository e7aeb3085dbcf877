public import Imagery

/// Changed pixels that touch each other by side or corner, with what was measured over them.
public struct Region: Hashable, Sendable {
  /// The sum of a kind of evidence over the region's pixels that have it.
  public struct Sum: Hashable, Sendable {
    /// The sum in stored units.
    public var total: Int64 = 0
    /// The number of pixels that have a value.
    public var count: Int = 0
    /// The largest value; `Int16.min` of nothing.
    public var highest: Int16 = .min

    /// Creates an empty sum.
    public init() {}

    /// The mean in stored units; `nil` where no pixel has a value.
    public var mean: Double? { count > 0 ? Double(total) / Double(count) : nil }

    static func += (left: inout Sum, right: Sum) {
      left.total &+= right.total
      left.count &+= right.count
      left.highest = max(left.highest, right.highest)
    }
  }

  /// The row of the anchor, the region's first pixel in scan order: the smallest row, then the smallest column.
  public var anchorRow: Int
  /// The column of the anchor.
  public var anchorColumn: Int
  /// The pixels as maximal runs, sorted by row, then column.
  public var runs: [PixelRun]
  /// The number of pixels.
  public var pixelCount: Int
  /// One sum per kind of evidence, in the order the builder was made with.
  public var sums: [Sum]

  /// Creates a region.
  public init(
    anchorRow: Int, anchorColumn: Int, runs: [PixelRun], pixelCount: Int, sums: [Sum]
  ) {
    self.anchorRow = anchorRow
    self.anchorColumn = anchorColumn
    self.runs = runs
    self.pixelCount = pixelCount
    self.sums = sums
  }
}
