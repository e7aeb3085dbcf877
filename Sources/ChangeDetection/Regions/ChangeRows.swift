import Imagery

/// A moving band of full rows that collects the blocks of a scene: states and evidence, in image coordinates.
///
/// Blocks of one strip arrive in any order; once a strip is complete its rows are cleaned and joined to regions, and
/// the band moves down. Rows are kept in a ring, so rows still needed (the cleaner lags by `MaskCleaner.lag`) stay
/// where they are.
///
/// - Complexity: memory is (1 + 2 × kinds of evidence) bytes × width × capacity.
public struct ChangeRows: ~Copyable, Sendable {
  /// The kinds of evidence, in the order of the planes.
  public let evidence: [Evidence]
  /// The number of columns of the image.
  public let width: Int
  /// The rows of the image that can be written and read.
  public private(set) var rows: Range<Int>
  private let capacity: Int
  private var states: Raster<UInt8>
  private var planes: Raster<Int16>

  /// Creates a band that holds up to `capacity` rows and starts at row 0.
  public init(evidence: [Evidence], width: Int, capacity: Int) {
    precondition(width > 0 && capacity > 0, "a band must have a pixel")
    self.evidence = evidence
    self.width = width
    self.capacity = capacity
    rows = 0..<capacity
    states = Raster(width: width, height: capacity)
    planes = Raster(width: width, height: capacity * max(1, evidence.count))
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

  /// Copies a block to its place in the image.
  ///
  /// - Parameters:
  ///   - block: what a method found; made for the same evidence.
  ///   - column: the image column of the block's first column.
  ///   - row: the image row of the block's first row.
  public mutating func place(_ block: borrowing ChangeBlock, column: Int, row: Int) {
    precondition(block.evidence == evidence, "the block was made for other evidence")
    precondition(
      column >= 0 && column + block.width <= width && row >= rows.lowerBound
        && row + block.height <= rows.upperBound, "the block must lie within the band")
    for line in 0..<block.height {
      let source = line * block.width..<(line + 1) * block.width
      do {
        let start = offset(row + line) + column
        var target = states.mutableSamples(in: start..<start + block.width)
        copy(block.states.samples.extracting(source), to: &target)
      }
      for plane in evidence.indices {
        let start = (plane * capacity + (row + line) % capacity) * width + column
        let shift = plane * block.pixelCount
        var target = planes.mutableSamples(in: start..<start + block.width)
        copy(
          block.planes.samples.extracting(
            source.lowerBound + shift..<source.upperBound + shift), to: &target)
      }
    }
  }

  /// The states of a row.
  @_lifetime(borrow self)
  public borrowing func state(row: Int) -> Span<UInt8> {
    precondition(rows.contains(row), "the row has left the band")
    return states.samples.extracting(offset(row)..<offset(row) + width)
  }

  /// The values of a row for the kind of evidence at a position of `evidence`.
  @_lifetime(borrow self)
  public borrowing func plane(_ position: Int, row: Int) -> Span<Int16> {
    precondition(rows.contains(row) && evidence.indices.contains(position), "outside the band")
    let start = (position * capacity + row % capacity) * width
    return planes.samples.extracting(start..<start + width)
  }

  private func offset(_ row: Int) -> Int { row % capacity * width }
}

private func copy<Sample: PixelSample>(_ source: Span<Sample>, to target: inout MutableSpan<Sample>)
{
  precondition(source.count == target.count)
  for i in source.indices { target[i] = source[i] }
}
