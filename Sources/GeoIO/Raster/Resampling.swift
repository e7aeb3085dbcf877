/// Replaces a no-data number by not-a-number.
func markNoData(_ samples: inout MutableSpan<Float>, _ noData: Float) {
  let count = samples.count
  for position in 0..<count {
    let sample = samples[position]
    samples[position] = sample == noData ? .nan : sample
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
    let pairs = columns.pairs
    let paired = pairs?.pixels ?? 0..<0
    for column in 0..<paired.lowerBound {
      target[start &+ column] = interpolate(source, columns, rows, column, row, blended)
    }
    if let pairs {
      let source = blended.span.extracting(pairs.source..<pairs.source + paired.count / 2 + 1)
      interpolatePairs(source, pairs.weights, start: start + paired.lowerBound, into: &target)
    }
    for column in paired.upperBound..<width {
      target[start &+ column] = interpolate(source, columns, rows, column, row, blended)
    }
    guard pairs != nil, hasMissing(target, start + paired.lowerBound..<start + paired.upperBound)
    else { continue }
    for column in paired where target[start &+ column].isNaN {
      target[start &+ column] = interpolateValid(source, columns, rows, column, row)
    }
  }
}

/// One pixel, from the row of source pixels that was blended for it.
@inline(__always)
private func interpolate(
  _ source: Span<Float>, _ columns: AxisTable, _ rows: AxisTable, _ column: Int, _ row: Int,
  _ blended: [Float]
) -> Float {
  guard columns.nearest[column] >= 0 else { return .nan }
  let (left, right, across) = columns.linearTaps(column)
  let first = blended[left]
  // Differences keep equal neighbours exactly equal, which weights that were rounded would not.
  let value = first + across * (blended[right] - first)
  return value.isNaN ? interpolateValid(source, columns, rows, column, row) : value
}

/// Pixels that lie two by two between the same neighbours; the arithmetic is that of single pixels.
private func interpolatePairs(
  _ source: Span<Float>, _ weights: (Float, Float), start: Int,
  into target: inout MutableSpan<Float>
) {
  let pairs = source.count - 1
  precondition(pairs >= 0 && start >= 0 && start + 2 * pairs <= target.count, "inside the target")
  let (one, other) = weights
  for pair in 0..<pairs {
    let first = source[pair]
    let step = source[pair &+ 1] - first
    target[start &+ 2 &* pair] = first + one * step
    target[start &+ 2 &* pair &+ 1] = first + other * step
  }
}

/// Whether a stretch holds a number that is none.
private func hasMissing(_ samples: borrowing MutableSpan<Float>, _ range: Range<Int>) -> Bool {
  precondition(range.lowerBound >= 0 && range.upperBound <= samples.count)
  var missing: UInt32 = 0
  for position in range {
    let sample = samples[position]
    missing |= sample == sample ? 0 : 1
  }
  return missing != 0
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
  let (left, right, across) = columns.linearTaps(column)
  let (top, bottom, down) = rows.linearTaps(row)
  return meanOfValid(
    (
      source[top * width + left], source[top * width + right], source[bottom * width + left],
      source[bottom * width + right]
    ), containing: containing, across: across, down: down)
}

/// The interpolated value between four neighbours, upper ones first, of which some have no data.
private func meanOfValid(
  _ samples: (Float, Float, Float, Float), containing: Float, across: Float, down: Float
) -> Float {
  if containing.isNaN { return .nan }
  var sum: Float = 0
  var weightSum: Float = 0
  func add(_ sample: Float, _ weight: Float) {
    guard weight > 0, !sample.isNaN else { return }
    sum += sample * weight
    weightSum += weight
  }
  add(samples.0, (1 - down) * (1 - across))
  add(samples.1, (1 - down) * across)
  add(samples.2, down * (1 - across))
  add(samples.3, down * across)
  return sum / weightSum
}

