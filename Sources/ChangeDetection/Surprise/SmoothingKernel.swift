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
      pad(plane, row, &work)
      smoothRow(work, 0..<width, into: &plane, row)
    }
    work.reshape(width: width, height: height)
    for row in 0..<height { smoothColumn(plane, row, 0..<width, into: &work) }
    swap(&plane, &work)
  }

  /// Smooths a plane where it matters; what is outside counts as 0.
  ///
  /// - Parameters:
  ///   - plane: The numbers.
  ///   - cells: Where the result is needed; elsewhere it is 0.
  ///   - work: Memory.
  ///   - result: Receives a plane of the same size.
  func smooth(
    _ plane: borrowing Raster<Float>, in cells: ActiveCells, work: inout Raster<Float>,
    into result: inout Raster<Float>
  ) {
    let (width, height) = (plane.width, plane.height)
    precondition(radius <= ActiveCells.cellHeight, "rows reach to the next row of cells")
    var padded = Raster<Float>(width: width + 2 * radius, height: 1)
    work.reshape(width: width, height: height)
    result.reshape(width: width, height: height)
    let needed = cells.grownVertically
    for cellRow in 0..<cells.rows {
      let runs = needed.runs(cellRow)
      guard !runs.isEmpty else { continue }
      for row in cells.pixelRows(cellRow) {
        pad(plane, row, &padded)
        for run in runs { smoothRow(padded, run, into: &work, row) }
      }
    }
    do {
      var view = result.mutableSamples
      for i in view.indices { view[i] = 0 }
    }
    for cellRow in 0..<cells.rows {
      for run in cells.runs(cellRow) {
        for row in cells.pixelRows(cellRow) { smoothColumn(work, row, run, into: &result) }
      }
    }
  }

  /// Copies a row with a margin of zeros.
  private func pad(
    _ plane: borrowing Raster<Float>, _ row: Int, _ padded: inout Raster<Float>
  ) {
    let width = plane.width
    let source = plane.samples.extracting(row * width..<(row + 1) * width)
    var view = padded.mutableSamples
    for position in 0..<radius { view[position] = 0 }
    for column in 0..<width { view[radius &+ column] = source[column] }
    for position in radius + width..<view.count { view[position] = 0 }
  }

  /// Smooths some columns of a row along it.
  private func smoothRow(
    _ padded: borrowing Raster<Float>, _ columns: Range<Int>, into result: inout Raster<Float>,
    _ row: Int
  ) {
    let start = row * result.width
    var view = result.mutableSamples(
      in: start + columns.lowerBound..<start + columns.upperBound)
    let source = padded.samples
    func part(_ offset: Int) -> Range<Int> {
      radius + columns.lowerBound + offset..<radius + columns.upperBound + offset
    }
    scale(source.extracting(part(0)), by: weights[0], into: &view)
    for offset in 1...radius {
      add(
        source.extracting(part(-offset)), source.extracting(part(offset)), by: weights[offset],
        to: &view)
    }
  }

  /// Smooths some columns of a row across it.
  private func smoothColumn(
    _ plane: borrowing Raster<Float>, _ row: Int, _ columns: Range<Int>,
    into result: inout Raster<Float>
  ) {
    let (width, height, samples) = (plane.width, plane.height, plane.samples)
    func line(_ row: Int) -> Range<Int> {
      row * width + columns.lowerBound..<row * width + columns.upperBound
    }
    var target = result.mutableSamples(in: line(row))
    scale(samples.extracting(line(row)), by: weights[0], into: &target)
    for offset in 1...radius {
      let above = row - offset
      let below = row + offset
      if above >= 0, below < height {
        add(
          samples.extracting(line(above)), samples.extracting(line(below)),
          by: weights[offset], to: &target)
      } else if above >= 0 {
        add(samples.extracting(line(above)), by: weights[offset], to: &target)
      } else if below < height {
        add(samples.extracting(line(below)), by: weights[offset], to: &target)
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
