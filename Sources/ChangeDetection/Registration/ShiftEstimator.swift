public import Imagery

/// Measures how far the earlier date of a pair lies beside the later one, square by square.
///
/// Edges stay where colours change: of each date the magnitude of the gradient of ln(ρ + 0.01), summed over the visible bands,
/// is correlated by Fourier transforms, and the peak is found to 1/64 pixel.
public struct ShiftEstimator: Sendable {
  /// The side of the squares.
  public let side: Int
  private let transform: FourierTransform
  private let taper: [Double]

  /// The farthest shift that is looked for, in pixels along an axis.
  public static let farthest = 4

  /// Creates an estimator.
  ///
  /// - Parameter side: A power of two from 64 on.
  public init(side: Int) {
    self.side = side
    transform = FourierTransform(side: side)
    taper = FourierTransform.hann(side)
  }

  /// The largest side, up to 256 pixels, that fits into a window; `nil` where none does.
  public static func side(fitting width: Int, _ height: Int) -> Int? {
    [256, 128, 64].first { $0 <= min(width, height) }
  }

  /// Measures the shift of a square of two stacks.
  ///
  /// - Parameters:
  ///   - before: Bands of the earlier date.
  ///   - after: Bands of the later date, of the same size.
  ///   - usable: 0 where a pixel is not shown.
  ///   - square: The square, in the stacks.
  ///   - isCalibrated: Whether numbers are reflectance; else their mean stands for 0.1.
  /// - Returns: `nil` where less than 90 % is shown, or where no peak lies within `farthest` pixels.
  public func shift(
    before: borrowing BandStack, after: borrowing BandStack, usable: Span<UInt8>, square: Window,
    isCalibrated: Bool
  ) -> PixelShift? {
    precondition(square.width == side && square.height == side, "a square of the side")
    var shown = 0
    for row in square.row..<square.endRow {
      for column in square.column..<square.endColumn {
        shown += usable[row * before.width + column] != 0 ? 1 : 0
      }
    }
    guard 10 * shown >= 9 * side * side else { return nil }
    var first = edges(before, usable, square, isCalibrated)
    var second = edges(after, usable, square, isCalibrated)
    var firstImaginary = [Double](repeating: 0, count: first.count)
    var secondImaginary = firstImaginary
    transform.transform(&first, &firstImaginary, inverse: false)
    transform.transform(&second, &secondImaginary, inverse: false)
    // The cross spectrum: its inverse peaks where the earlier date, moved back by the lag, meets the later one.
    for i in first.indices {
      let (a, b) = (first[i], firstImaginary[i])
      let (c, d) = (second[i], secondImaginary[i])
      first[i] = a * c + b * d
      firstImaginary[i] = b * c - a * d
    }
    return peak(first, firstImaginary)
  }

  /// Looks for the peak of a correlation, first at whole pixels, then at eighths and 64ths around it.
  private func peak(_ real: [Double], _ imaginary: [Double]) -> PixelShift? {
    let zoom = FourierTransform.zoom
    var centre = (row: 0, column: 0)
    for (step, reach) in [(zoom, Self.farthest + 1), (zoom / 8, 8), (1, 8)] {
      let rows = (-reach...reach).map { centre.row + $0 * step }
      let columns = (-reach...reach).map { centre.column + $0 * step }
      let values = transform.correlation(real, imaginary, rows: rows, columns: columns)
      var best = (row: 0, column: 0)
      for row in rows.indices {
        for column in columns.indices where values[row][column] > values[best.row][best.column] {
          best = (row, column)
        }
      }
      guard values[best.row][best.column] > 0 else { return nil }
      centre = (rows[best.row], columns[best.column])
    }
    let limit = Self.farthest * zoom
    guard abs(centre.row) <= limit, abs(centre.column) <= limit else { return nil }
    return PixelShift(x: Double(centre.column) / Double(zoom), y: Double(centre.row) / Double(zoom))
  }

  /// The tapered edges of a square of one date, with mean 0.
  private func edges(
    _ stack: borrowing BandStack, _ usable: Span<UInt8>, _ square: Window, _ isCalibrated: Bool
  ) -> [Double] {
    var total = [Double](repeating: 0, count: side * side)
    var plane = Raster<Float>(width: side, height: side)
    var work = Raster<Float>(width: 0, height: 0)
    for role in SurpriseModel.roles {
      logarithms(stack, role, usable, square, isCalibrated, into: &plane)
      SmoothingKernel.one.smooth(&plane, work: &work)
      addGradient(plane, side, to: &total)
    }
    let mean = total.reduce(0, +) / Double(total.count)
    for row in 0..<side {
      for column in 0..<side {
        total[row * side + column] =
          (total[row * side + column] - mean) * taper[row] * taper[column]
      }
    }
    return total
  }
}

/// ln(ρ + 0.01) of a square; the mean where a pixel is not shown.
private func logarithms(
  _ stack: borrowing BandStack, _ role: BandRole, _ usable: Span<UInt8>, _ square: Window,
  _ isCalibrated: Bool, into plane: inout Raster<Float>
) {
  let numbers = stack.plane(role)
  var view = plane.mutableSamples
  var sum = 0.0
  var count = 0
  for row in 0..<square.height {
    for column in 0..<square.width {
      let position = (square.row + row) * stack.width + square.column + column
      guard usable[position] != 0 else { continue }
      sum += Double(numbers[position])
      count += 1
    }
  }
  let mean = count > 0 ? Float(sum / Double(count)) : 1
  let scale =
    isCalibrated ? ReflectanceScale(stack.scaling(of: role)) : ReflectanceScale(relativeTo: [mean])
  for row in 0..<square.height {
    for column in 0..<square.width {
      let position = (square.row + row) * stack.width + square.column + column
      let number = usable[position] != 0 ? numbers[position] : mean
      let reflectance = max(0, (number + scale.offset) * scale.unit)
      view[row * square.width + column] = logarithm(FloatLanes(repeating: reflectance + 0.01))[0]
    }
  }
}

/// Adds the length of the gradient by central differences; 0 at the edges.
private func addGradient(
  _ plane: borrowing Raster<Float>, _ side: Int, to total: inout [Double]
) {
  let values = plane.samples
  for row in 1..<side - 1 {
    for column in 1..<side - 1 {
      let position = row * side + column
      let x = Double(values[position + 1] - values[position - 1])
      let y = Double(values[position + side] - values[position - side])
      total[position] += (x * x + y * y).squareRoot()
    }
  }
}
