/// The normal equations of a least-squares problem whose rows touch at most three neighbouring unknowns.
struct PentadiagonalSystem {
  private var diagonal: [Double]
  private var firstBand: [Double]
  private var secondBand: [Double]
  private var right: [Double]

  init(count: Int) {
    diagonal = Array(repeating: 0, count: count)
    firstBand = diagonal
    secondBand = diagonal
    right = diagonal
  }

  /// Adds weight × (Σ coefficientᵢ z(start + i) − value)² to the sum of squares; zero coefficients may lie past the end.
  mutating func addSquare(at start: Int, coefficients: [Double], weight: Double, value: Double) {
    for row in coefficients.indices where coefficients[row] != 0 {
      let scaled = weight * coefficients[row]
      diagonal[start + row] += scaled * coefficients[row]
      right[start + row] += scaled * value
      if row + 1 < coefficients.count, coefficients[row + 1] != 0 {
        firstBand[start + row] += scaled * coefficients[row + 1]
      }
      if row + 2 < coefficients.count, coefficients[row + 2] != 0 {
        secondBand[start + row] += scaled * coefficients[row + 2]
      }
    }
  }

  /// The minimiser, by LDLᵀ without pivoting: the matrix is positive definite where two days differ.
  consuming func solved() -> [Double] {
    let count = diagonal.count
    // After this loop `diagonal` holds D, the bands hold L's two subdiagonals, `right` holds L⁻¹b.
    for k in 0..<count {
      let pivot = diagonal[k]
      let first = firstBand[k]
      let second = secondBand[k]
      let lowerFirst = first / pivot
      let lowerSecond = second / pivot
      if k + 1 < count {
        diagonal[k + 1] -= lowerFirst * first
        firstBand[k + 1] -= lowerFirst * second
        right[k + 1] -= lowerFirst * right[k]
      }
      if k + 2 < count {
        diagonal[k + 2] -= lowerSecond * second
        right[k + 2] -= lowerSecond * right[k]
      }
      firstBand[k] = lowerFirst
      secondBand[k] = lowerSecond
    }
    var solution = right
    for k in stride(from: count - 1, through: 0, by: -1) {
      solution[k] /= diagonal[k]
      if k + 1 < count { solution[k] -= firstBand[k] * solution[k + 1] }
      if k + 2 < count { solution[k] -= secondBand[k] * solution[k + 2] }
    }
    return solution
  }
}