/// Interpolates single pixels of a window from whole numbers: the same values as `interpolate` gives for the window.
///
/// - Parameters:
///   - source: The source pixels `rows.sourceRange` × `columns.sourceRange`, row after row.
///   - noData: The number that stands for no data.
///   - width: The number of columns of the window.
///   - places: Where the pixels lie in the window, ascending.
///   - target: Receives a value per place; not-a-number where there is no data.
func interpolateNumbers(
  _ source: Span<UInt16>, noData: UInt16?, columns: AxisTable, rows: AxisTable, width: Int,
  places: Span<Int32>, into target: inout MutableSpan<Float>
) {
  precondition(places.count == target.count, "one place per pixel")
  precondition(columns.nearest.count == width, "the tables are those of the window")
  let sourceWidth = columns.sourceRange.count
  func sample(_ position: Int) -> Float {
    let number = source[position]
    return number == noData ? .nan : Float(number)
  }
  var row = 0
  var start = 0
  for position in places.indices {
    let place = Int(places[position])
    while place >= start &+ width {
      start &+= width
      row &+= 1
    }
    let column = place &- start
    let (left, right, across) = columns.linearTaps(column)
    let (top, bottom, down) = rows.linearTaps(row)
    let upper = top &* sourceWidth
    let lower = bottom &* sourceWidth
    let samples = (
      sample(upper &+ left), sample(upper &+ right), sample(lower &+ left),
      sample(lower &+ right)
    )
    // In the order of `interpolate`: down the columns, then along the row.
    let first = samples.0 + down * (samples.2 - samples.0)
    let second = samples.1 + down * (samples.3 - samples.1)
    let value = first + across * (second - first)
    guard value.isNaN else {
      target[position] = value
      continue
    }
    let containing =
      (rows.nearest[row] &- rows.sourceRange.lowerBound) &* sourceWidth
      &+ columns.nearest[column] &- columns.sourceRange.lowerBound
    target[position] = meanOfValid(
      samples, containing: sample(containing), across: across, down: down)
  }
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
  // Columns in the source lie side by side, those outside before and after them.
  let first = columns.nearest.firstIndex { $0 >= 0 } ?? width
  let last = columns.nearest.lastIndex { $0 >= 0 } ?? width - 1
  var places = [Int32](repeating: 0, count: max(0, last + 1 - first))
  for position in places.indices {
    places[position] = Int32(columns.nearest[first + position] - columns.sourceRange.lowerBound)
  }
  let isDoubled = isDoubling(places)
  for row in rows.nearest.indices {
    let start = row * width
    guard rows.nearest[row] >= 0, !places.isEmpty else {
      for column in 0..<width { target[start &+ column] = outside }
      continue
    }
    if row > 0, rows.nearest[row] == rows.nearest[row - 1] {
      for column in 0..<width { target[start &+ column] = target[start &- width &+ column] }
      continue
    }
    for column in 0..<first { target[start &+ column] = outside }
    let line = (rows.nearest[row] - rows.sourceRange.lowerBound) * sourceWidth
    if let isDoubled {
      double(
        source.extracting(line + Int(places[0])..<line + sourceWidth), count: places.count,
        skip: isDoubled, start: start + first, into: &target)
    } else {
      pick(
        source.extracting(line..<line + sourceWidth), places.span, start: start + first,
        into: &target)
    }
    for column in last + 1..<width { target[start &+ column] = outside }
  }
}

/// Whether every source pixel in turn is picked twice, but for the first and last; then whether the first is picked once: 1, else 0.
private func isDoubling(_ places: [Int32]) -> Int? {
  guard places.count > 2, let first = places.first else { return nil }
  let skip: Int32 = places[1] == first ? 0 : 1
  for (position, place) in places.enumerated()
  where place != first + (Int32(truncatingIfNeeded: position) + skip) / 2 {
    return nil
  }
  return Int(skip)
}

/// Picks the source pixels of `isDoubling` places; `line` begins with that of the first place.
private func double(
  _ line: Span<UInt16>, count: Int, skip: Int, start: Int, into target: inout MutableSpan<UInt16>
) {
  precondition(start >= 0 && start + count <= target.count, "inside the target")
  precondition((count + skip + 1) / 2 <= line.count, "inside the source")
  var next = 0
  var position = start
  if skip == 1 {
    target[position] = line[0]
    position &+= 1
    next = 1
  }
  let pairs = (count &- skip) / 2
  for pair in 0..<pairs {
    let number = line[next &+ pair]
    target[position &+ 2 &* pair] = number
    target[position &+ 2 &* pair &+ 1] = number
  }
  if (count &- skip) & 1 == 1 {
    target[position &+ 2 &* pairs] = line[next &+ pairs]
  }
}

private func pick(
  _ line: Span<UInt16>, _ places: Span<Int32>, start: Int, into target: inout MutableSpan<UInt16>
) {
  precondition(start >= 0 && start + places.count <= target.count, "inside the target")
  for position in places.indices { target[start &+ position] = line[Int(places[position])] }
}
