/// The discrete Fourier transform of squares whose side is a power of two (Cooley and Tukey 1965), in double precision.
///
/// Cosines come from halving angles with square roots, which IEEE 754 defines, so the result is the same on every machine.
struct FourierTransform: Sendable {
  /// The side of the squares.
  let side: Int
  /// e^(−2πik/(side · `zoom`)), for k from 0 up to side · `zoom`.
  private let roots: [(real: Double, imaginary: Double)]

  /// How many parts of a pixel `correlation(at:)` can tell.
  static let zoom = 64

  /// - Parameter side: A power of two from 8 on.
  init(side: Int) {
    precondition(side >= 8 && side.nonzeroBitCount == 1, "the side is a power of two")
    self.side = side
    let count = side * Self.zoom
    var roots = [(real: Double, imaginary: Double)](repeating: (1, 0), count: count)
    // The root of a quarter is −i; each halving of the angle fills the places between.
    var step = count / 4
    var cosine = 0.0
    var sine = 1.0
    for k in 0..<4 {
      roots[k * step] = [(1, 0), (0, -1), (-1, 0), (0, 1)][k]
    }
    while step > 1 {
      let half = ((1 + cosine) / 2).squareRoot()
      sine = sine / (2 * half)
      cosine = half
      let next = step / 2
      for k in stride(from: 0, to: count, by: step) {
        let (a, b) = roots[k]
        // Turned by the halved angle: (a + ib)(cos − i sin).
        roots[k + next] = (a * cosine + b * sine, b * cosine - a * sine)
      }
      step = next
    }
    self.roots = roots
  }
}

extension FourierTransform {
  /// Transforms a square in place, row after row; the inverse is not divided by the number of pixels.
  func transform(_ real: inout [Double], _ imaginary: inout [Double], inverse: Bool) {
    precondition(real.count == side * side && imaginary.count == real.count, "a square")
    for _ in 0..<2 {
      for row in 0..<side { line(&real, &imaginary, row * side, inverse: inverse) }
      transpose(&real)
      transpose(&imaginary)
    }
  }

  private func transpose(_ square: inout [Double]) {
    for row in 0..<side {
      for column in row + 1..<max(side, row + 1) {
        square.swapAt(row * side + column, column * side + row)
      }
    }
  }

  private func line(
    _ real: inout [Double], _ imaginary: inout [Double], _ start: Int, inverse: Bool
  ) {
    var other = 0
    for place in 1..<side {
      var bit = side >> 1
      while other & bit != 0 {
        other ^= bit
        bit >>= 1
      }
      other |= bit
      if place < other {
        real.swapAt(start + place, start + other)
        imaginary.swapAt(start + place, start + other)
      }
    }
    var length = 2
    while length <= side {
      let stride = side / length * Self.zoom
      for block in Swift.stride(from: start, to: start + side, by: length) {
        for k in 0..<length / 2 {
          let root = roots[k * stride]
          let sine = inverse ? -root.imaginary : root.imaginary
          let (low, high) = (block + k, block + k + length / 2)
          let x = real[high] * root.real - imaginary[high] * sine
          let y = real[high] * sine + imaginary[high] * root.real
          real[high] = real[low] - x
          imaginary[high] = imaginary[low] - y
          real[low] += x
          imaginary[low] += y
        }
      }
      length *= 2
    }
  }

  /// The correlation whose spectrum is given, at lags in 1/`zoom` pixels: the real part of the inverse transform.
  ///
  /// - Parameters:
  ///   - rows: The lags along rows, for each result row.
  ///   - columns: The lags along columns.
  func correlation(
    _ real: [Double], _ imaginary: [Double], rows: [Int], columns: [Int]
  ) -> [[Double]] {
    let count = side * Self.zoom
    func root(_ frequency: Int, _ lag: Int) -> (real: Double, imaginary: Double) {
      let signed = frequency < side / 2 ? frequency : frequency - side
      // e^(+2πi f lag / (side · zoom)) is the conjugate of the table's.
      let place = ((signed * lag) % count + count) % count
      return (roots[place].real, -roots[place].imaginary)
    }
    return rows.map { rowLag in
      var sums = [(real: Double, imaginary: Double)](repeating: (0, 0), count: side)
      for row in 0..<side {
        let turn = root(row, rowLag)
        for column in 0..<side {
          let (a, b) = (real[row * side + column], imaginary[row * side + column])
          sums[column].real += a * turn.real - b * turn.imaginary
          sums[column].imaginary += a * turn.imaginary + b * turn.real
        }
      }
      return columns.map { columnLag in
        var sum = 0.0
        for column in 0..<side {
          let turn = root(column, columnLag)
          sum += sums[column].real * turn.real - sums[column].imaginary * turn.imaginary
        }
        return sum
      }
    }
  }
}

extension FourierTransform {
  /// Hann's window, (1 − cos 2πk/n)/2, which leads to 0 at the edges.
  static func hann(_ side: Int) -> [Double] {
    let transform = FourierTransform(side: side)
    return (0..<side).map { (1 - transform.cosine(of: $0)) / 2 }
  }

  private func cosine(of part: Int) -> Double { roots[part * Self.zoom].real }
}
