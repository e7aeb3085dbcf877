import Imagery

/// What was found in a block: a state per pixel, and the evidence of those pixels that may become part of a region.
///
/// Regions are formed of changed pixels and of those that closing joins to them, so evidence is kept for changed pixels and their
/// eight neighbours, and along the edges of the block, whose neighbours lie in another one. Workers keep the memory and
/// reuse it.
public struct FoundChanges: ~Copyable, Sendable {
  /// The kinds of evidence, in the order of the values.
  public let evidence: [Evidence]
  /// The number of columns.
  public private(set) var width = 0
  /// The number of rows.
  public private(set) var height = 0
  var states = Raster<UInt8>(width: 0, height: 0)
  /// The columns that have evidence, row after row.
  private(set) var columns: [Int32] = []
  /// The values of each of `columns`, all kinds of one after another.
  private(set) var values: [Int16] = []
  /// Where the columns of a row end, for the rows so far.
  private var rowEnds: [Int] = []

  /// Creates an empty block.
  public init(evidence: [Evidence]) { self.evidence = evidence }
}

extension FoundChanges {
  /// One `PixelState` per pixel, row after row.
  public var state: Span<UInt8> {
    @_lifetime(borrow self)
    borrowing get { states.samples }
  }

  /// Starts another block; its states are unspecified until they are set, and it has no evidence.
  public mutating func reshape(width: Int, height: Int) {
    self.width = width
    self.height = height
    states.reshape(width: width, height: height)
    columns.removeAll(keepingCapacity: true)
    values.removeAll(keepingCapacity: true)
    rowEnds.removeAll(keepingCapacity: true)
  }

  /// Makes it a block that shows nothing.
  public mutating func hide(width: Int, height: Int) {
    reshape(width: width, height: height)
    var view = states.mutableSamples
    for position in view.indices { view[position] = PixelState.noData }
    for _ in 0..<height { endRow() }
  }

  /// Adds the evidence of a pixel of the next row, with one value per kind.
  mutating func append(column: Int) { columns.append(Int32(truncatingIfNeeded: column)) }

  /// Adds a value of the pixel that was added last.
  mutating func append(value: Int16) { values.append(value) }

  /// Ends the evidence of a row.
  mutating func endRow() {
    precondition(values.count == columns.count * evidence.count, "one value per kind of evidence")
    precondition(rowEnds.count < height, "the block has no more rows")
    rowEnds.append(columns.count)
  }

  /// The places in `columns` of a row's pixels.
  func places(ofRow row: Int) -> Range<Int> {
    (row == 0 ? 0 : rowEnds[row - 1])..<rowEnds[row]
  }
}
