import Imagery

/// The canonical variates of a pair and the threshold of their length: what the method `ir-mad` knows of the pair.
///
/// Of bands x of the earlier and y of the later date, variates aᵢᵀ(x − mean x) and bᵢᵀ(y − mean y) of variance 1 correlate by ρᵢ as
/// far as linear combinations can (Hotelling 1936). Where nothing changed their differences have variance 2(1 − ρᵢ), and
/// Z² = Σ (difference)²/(2(1 − ρᵢ)) has the χ² distribution of as many degrees of freedom as there are bands. Linear changes
/// of the numbers of a date, as by haze or another sensor's scale, change nothing.
struct AlterationModel: Sendable {
  /// The bands.
  let roles: [BandRole]
  /// ρ, ascending: the first variates differ most.
  private(set) var correlations: [Double]
  /// Per variate: the factors of the earlier, then of the later date's bands, in units of one standard deviation of the difference
  /// where nothing changed, and the constant.
  private(set) var factors: [[Double]]
  private(set) var constants: [Double]
  /// The length √Z² above which a pixel has changed.
  private(set) var threshold = Double.infinity

  /// What keeps covariances of bands that repeat each other positive, in squared standard deviations.
  static let covarianceFloor = 1e-6
  /// Reweighting ends after as many rounds, or when no correlation moves by more than a thousandth.
  static let rounds = 30
  /// The fewest pixels that a model is fitted to.
  static let leastPixels = 256
}

extension AlterationModel {
  /// Fits the model (Nielsen 2007, doi:10.1109/TIP.2006.888195): each pixel weighs as much as it is likely not to have changed, the
  /// tail of χ² beyond its Z², until the correlations stay. The threshold parts the lengths of the sample into two classes (Otsu
  /// 1979), and is at least what one in a hundred unchanged pixels reaches: where nothing changed there are no two classes.
  ///
  /// - Returns: `nil` where fewer than `leastPixels` were drawn.
  init?(_ pixels: PairPixels) {
    let columns = pixels.columns()
    let bands = pixels.roles.count
    guard bands > 0, let count = columns.first?.count, count >= Self.leastPixels else { return nil }
    roles = pixels.roles
    correlations = [Double](repeating: 0, count: bands)
    factors = []
    constants = []
    let scaled = columns.map { column in
      let sum = column.reduce(0, +)
      let mean = sum / Double(count)
      let variance = column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
      let deviation = variance > 0 ? variance.squareRoot() : 1
      return (numbers: column.map { ($0 - mean) / deviation }, mean: mean, deviation: deviation)
    }
    let numbers = scaled.map(\.numbers)
    var weights = [Double](repeating: 1, count: count)
    var squares: [Double] = []
    for _ in 0..<Self.rounds {
      let known = correlations
      fit(numbers, weights)
      squares = (0..<count).map { pixel in squaredLength { numbers[$0][pixel] } }
      for pixel in 0..<count { weights[pixel] = chiSquaredTail(squares[pixel], degrees: bands) }
      let moved = zip(known, correlations).map { abs($0 - $1) }.max() ?? 0
      if moved < 1e-3 { break }
    }
    threshold = max(
      OtsuThreshold.of(squares.map { $0.squareRoot() }), Self.leastLength(degrees: bands))
    // From standardised numbers to those of the scenes.
    for i in factors.indices {
      for (dimension, scale) in scaled.enumerated() {
        factors[i][dimension] /= scale.deviation
        constants[i] -= factors[i][dimension] * scale.mean
      }
    }
  }

  /// The length beyond which one in a hundred unchanged pixels lies.
  static func leastLength(degrees: Int) -> Double {
    var (low, high) = (0.0, 100.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if chiSquaredTail(middle, degrees: degrees) > 0.01 { low = middle } else { high = middle }
    }
    return high.squareRoot()
  }

