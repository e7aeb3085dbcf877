/// Replaces a no-data number by not-a-number.
func markNoData(_ samples: inout MutableSpan<Float>, _ noData: Float) {
  for position in samples.indices where samples[position] == noData {
    samples[position] = .nan
  }
}

/// Resamples a window bilinearly or by area from a part of a source band of the same CRS.
///
/// - Bilinear (target pixels not larger than source pixels): between the centres of the four neighbours; beyond the
///   outermost centres the border value holds. Where the source pixel that contains the target's centre has no data
///   the result has none; else the weights of the valid neighbours are scaled to sum to 1.
/// - Average (target pixels larger): the covered source pixels weighted by covered area, over the valid ones; no data
///   where less than half of the target pixel's area is valid.
///
/// Sums run in a fixed order: row by row, left to right.
///
/// - Parameters:
///   - source: The source pixels `rows.sourceRange` × `columns.sourceRange`, row after row; not-a-number is no data.
///   - target: Receives the window, row after row; not-a-number where there is no data or no source.
func resample(
  _ source: Span<Float>, columns: AxisTable, rows: AxisTable, isReducing: Bool,
  into target: inout MutableSpan<Float>
) {
  let width = columns.nearest.count
  precondition(target.count == width * rows.nearest.count, "the target does not fit the tables")
  precondition(
    source.count == columns.sourceRange.count * rows.sourceRange.count,
    "the source does not fit the tables")
  for row in rows.nearest.indices {
    let start = row * width
    for column in 0..<width {
      guard rows.nearest[row] >= 0, columns.nearest[column] >= 0 else {
        target[start + column] = .nan
        continue
      }
      target[start + column] =
        isReducing
        ? average(source, columns, rows, column, row)
        : interpolation(source, columns, rows, column, row)
    }
  }
}

@inline(__always)
private func interpolation(
  _ source: Span<Float>, _ columns: AxisTable, _ rows: AxisTable, _ column: Int, _ row: Int
) -> Float {
  let width = columns.sourceRange.count
  let left = columns.first[column] &- columns.sourceRange.lowerBound
  let top = rows.first[row] &- rows.sourceRange.lowerBound
  let columnWeight = columns.weightStart[column]
  let rowWeight = rows.weightStart[row]
  let right = columns.weightStart[column &+ 1] &- columnWeight > 1 ? left &+ 1 : left
  let bottom = rows.weightStart[row &+ 1] &- rowWeight > 1 ? top &+ 1 : top
  let across = right > left ? columns.weights[columnWeight &+ 1] : 0
  let down = bottom > top ? rows.weights[rowWeight &+ 1] : 0
  let a = source[top &* width &+ left]
  let b = source[top &* width &+ right]
  let c = source[bottom &* width &+ left]
  let d = source[bottom &* width &+ right]
  // Differences keep equal neighbours exactly equal, which weights that were rounded would not.
  let upper = a + across * (b - a)
  let lower = c + across * (d - c)
  let value = upper + down * (lower - upper)
  if !value.isNaN { return value }

  let containing =
    source[
      (rows.nearest[row] &- rows.sourceRange.lowerBound) &* width
        &+ columns.nearest[column] &- columns.sourceRange.lowerBound]
  if containing.isNaN { return .nan }
  var sum: Float = 0
  var weightSum: Float = 0
  func add(_ sample: Float, _ weight: Float) {
    guard weight > 0, !sample.isNaN else { return }
    sum += sample * weight
    weightSum += weight
  }
  add(a, (1 - across) * (1 - down))
  add(b, across * (1 - down))
  add(c, (1 - across) * down)
  add(d, across * down)
  return sum / weightSum
}

@inline(__always)
private func average(
  _ source: Span<Float>, _ columns: AxisTable, _ rows: AxisTable, _ column: Int, _ row: Int
) -> Float {
  let width = columns.sourceRange.count
  let left = columns.first[column] &- columns.sourceRange.lowerBound
  let top = rows.first[row] &- rows.sourceRange.lowerBound
  let columnWeights = columns.weightStart[column]..<columns.weightStart[column &+ 1]
  let rowWeights = rows.weightStart[row]..<rows.weightStart[row &+ 1]
  var sum: Float = 0
  var weightSum: Float = 0
  for down in rowWeights {
    let start = (top &+ down &- rowWeights.lowerBound) &* width &+ left
    for across in columnWeights {
      let sample = source[start &+ across &- columnWeights.lowerBound]
      let weight = rows.weights[down] * columns.weights[across]
      if !sample.isNaN, weight > 0 {
        sum += sample * weight
        weightSum += weight
      }
    }
  }
  // The small allowance keeps exactly half valid, whose weights may sum to a hair less.
  return weightSum < 0.5 - 1e-5 ? .nan : sum / weightSum
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
