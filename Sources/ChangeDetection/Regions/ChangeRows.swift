import Imagery

/// A moving band of full rows that collects the blocks of a scene: states and evidence, in image coordinates.
///
/// Blocks of one strip arrive in any order; once a strip is complete its rows are cleaned and joined to regions, and
/// the band moves down. Rows are kept in a ring, so rows still needed (the cleaner lags by `MaskCleaner.lag`) stay
/// where they are.
///
/// - Complexity: memory is a byte × width × capacity, and 4 + 2 × kinds of evidence bytes per pixel that has evidence.
public struct ChangeRows: ~Copyable, Sendable {
  /// The kinds of evidence, in the order of the planes.
  public let evidence: [Evidence]
  /// The number of columns of the image.
  public let width: Int
  /// The rows of the image that can be written and read.
  public private(set) var rows: Range<Int>
  private let capacity: Int
  private var states: Raster<UInt8>
  /// A ring like that of the states.
  private var evidenceRows: [EvidenceRow]

  /// The evidence of a row, for the pixels that have it.
  struct EvidenceRow: Sendable {
    /// The row of the image.
    var row = -1
    /// Ascending.
    var columns: [Int32] = []
    /// The values of each of `columns`, all kinds of one after another.
    var values: [Int16] = []
  }

  /// Creates a band that holds up to `capacity` rows and starts at row 0.
  public init(evidence: [Evidence], width: Int, capacity: Int) {
    precondition(width > 0 && capacity > 0, "a band must have a pixel")
    self.evidence = evidence
    self.width = width
    self.capacity = capacity
    rows = 0..<capacity
    states = Raster(width: width, height: capacity)
    evidenceRows = Array(repeating: EvidenceRow(), count: capacity)
  }
}

extension ChangeRows {
  /// Moves the band down. Rows in both the old and the new range keep their contents; others are unspecified until they
  /// are written.
  public mutating func advance(to rows: Range<Int>) {
    precondition(rows.count <= capacity, "more rows than the band holds")
    precondition(rows.lowerBound >= self.rows.lowerBound, "a band only moves down")
    self.rows = rows
  }

  /// Copies a block to its place in the image; the blocks of a row come from left to right.
  ///
  /// - Parameters:
  ///   - found: what was found in the block, of the same kinds of evidence.
  ///   - column: the image column of the block's first column.
  ///   - row: the image row of the block's first row.
  public mutating func place(_ found: borrowing FoundChanges, column: Int, row: Int) {
    precondition(found.evidence == evidence, "the block was made for other evidence")
    precondition(
      column >= 0 && column + found.width <= width && row >= rows.lowerBound
        && row + found.height <= rows.upperBound, "the block must lie within the band")
    for line in 0..<found.height {
      let start = offset(row + line) + column
      do {
        var target = states.mutableSamples(in: start..<start + found.width)
        let source = line * found.width..<(line + 1) * found.width
        copy(found.states.samples.extracting(source), to: &target)
      }
      place(found, line: line, column: column, row: row + line)
    }
  }

  private mutating func place(
    _ found: borrowing FoundChanges, line: Int, column: Int, row: Int
  ) {
    let slot = row % capacity
    if evidenceRows[slot].row != row || column == 0 {
      evidenceRows[slot].row = row
      evidenceRows[slot].columns.removeAll(keepingCapacity: true)
      evidenceRows[slot].values.removeAll(keepingCapacity: true)
    }
    let places = found.places(ofRow: line)
    for place in places {
      evidenceRows[slot].columns.append(found.columns[place] + Int32(truncatingIfNeeded: column))
    }
    let kinds = evidence.count
    evidenceRows[slot].values.append(
      contentsOf: found.values[places.lowerBound * kinds..<places.upperBound * kinds])
  }

  /// The states of a row.
  @_lifetime(borrow self)
  public borrowing func state(row: Int) -> Span<UInt8> {
    precondition(rows.contains(row), "the row has left the band")
    return states.samples.extracting(offset(row)..<offset(row) + width)
  }

  /// Adds the evidence of a stretch of a row, all of whose pixels have it, to the sums of its kinds; values that are no
  /// data do not count.
  func addEvidence(row: Int, from start: Int, to end: Int, to sums: inout [Region.Sum]) {
    precondition(rows.contains(row) && sums.count == evidence.count, "outside the band")
    let line = evidenceRows[row % capacity]
    var low = 0
    var high = line.columns.count
    while low < high {
      let middle = (low + high) / 2
      if Int(line.columns[middle]) < start { low = middle + 1 } else { high = middle }
    }
    precondition(
      line.row == row && low + end - start <= line.columns.count
        && Int(line.columns[low]) == start && Int(line.columns[low + end - start - 1]) == end - 1,
      "a changed pixel without evidence")
    let kinds = evidence.count
    for place in low..<low + end - start {
      for kind in 0..<kinds {
        let value = line.values[place * kinds + kind]
        guard value != IndexValue.noData else { continue }
        sums[kind].total &+= Int64(value)
        sums[kind].count &+= 1
        sums[kind].highest = max(sums[kind].highest, value)
      }
    }
  }

  /// The evidence of a row.
  func evidence(row: Int) -> EvidenceRow { evidenceRows[row % capacity] }

  private func offset(_ row: Int) -> Int { row % capacity * width }
}

private func copy<Sample: PixelSample>(_ source: Span<Sample>, to target: inout MutableSpan<Sample>)
{
  precondition(source.count == target.count)
  for i in source.indices { target[i] = source[i] }
}
