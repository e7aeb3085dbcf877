import Imagery

/// How far the ground of the earlier date lies from the same ground of the later date, in pixels of the grid.
public struct PixelShift: Hashable, Sendable {
  /// Towards higher columns and rows: what the later date shows at (c, r) the earlier one shows at (c + x, r + y).
  public var x: Double, y: Double

  /// Creates a shift.
  public init(x: Double = 0, y: Double = 0) {
    self.x = x
    self.y = y
  }

  /// The length in pixels.
  public var length: Double { (x * x + y * y).squareRoot() }

  /// How the later date lies beside the earlier one.
  public var reversed: PixelShift { PixelShift(x: -x, y: -y) }

  /// Shifts shorter than this are left as they are: resampling would blur more than it mends.
  public static let least = 0.05

  /// Takes at (c, r) what the stack has at (c + x, r + y), by cubic convolution (Keys 1981, a = −½), in place: moves the earlier
  /// date onto the later one, and `reversed` the later onto the earlier.
  ///
  /// - Parameters:
  ///   - stack: The bands; pixels without data are not a number.
  ///   - usable: 0 where the stack's number must not be used; becomes 0 where any number that a result is made of was 0.
  ///   - work: Memory.
  func align(_ stack: inout BandStack, usable: inout Raster<UInt8>, work: inout Raster<Float>) {
    guard length >= Self.least else { return }
    let (width, height) = (stack.width, stack.height)
    let across = CubicTaps(x)
    let down = CubicTaps(y)
    for role in stack.roles {
      work.reshape(width: width, height: height)
      do {
        let source = stack.plane(role)
        var target = work.mutableSamples
        for row in 0..<height {
          across.apply(source, row * width, step: 1, position: nil, count: width, into: &target)
        }
      }
      var target = stack.mutablePlane(role)
      for row in 0..<height {
        down.apply(
          work.samples, row * width, step: width, position: (row, height), count: width,
          into: &target)
      }
    }
    spreadHidden(&usable, across, down)
  }

  private func spreadHidden(
    _ usable: inout Raster<UInt8>, _ across: CubicTaps, _ down: CubicTaps
  ) {
    let (width, height) = (usable.width, usable.height)
    var rows = Raster<UInt8>(width: width, height: height)
    do {
      let source = usable.samples
      var target = rows.mutableSamples
      for row in 0..<height {
        for column in 0..<width {
          var isUsable: UInt8 = 1
          for tap in 0..<4 {
            let place = min(max(column + across.start + tap, 0), width - 1)
            isUsable &= source[row * width + place] == 0 ? 0 : 1
          }
          target[row * width + column] = isUsable
        }
      }
    }
    let source = rows.samples
    var target = usable.mutableSamples
    for row in 0..<height {
      for column in 0..<width {
        var isUsable: UInt8 = 1
        for tap in 0..<4 {
          let place = min(max(row + down.start + tap, 0), height - 1)
          isUsable &= source[place * width + column]
        }
        target[row * width + column] = isUsable
      }
    }
  }
}
