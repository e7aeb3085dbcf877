import Imagery

/// A separable mean of an integer radius, with weights that add up to 1: a Gaussian, or all weights alike.
struct SmoothingKernel: Hashable, Sendable {
  /// The weights from the centre outwards.
  let weights: [Float]

  var radius: Int { weights.count - 1 }

  /// σ = 1, cut at 4 pixels.
  static let one = SmoothingKernel(sigma: 1, radius: 4)
  /// σ = 2, cut at 8 pixels.
  static let two = SmoothingKernel(sigma: 2, radius: 8)
  /// σ = 3, cut at 12 pixels.
  static let three = SmoothingKernel(sigma: 3, radius: 12)

  /// The plain mean of a square.
  init(meanOf radius: Int) {
    weights = [Float](repeating: 1 / Float(2 * radius + 1), count: radius + 1)
  }

  init(sigma: Double, radius: Int) {
    // exp(−i²/2σ²) by repeated multiplication of e^(−1/2σ²), whose exponent's series is short.
    let x = -0.5 / (sigma * sigma)
    var base = 1.0
    for term in stride(from: 20, through: 1, by: -1) { base = 1 + base * x / Double(term) }
    let raw = (0...radius).map { i in
      (0..<i * i).reduce(1.0) { product, _ in product * base }
    }
    let sum = raw[0] + 2 * raw.dropFirst().reduce(0, +)
    weights = raw.map { Float($0 / sum) }
  }

  /// 45 × 45 pixels.
  static let surroundings = SmoothingKernel(meanOf: 22)

  /// Smooths a plane in place; what is outside counts as 0.
  func smooth(_ plane: inout Raster<Float>, work: inout Raster<Float>) {
    let (width, height) = (plane.width, plane.height)
    work.reshape(width: width + 2 * radius, height: 1)
    for row in 0..<height {
      smoothRow(&plane, row, &work)
    }
    work.reshape(width: width, height: height)
    for row in 0..<height {
      var view = work.mutableSamples(in: row * width..<(row + 1) * width)
      smoothColumn(plane, row, into: &view)
    }
    swap(&plane, &work)
  }

  private func smoothRow(
    _ plane: inout Raster<Float>, _ row: Int, _ work: inout Raster<Float>
  ) {
    let width = plane.width
    do {
      var padded = work.mutableSamples
      let source = plane.samples.extracting(row * width..<(row + 1) * width)
      for position in 0..<radius { padded[position] = 0 }
      for column in 0..<width { padded[radius &+ column] = source[column] }
      for position in radius + width..<padded.count { padded[position] = 0 }
    }
    var view = plane.mutableSamples(in: row * width..<(row + 1) * width)
    let centre = work.samples.extracting(radius..<radius + width)
    scale(centre, by: weights[0], into: &view)
    for offset in 1...radius {
      add(
        work.samples.extracting(radius - offset..<radius - offset + width),
        work.samples.extracting(radius + offset..<radius + offset + width),
        by: weights[offset], to: &view)
    }
  }

  private func smoothColumn(
    _ plane: borrowing Raster<Float>, _ row: Int, into target: inout MutableSpan<Float>
  ) {
    let (width, height) = (plane.width, plane.height)
    func line(_ row: Int) -> Range<Int> { row * width..<(row + 1) * width }
    scale(plane.samples.extracting(line(row)), by: weights[0], into: &target)
    for offset in 1...radius {
      let above = row - offset
      let below = row + offset
      if above >= 0, below < height {
        add(
          plane.samples.extracting(line(above)), plane.samples.extracting(line(below)),
          by: weights[offset], to: &target)
      } else if above >= 0 {
        add(plane.samples.extracting(line(above)), by: weights[offset], to: &target)
      } else if below < height {
        add(plane.samples.extracting(line(below)), by: weights[offset], to: &target)
      }
    }
  }
}

private func scale(_ source: Span<Float>, by weight: Float, into target: inout MutableSpan<Float>) {
  let count = target.count
  precondition(source.count == count)
  for i in 0..<count { target[i] = source[i] * weight }
}

private func add(
  _ one: Span<Float>, _ other: Span<Float>, by weight: Float, to target: inout MutableSpan<Float>
) {
  let count = target.count
  precondition(one.count == count && other.count == count)
  for i in 0..<count { target[i] += (one[i] + other[i]) * weight }
}

private func add(_ one: Span<Float>, by weight: Float, to target: inout MutableSpan<Float>) {
  let count = target.count
  precondition(one.count == count)
  for i in 0..<count { target[i] += one[i] * weight }
}
