import Imagery

/// How far a pixel's own surprise reaches into scores: the median 2, the guided filter 6.
private let reach = 8

/// Marks the usable pixels whose surprise can matter: within `reach` of a pixel whose weight is at least a floor.
func markOpen(
  _ weights: borrowing Raster<Float>, _ usable: borrowing Raster<UInt8>, floor: Float,
  rows: inout Raster<UInt8>, into marks: inout Raster<UInt8>
) {
  let (width, height) = (weights.width, weights.height)
  rows.reshape(width: width, height: height)
  do {
    let values = weights.samples
    var view = rows.mutableSamples
    for row in 0..<height {
      var last = -reach - 1
      // Columns to the right of an open pixel, then those to the left.
      for column in 0..<width {
        if values[row &* width &+ column] >= floor { last = column }
        view[row &* width &+ column] = column &- last <= reach ? 1 : 0
      }
      last = width + reach
      for column in stride(from: width - 1, through: 0, by: -1) {
        if values[row &* width &+ column] >= floor { last = column }
        if last &- column <= reach { view[row &* width &+ column] = 1 }
      }
    }
  }
  let open = rows.samples
  let shown = usable.samples
  var view = marks.mutableSamples
  for row in 0..<height {
    let start = row * width
    for column in 0..<width { view[start + column] = 0 }
    for other in max(0, row - reach)...min(height - 1, row + reach) {
      join(open.extracting(other * width..<(other + 1) * width), start, &view)
    }
    for column in 0..<width where shown[start + column] == 0 { view[start + column] = 0 }
  }
}

private func join(_ source: Span<UInt8>, _ start: Int, _ target: inout MutableSpan<UInt8>) {
  for column in source.indices { target[start &+ column] |= source[column] }
}

/// Makes d ln(1 + s/d) of positive scores s; 0 of others, where a weight is below a floor and where a date shows nothing.
func compress(
  _ scores: inout Raster<Float>, by divisor: Float, _ weights: borrowing Raster<Float>,
  floor: Float, _ usable: borrowing Raster<UInt8>
) {
  let factors = weights.samples
  let shown = usable.samples
  var view = scores.mutableSamples
  let count = view.count
  precondition(factors.count == count && shown.count == count, "planes of one size")
  for start in stride(from: 0, to: count, by: 8) {
    let end = min(start &+ 8, count)
    var eight = FloatLanes()
    var isAny = false
    for i in start..<end where shown[i] != 0 && factors[i] >= floor && view[i] > 0 {
      eight[i &- start] = view[i]
      isAny = true
    }
    if isAny { eight = divisor * logarithm(1 + eight / divisor) }
    for i in start..<end { view[i] = eight[i &- start] }
  }
}

/// Takes a share of the surroundings off the scores, and multiplies what is left by the weights.
func weigh(
  _ scores: inout Raster<Float>, less surroundings: borrowing Raster<Float>, share: Float,
  _ weights: borrowing Raster<Float>
) {
  let around = surroundings.samples
  let factors = weights.samples
  var view = scores.mutableSamples
  let count = view.count
  precondition(factors.count == count && around.count == count, "planes of one size")
  for i in 0..<count { view[i] = max(0, view[i] - share * around[i]) * factors[i] }
}

/// Marks pixels above a threshold and their neighbours above, below, left and right.
func dilate(
  _ scores: borrowing Raster<Float>, above threshold: Float, into marks: inout Raster<UInt8>
) {
  let (width, height) = (scores.width, scores.height)
  let values = scores.samples
  var view = marks.mutableSamples
  for i in view.indices { view[i] = 0 }
  for row in 0..<height {
    for column in 0..<width where values[row &* width &+ column] > threshold {
      let position = row &* width &+ column
      view[position] = 1
      if column > 0 { view[position &- 1] = 1 }
      if column &+ 1 < width { view[position &+ 1] = 1 }
      if row > 0 { view[position &- width] = 1 }
      if row &+ 1 < height { view[position &+ width] = 1 }
    }
  }
}
