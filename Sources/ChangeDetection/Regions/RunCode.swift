import Imagery

/// A run in bytes, relative to the run before it: whether it lies in the same row, how far it is, and how long.
///
/// Numbers are in groups of seven bits, low ones first, the high bit set on all but the last (LEB128).
struct RunCode {
  /// Twice the zigzag of the distance from the end before; one more where rows lie between, which follow.
  private let place: UInt64
  /// One less than the number of rows down, where the run lies in another row.
  private let rows: UInt64?
  /// One less than the number of pixels.
  private let length: UInt64
  /// The number of bytes.
  let size: Int

  /// - Parameter last: the row and the end of the run before; row and column 0 where there is none.
  init(_ run: PixelRun, after last: (row: Int32, column: Int32)) {
    let down = Int64(run.row) - Int64(last.row)
    precondition(down >= 0 && run.start < run.end, "runs come from the top and hold a pixel")
    let distance = Int64(run.start) - Int64(last.column)
    let zigzag = UInt64(bitPattern: (distance << 1) ^ (distance >> 63))
    place = zigzag << 1 | (down > 0 ? 1 : 0)
    rows = down > 0 ? UInt64(down - 1) : nil
    length = UInt64(Int64(run.end) - Int64(run.start) - 1)
    size = Self.size(place) + (rows.map(Self.size) ?? 0) + Self.size(length)
  }

  /// Writes the run.
  func write(to bytes: inout [UInt8], at start: Int) {
    var bytes = bytes.mutableSpan
    var position = start
    Self.write(place, to: &bytes, at: &position)
    if let rows { Self.write(rows, to: &bytes, at: &position) }
    Self.write(length, to: &bytes, at: &position)
  }

  /// Reads the runs of a cell.
  ///
  /// - Parameter isSorted: becomes false where a run lies before the one appended last.
  static func read(
    _ bytes: [UInt8], _ cell: Range<Int>, into runs: inout [PixelRun], _ isSorted: inout Bool
  ) {
    let bytes = bytes.span
    var position = cell.lowerBound
    var row: Int64 = 0
    var column: Int64 = 0
    while position < cell.upperBound {
      let place = number(bytes, &position)
      let zigzag = place >> 1
      let distance = Int64(bitPattern: zigzag >> 1) ^ -Int64(bitPattern: zigzag & 1)
      if place & 1 == 1 { row += Int64(number(bytes, &position)) + 1 }
      let start = column + distance
      column = start + Int64(number(bytes, &position)) + 1
      let run = PixelRun(row: Int32(row), start: Int32(start), end: Int32(column))
      if let last = runs.last, (last.row, last.start) > (run.row, run.start) { isSorted = false }
      runs.append(run)
    }
  }

  private static func size(_ number: UInt64) -> Int {
    max(1, (64 - number.leadingZeroBitCount + 6) / 7)
  }

  private static func write(
    _ number: UInt64, to bytes: inout MutableSpan<UInt8>, at position: inout Int
  ) {
    var rest = number
    while rest > 0x7F {
      bytes[position] = UInt8(truncatingIfNeeded: rest) | 0x80
      rest >>= 7
      position += 1
    }
    bytes[position] = UInt8(rest)
    position += 1
  }

  private static func number(_ bytes: Span<UInt8>, _ position: inout Int) -> UInt64 {
    var result: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = bytes[position]
      position += 1
      result |= UInt64(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return result }
      shift += 7
    }
  }
}
