/// Replaces a no-data number by not-a-number.
func markNoData(_ samples: inout MutableSpan<Float>, _ noData: Float) {
  for position in samples.indices where samples[position] == noData {
    samples[position] = .nan
  }
}

/// Resamples a window bilinearly from a part of a source band of the same CRS whose pixels are not smaller.
///
/// Values lie between the centres of the four neighbours; beyond the outermost centres the border value holds. Where
/// the source pixel that contains the target's centre has no data the result has none; else the weights of the valid
/// neighbours are scaled to sum to 1. The order of operations is fixed: down the columns, then along the row.
///
/// - Parameters:
///   - source: The source pixels `rows.sourceRange` × `columns.sourceRange`, row after row; not-a-number is no data.
///   - target: Receives the window, row after row; not-a-number where there is no data or no source.
func interpolate(
  _ source: Span<Float>, columns: AxisTable, rows: AxisTable, into target: inout MutableSpan<Float>
) {
  let width = columns.nearest.count
  let sourceWidth = columns.sourceRange.count
  checkSizes(source, columns, rows, target)
  var blended = [Float](repeating: 0, count: sourceWidth)
  for row in rows.nearest.indices {
    let start = row * width
    guard rows.nearest[row] >= 0, sourceWidth > 0 else {
      for column in 0..<width { target[start + column] = .nan }
      continue
    }
    let (top, bottom, down) = rows.linearTaps(row)
    blend(
      source.extracting(top * sourceWidth..<(top + 1) * sourceWidth),
      source.extracting(bottom * sourceWidth..<(bottom + 1) * sourceWidth), down, &blended)
    for column in 0..<width {
      guard columns.nearest[column] >= 0 else {
        target[start &+ column] = .nan
        continue
      }
      let (left, right, across) = columns.linearTaps(column)
      let first = blended[left]
      // Differences keep equal neighbours exactly equal, which weights that were rounded would not.
      let value = first + across * (blended[right] - first)
      target[start &+ column] =
        value.isNaN ? interpolateValid(source, columns, rows, column, row) : value
    }
  }
}

private func blend(
  _ first: Span<Float>, _ second: Span<Float>, _ weight: Float, _ blended: inout [Float]
) {
  precondition(first.count == blended.count && second.count == blended.count, "rows of one width")
  for position in first.indices {
    blended[position] = first[position] + weight * (second[position] - first[position])
  }
}

/// The rare pixel with a neighbour that has no data.
@inline(never)
private func interpolateValid(
  _ source: Span<Float>, _ columns: AxisTable, _ rows: AxisTable, _ column: Int, _ row: Int
) -> Float {
  let width = columns.sourceRange.count
  let containing =
    source[
      (rows.nearest[row] - rows.sourceRange.lowerBound) * width
        + columns.nearest[column] - columns.sourceRange.lowerBound]
  if containing.isNaN { return .nan }
  let (left, right, across) = columns.linearTaps(column)
  let (top, bottom, down) = rows.linearTaps(row)
  var sum: Float = 0
  var weightSum: Float = 0
  for (line, downWeight) in [(top, 1 - down), (bottom, down)] {
    for (place, acrossWeight) in [(left, 1 - across), (right, across)] {
      let sample = source[line * width + place]
      let weight = downWeight * acrossWeight
      guard weight > 0, !sample.isNaN else { continue }
      sum += sample * weight
      weightSum += weight
    }
  }
  return sum / weightSum
}

/// Averages a window by area from a part of a source band of the same CRS whose pixels are smaller.
///
/// Each pixel is the mean of the covered source pixels weighted by covered area, over the valid ones; it has no data
/// where less than half of its area is valid. The order of operations is fixed: down the columns, then along the row.
///
/// - Parameters:
///   - source: The source pixels `rows.sourceRange` × `columns.sourceRange`, row after row; not-a-number is no data.
///   - target: Receives the window, row after row; not-a-number where there is no data or no source.
func average(
  _ source: Span<Float>, columns: AxisTable, rows: AxisTable, into target: inout MutableSpan<Float>
) {
  let width = columns.nearest.count
  let sourceWidth = columns.sourceRange.count
  checkSizes(source, columns, rows, target)
  var sums = [Float](repeating: 0, count: sourceWidth)
  var weightSums = [Float](repeating: 0, count: sourceWidth)
  for row in rows.nearest.indices {
    for position in 0..<sourceWidth {
      sums[position] = 0
      weightSums[position] = 0
    }
    let top = rows.first[row] - rows.sourceRange.lowerBound
    let taps = rows.weightStart[row]..<rows.weightStart[row + 1]
    for tap in taps {
      let line = top + tap - taps.lowerBound
      accumulate(
        source.extracting(line * sourceWidth..<(line + 1) * sourceWidth), rows.weights[tap], &sums,
        &weightSums)
    }
    for column in 0..<width {
      var sum: Float = 0
      var weightSum: Float = 0
      // Outside the source there is no tap, on either axis, and the weights stay at zero.
      var place = columns.first[column] &- columns.sourceRange.lowerBound
      for tap in columns.weightStart[column]..<columns.weightStart[column &+ 1] {
        sum += columns.weights[tap] * sums[place]
        weightSum += columns.weights[tap] * weightSums[place]
        place &+= 1
      }
      // The small allowance keeps exactly half valid, whose weights may sum to a hair less.
      target[row &* width &+ column] = weightSum < 0.5 - 1e-5 ? .nan : sum / weightSum
    }
  }
}

private func accumulate(
  _ line: Span<Float>, _ weight: Float, _ sums: inout [Float], _ weightSums: inout [Float]
) {
  precondition(line.count == sums.count && line.count == weightSums.count, "rows of one width")
  for position in line.indices {
    let sample = line[position]
    sums[position] += sample.isNaN ? 0 : weight * sample
    weightSums[position] += sample.isNaN ? 0 : weight
  }
}

private func checkSizes(
  _ source: Span<Float>, _ columns: AxisTable, _ rows: AxisTable,
  _ target: borrowing MutableSpan<Float>
) {
  precondition(
    target.count == columns.nearest.count * rows.nearest.count,
    "the target does not fit the tables")
  precondition(
    source.count == columns.sourceRange.count * rows.sourceRange.count,
    "the source does not fit the tables")
}

/// Picks for every pixel of a window the source pixel that contains its centre.
///
/// - Parameters:
///   - source: The source pixels `rows.sourceRange` × `columns.sourceRange`, row after row.
///   - outside: What pixels outside the source get.
func pickNearest(
  _ source: Span<UInt16>, columns: AxisTable, rows: AxisTable, outside: UInt16,
  into target: inout MutableSpan<UInt16>
) {
  let width = columns.nearest.count
  let sourceWidth = columns.sourceRange.count
  precondition(target.count == width * rows.nearest.count, "the target does not fit the tables")
  for row in rows.nearest.indices {
    let start = row * width
    let sourceRow = rows.nearest[row] - rows.sourceRange.lowerBound
    for column in 0..<width {
      let isInside = rows.nearest[row] >= 0 && columns.nearest[column] >= 0
      target[start + column] =
        isInside
        ? source[
          sourceRow &* sourceWidth &+ columns.nearest[column] &- columns.sourceRange.lowerBound]
        : outside
    }
  }
}