  /// Z² of a pixel, whose numbers are given dimension by dimension.
  func squaredLength(_ number: (Int) -> Double) -> Double {
    var total = 0.0
    for (row, constant) in zip(factors, constants) {
      var variate = constant
      for (dimension, factor) in row.enumerated() { variate += factor * number(dimension) }
      total += variate * variate
    }
    return total
  }

  /// Takes correlations, factors and constants from weighted pixels.
  private mutating func fit(_ numbers: [[Double]], _ weights: [Double]) {
    let bands = roles.count
    let (mean, covariance) = Self.moments(numbers, weights)
    let size = 2 * bands
    let first = Self.inverseFactor(GaussianMixture.block(covariance, 0..<bands, of: size), bands)
    let second = Self.inverseFactor(
      GaussianMixture.block(covariance, bands..<size, of: size), bands)
    // N = L₂⁻¹ Σ₂₁ L₁⁻ᵀ; the eigenvalues of NᵀN are the squared correlations.
    var whitened = [Double](repeating: 0, count: bands * bands)
    for i in 0..<bands {
      for j in 0..<bands {
        var sum = 0.0
        for k in 0...i {
          for l in 0...j {
            sum += second[i * bands + k] * covariance[(bands + k) * size + l] * first[j * bands + l]
          }
        }
        whitened[i * bands + j] = sum
      }
    }
    var product = [Double](repeating: 0, count: bands * bands)
    for i in 0..<bands {
      for j in 0..<bands {
        for k in 0..<bands {
          product[i * bands + j] += whitened[k * bands + i] * whitened[k * bands + j]
        }
      }
    }
    let eigen = SymmetricEigenvectors(product, size: bands)
    correlations = eigen.values.map { min(max($0, 0).squareRoot(), 1 - Self.covarianceFloor) }
    factors = []
    constants = []
    for (vector, correlation) in zip(eigen.vectors, correlations) {
      let image = (0..<bands).map { i in
        (0..<bands).reduce(0.0) { $0 + whitened[i * bands + $1] * vector[$1] }
          / max(correlation, 1e-9)
      }
      let scale = 1 / (2 * (1 - correlation)).squareRoot()
      // a = L₁⁻ᵀ v and b = L₂⁻ᵀ N v / ρ.
      let a = (0..<bands).map { l in
        (l..<bands).reduce(0.0) { $0 + first[$1 * bands + l] * vector[$1] } * scale
      }
      let b = (0..<bands).map { l in
        -(l..<bands).reduce(0.0) { $0 + second[$1 * bands + l] * image[$1] } * scale
      }
      factors.append(a + b)
      constants.append(-zip(a + b, mean).reduce(0.0) { $0 + $1.0 * $1.1 })
    }
  }

  /// The inverse of Cholesky's factor, as a square matrix.
  private static func inverseFactor(_ matrix: [Double], _ size: Int) -> [Double] {
    let triangle = GaussianMixture.whitening(matrix, size: size).triangle
    var square = [Double](repeating: 0, count: size * size)
    var next = 0
    for row in 0..<size {
      for column in 0...row {
        square[row * size + column] = triangle[next]
        next += 1
      }
    }
    return square
  }

  /// The weighted mean and covariance.
  private static func moments(
    _ numbers: [[Double]], _ weights: [Double]
  ) -> (mean: [Double], covariance: [Double]) {
    let size = numbers.count
    let mass = max(weights.reduce(0, +), 1e-300)
    let mean = numbers.map { column in
      zip(column, weights).reduce(0.0) { $0 + $1.0 * $1.1 } / mass
    }
    var covariance = [Double](repeating: 0, count: size * size)
    for i in 0..<size {
      for j in 0...i {
        var sum = 0.0
        for pixel in weights.indices {
          sum += (numbers[i][pixel] - mean[i]) * (numbers[j][pixel] - mean[j]) * weights[pixel]
        }
        covariance[i * size + j] = sum / mass
        covariance[j * size + i] = sum / mass
      }
      covariance[i * size + i] += covarianceFloor
    }
    return (mean, covariance)
  }
}
