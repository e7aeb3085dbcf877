/// Cleans a change mask row by row: closes gaps by a 3×3 square, then removes what holds no 2×2 square.
///
/// Closing joins pixels of one site that noise has parted; opening by 2×2 removes single pixels and one-pixel lines but
/// keeps an object of 2×2 pixels, 400 m² at 10 m, whole. Only pixels seen at both dates can be changed: a pixel without
/// data keeps its state, does not grow and is not grown into, and counts as unchanged for its neighbours, as does the
/// outside of the image. The result is that of the whole image, however the rows arrive.
///
/// - Complexity: linear in the pixels; memory for nine rows.
public struct MaskCleaner: Sendable {
  /// How many rows the cleaned mask lags behind.
  public static let lag = 3

  /// The number of columns.
  public let width: Int
  private var raw: RowWindow
  private var dilated: RowWindow
  private var closed: RowWindow
  private var dilatedRow: [UInt8]
  private var result: [UInt8]
  private var appended = 0

  /// Creates a cleaner for rows of a width.
  public init(width: Int) {
    precondition(width > 0, "a mask must have a column")
    self.width = width
    // The dilation reaches one pixel beyond the image, and reads one pixel beyond that.
    raw = RowWindow(width: width, margin: 2)
    dilated = RowWindow(width: width + 2, margin: 0)
    closed = RowWindow(width: width, margin: 1)
    dilatedRow = [UInt8](repeating: 0, count: width + 2)
    result = [UInt8](repeating: 0, count: width)
  }
}

extension MaskCleaner {
  /// Takes the next row from the top and hands out the cleaned row that it completes, if any.
  ///
  /// - Parameters:
  ///   - row: one `PixelState` per column.
  ///   - emit: receives the number of the cleaned row, counted from 0, and its states.
  public mutating func append<Failure: Error>(
    _ row: Span<UInt8>, emit: (Int, Span<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    precondition(row.count == width, "a row of another width")
    raw.push(row)
    try advance(emit)
  }

  /// Hands out the last cleaned rows. The cleaner is then ready for another mask of the same width.
  public mutating func finish<Failure: Error>(
    emit: (Int, Span<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    let outside = [UInt8](repeating: PixelState.unchanged, count: width)
    for _ in 0..<Self.lag {
      raw.push(outside.span)
      try advance(emit)
    }
    self = MaskCleaner(width: width)
  }

  private mutating func advance<Failure: Error>(
    _ emit: (Int, Span<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    appended += 1
    dilate(raw, into: &dilatedRow)
    dilated.push(dilatedRow)
    // The row at the centre of the dilated three is the oldest of the raw three.
    erode(dilated, states: raw, into: &result)
    closed.push(result)
    open(closed, into: &result)
    let row = appended - 1 - Self.lag
    if row >= 0 { try emit(row, result.span) }
  }
}

/// Three consecutive rows with a margin of unchanged columns on either side.
private struct RowWindow: Sendable {
  let margin: Int
  var above: [UInt8]
  var centre: [UInt8]
  var below: [UInt8]

  init(width: Int, margin: Int) {
    self.margin = margin
    above = [UInt8](repeating: PixelState.unchanged, count: width + 2 * margin)
    centre = above
    below = above
  }

  mutating func push(_ row: Span<UInt8>) {
    swap(&above, &centre)
    swap(&centre, &below)
    copy(row, to: &below, margin: margin)
  }

  mutating func push(_ row: [UInt8]) { push(row.span) }
}

private func copy(_ row: Span<UInt8>, to target: inout [UInt8], margin: Int) {
  let count = row.count
  var padded = target.mutableSpan
  precondition(margin >= 0 && padded.count == count + 2 * margin)
  for i in 0..<count { padded[i &+ margin] = row[i] }
}

/// 1 where any of the nine is changed; from one column before the image to one after it.
private func dilate(_ rows: borrowing RowWindow, into row: inout [UInt8]) {
  let above = rows.above.span
  let centre = rows.centre.span
  let below = rows.below.span
  var result = row.mutableSpan
  let count = result.count
  precondition(above.count == count + 2 && centre.count == count + 2 && below.count == count + 2)
  for i in 0..<count {
    let upper = mark(above[i]) | mark(above[i &+ 1]) | mark(above[i &+ 2])
    let middle = mark(centre[i]) | mark(centre[i &+ 1]) | mark(centre[i &+ 2])
    let lower = mark(below[i]) | mark(below[i &+ 1]) | mark(below[i &+ 2])
    result[i] = upper | middle | lower
  }
}

/// Changed where all nine of the dilation are 1, but only where the pixel was seen.
private func erode(
  _ rows: borrowing RowWindow, states: borrowing RowWindow, into row: inout [UInt8]
) {
  let above = rows.above.span
  let centre = rows.centre.span
  let below = rows.below.span
  let raw = states.above.span
  var result = row.mutableSpan
  let count = result.count
  precondition(above.count == count + 2 && centre.count == count + 2 && below.count == count + 2)
  precondition(raw.count == count + 4)
  for i in 0..<count {
    let upper = above[i] & above[i &+ 1] & above[i &+ 2]
    let middle = centre[i] & centre[i &+ 1] & centre[i &+ 2]
    let lower = below[i] & below[i &+ 1] & below[i &+ 2]
    result[i] =
      raw[i &+ 2] == PixelState.noData ? PixelState.noData : upper & middle & lower
  }
}

/// Changed where one of the four 2×2 squares that hold the pixel is changed throughout.
private func open(_ rows: borrowing RowWindow, into row: inout [UInt8]) {
  let above = rows.above.span
  let centre = rows.centre.span
  let below = rows.below.span
  var result = row.mutableSpan
  let count = result.count
  precondition(above.count == count + 2 && centre.count == count + 2 && below.count == count + 2)
  for i in 0..<count {
    let own = mark(centre[i &+ 1])
    let left = mark(centre[i])
    let right = mark(centre[i &+ 2])
    let upper = mark(above[i &+ 1])
    let lower = mark(below[i &+ 1])
    let square =
      (left & upper & mark(above[i])) | (right & upper & mark(above[i &+ 2]))
      | (left & lower & mark(below[i])) | (right & lower & mark(below[i &+ 2]))
    result[i] = centre[i &+ 1] == PixelState.noData ? PixelState.noData : own & square
  }
}

/// 1 for a changed pixel, else 0.
@inline(always)
private func mark(_ state: UInt8) -> UInt8 { state == PixelState.changed ? 1 : 0 }
