/// A mixture of normal distributions with full covariances, of joint vectors of two dates.
///
/// ln p(x) = ln Σ wₖ N(x; μₖ, Σₖ) (McLachlan and Peel 2000). Numbers are those of standardised bands.
struct GaussianMixture: Hashable, Sendable {
  /// One component.
  struct Component: Hashable, Sendable {
    /// The share of the pixels.
    var weight: Double
    /// The mean, one number per dimension.
    var mean: [Double]
    /// The covariance, row after row.
    var covariance: [Double]
  }

  /// The number of dimensions, twice that of the bands.
  let dimensions: Int
  /// The components; none is empty.
  var components: [Component]
}

extension GaussianMixture {
  /// The lower triangle of the inverse of Cholesky's factor of a symmetric positive matrix, row after row, and the sum of
  /// the logarithms of the factor's diagonal.
  static func whitening(_ matrix: [Double], size: Int) -> (triangle: [Double], logarithm: Double) {
    var factor = [Double](repeating: 0, count: size * size)
    var sum = 0.0
    for row in 0..<size {
      for column in 0...row {
        var value = matrix[row * size + column]
        for k in 0..<column { value -= factor[row * size + k] * factor[column * size + k] }
        if row == column {
          // The floor of the covariance keeps the pivot positive; rounding may take a little of it.
          let pivot = max(value, 1e-9).squareRoot()
          factor[row * size + row] = pivot
          sum += ChangeDetection.logarithm(pivot)
        } else {
          factor[row * size + column] = value / factor[column * size + column]
        }
      }
    }
    var inverse = [Double](repeating: 0, count: size * size)
    for column in 0..<size {
      inverse[column * size + column] = 1 / factor[column * size + column]
      for row in column + 1..<max(size, column + 1) {
        var value = 0.0
        for k in column..<row { value -= factor[row * size + k] * inverse[k * size + column] }
        inverse[row * size + column] = value / factor[row * size + row]
      }
    }
    var triangle: [Double] = []
    for row in 0..<size { triangle += inverse[row * size...row * size + row] }
    return (triangle, sum)
  }

  /// The covariance of some of the dimensions of a component.
  static func block(_ covariance: [Double], _ range: Range<Int>, of size: Int) -> [Double] {
    range.flatMap { row in range.map { covariance[row * size + $0] } }
  }
}
