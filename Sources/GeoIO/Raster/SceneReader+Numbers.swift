public import Diagnostics
public import Imagery

/// Reading windows as stored, for passes that need `Float` numbers of few pixels.
extension SceneReader {
  /// Reads a window of every band as it is stored.
  ///
  /// - Parameter numbers: Takes the reader's roles in their order, and the size of the window.
  /// - Returns: Whether the window can be had so: not where a band is of another type than 16-bit whole numbers, is averaged
  ///   or warped, or does not cover the window. Then nothing is read.
  public mutating func readNumbers(
    _ window: Window, scalings: [BandScaling], into numbers: inout NumberStack
  ) throws(TiankanError) -> Bool {
    precondition(scalings.count == roles.count, "one scaling per role")
    var counts: [Int] = []
    var described: [NumberStack.Band] = []
    for position in bands.indices {
      guard bands[position].value.storesNumbers,
        let count = bands[position].value.planNumbers(of: window)
      else { return false }
      counts.append(count)
      described.append(
        bands[position].value.numberBand(roles[position], scalings[position]))
    }
    numbers.reshape(
      bands: described, counts: counts, width: window.width, height: window.height)
    for position in bands.indices {
      var view = numbers.mutableNumbers(at: position)
      try bands[position].value.readNumbers(into: &view)
    }
    return true
  }

  /// Takes pixels without data out of `marks`, and sets bit 1 where a band that is coarser than the grid may be missing or may not be
  /// positive: such pixels need a closer look.
  ///
  /// - Parameters:
  ///   - marks: One per pixel of the window read last, 0 where it cannot be used.
  ///   - numbers: The numbers of that window.
  public func restrict(_ marks: inout MutableSpan<UInt8>, to numbers: borrowing NumberStack) {
    for position in bands.indices {
      let band = numbers.bands[position]
      // From one count above zero on, an interpolated value is positive however it is rounded.
      let floor = max(0, min(65_535, (1 - band.scaling.offset).rounded(.up)))
      bands[position].value.mark(
        numbers.numbers(at: position), noData: band.noData, floor: UInt16(floor), in: &marks)
    }
  }

  /// Makes the digital numbers of some pixels of the window read last: the same as `read` gives.
  ///
  /// - Parameters:
  ///   - places: Positions in the window, row after row, ascending.
  ///   - numbers: The numbers of that window.
  ///   - stack: Takes one column per place.
  public func gather(
    _ places: Span<Int32>, of numbers: borrowing NumberStack, into stack: inout BandStack
  ) {
    stack.reuse(
      roles: roles, scalings: numbers.bands.map(\.scaling), width: places.count, height: 1)
    guard !places.isEmpty else { return }
    for position in bands.indices {
      var plane = stack.mutablePlane(roles[position])
      bands[position].value.gather(
        places, of: numbers.numbers(at: position), noData: numbers.bands[position].noData,
        width: numbers.width, into: &plane)
    }
  }
}
