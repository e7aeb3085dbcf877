/// The eigenvalues and eigenvectors of a small symmetric matrix, by rotations (Jacobi 1846), in double precision.
///
/// Only the basic operations and square roots enter, in a fixed order, so the result is the same on every machine.
struct SymmetricEigenvectors: Sendable {
  /// The eigenvalues, ascending.
  private(set) var values: [Double]
  /// The eigenvectors of length 1, in the order of the values.
  private(set) var vectors: [[Double]]

  /// - Parameters:
  ///   - matrix: Row after row.
  ///   - size: How many rows it has.
  init(_ matrix: [Double], size: Int) {
    var a = matrix
    var v = [Double](repeating: 0, count: size * size)
    for i in 0..<size { v[i * size + i] = 1 }
    // Off-diagonal numbers shrink quadratically; a dozen sweeps leave nothing of them.
    for _ in 0..<16 {
      for p in 0..<size {
        for q in p + 1..<max(size, p + 1) { Self.rotate(&a, &v, p, q, size) }
      }
    }
    let order = (0..<size).sorted { a[$0 * size + $0] < a[$1 * size + $1] }
    values = order.map { a[$0 * size + $0] }
    vectors = order.map { column in (0..<size).map { v[$0 * size + column] } }
  }

  /// Makes the number in row p and column q 0.
  private static func rotate(
    _ a: inout [Double], _ v: inout [Double], _ p: Int, _ q: Int, _ size: Int
  ) {
    let offDiagonal = a[p * size + q]
    guard abs(offDiagonal) > 1e-300 else { return }
    let theta = (a[q * size + q] - a[p * size + p]) / (2 * offDiagonal)
    let t = (theta < 0 ? -1 : 1) / (abs(theta) + (theta * theta + 1).squareRoot())
    let cosine = 1 / (t * t + 1).squareRoot()
    let sine = t * cosine
    for k in 0..<size {
      let (x, y) = (a[k * size + p], a[k * size + q])
      a[k * size + p] = cosine * x - sine * y
      a[k * size + q] = sine * x + cosine * y
    }
    for k in 0..<size {
      let (x, y) = (a[p * size + k], a[q * size + k])
      a[p * size + k] = cosine * x - sine * y
      a[q * size + k] = sine * x + cosine * y
    }
    for k in 0..<size {
      let (x, y) = (v[k * size + p], v[k * size + q])
      v[k * size + p] = cosine * x - sine * y
      v[k * size + q] = sine * x + cosine * y
    }
  }
}
