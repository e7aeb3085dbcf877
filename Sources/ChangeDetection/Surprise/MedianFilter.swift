import Imagery

/// The median of the 5 × 5 pixels around each pixel; what is outside the plane counts as 0.
///
/// - Parameters:
///   - plane: The numbers; none is not a number.
///   - open: 0 where the median is known to be 0.
///   - work: Memory; takes the plane with a margin of zeros.
///   - medians: Receives as many numbers.
func medianOfFive(
  _ plane: borrowing Raster<Float>, open: borrowing Raster<UInt8>, work: inout Raster<Float>,
  into medians: inout Raster<Float>
) {
  let (width, height) = (plane.width, plane.height)
  let stride = width + 12
  work.reshape(width: stride, height: height + 4)
  pad(plane.samples, width: width, stride: stride, margin: 2, into: &work)
  medians.reshape(width: width, height: height)
  for row in 0..<height {
    var view = medians.mutableSamples(in: row * width..<(row + 1) * width)
    medianRow(
      work.samples.extracting(row * stride..<(row + 5) * stride), stride: stride,
      open: open.samples.extracting(row * width..<(row + 1) * width), into: &view)
  }
}

/// Copies a plane into the middle of zeros.
private func pad(
  _ plane: Span<Float>, width: Int, stride: Int, margin: Int, into padded: inout Raster<Float>
) {
  var view = padded.mutableSamples
  for position in view.indices { view[position] = 0 }
  for row in 0..<plane.count / max(1, width) {
    let target = (row &+ margin) &* stride &+ margin
    for column in 0..<width { view[target &+ column] = plane[row &* width &+ column] }
  }
}

/// The medians of a row, from the five rows around it with margins of two.
private func medianRow(
  _ rows: Span<Float>, stride: Int, open: Span<UInt8>, into medians: inout MutableSpan<Float>
) {
  let width = medians.count
  precondition(rows.count == 5 * stride && stride == width + 12, "five rows with their margins")
  precondition(open.count == width, "one mark per median")
  var column = 0
  while column < width {
    let end = min(column &+ 8, width)
    var isOpen: UInt8 = 0
    for i in column..<end { isOpen |= open[i] }
    guard isOpen != 0 else {
      for i in column..<end { medians[i] = 0 }
      column = end
      continue
    }
    var v = InlineArray<25, FloatLanes>(repeating: FloatLanes())
    for y in 0..<5 {
      for x in 0..<5 { v[y &* 5 &+ x] = lanes(rows, y &* stride &+ column &+ x) }
    }
    let middle = median(&v)
    for i in column..<end { medians[i] = middle[i &- column] }
    column = end
  }
}

@inline(__always)
private func lanes(_ plane: Span<Float>, _ position: Int) -> FloatLanes {
  // SAFETY: eight floats at a place that is checked; every pattern of bits is a float.
  unsafe plane.bytes.unsafeLoadUnaligned(fromByteOffset: position &* 4, as: FloatLanes.self)
}
