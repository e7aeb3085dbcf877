public import Imagery

extension ConstructionBaselines {
  /// The bytes of a part: what its pixels ever showed, and their curves. Nil where no pixel is monitored.
  ///
  /// - Parameter part: Columns and rows of the block.
  public borrowing func encodedExtremes(_ part: Window) -> [UInt8]? {
    let marks = watched.samples
    var isWatched = false
    var bytes: [UInt8] = []
    forEachPixel(of: part, width: width) { pixel in
      bytes.append(marks[pixel])
      isWatched = isWatched || marks[pixel] != 0
    }
    guard isWatched else { return nil }
    let values = extremes.samples
    let count = width * height
    for plane in 0..<Self.planes {
      var numbers: [Int16] = []
      forEachPixel(of: part, width: width) { numbers.append(values[plane * count + $0]) }
      PlaneBytes.append(numbers, to: &bytes)
    }
    if hasCurves {
      let values = curves.samples
      for plane in 0..<CurveModel.planes {
        var numbers: [Int16] = []
        forEachPixel(of: part, width: width) { numbers.append(values[plane * count + $0]) }
        PlaneBytes.append(numbers, to: &bytes)
      }
    }
    return bytes
  }

  /// Adds a part from the bytes of its extremes. False for bytes that are none.
  public mutating func decodeExtremes(_ bytes: [UInt8], into part: Window) -> Bool {
    let count = part.pixelCount
    let all = Self.planes + (hasCurves ? CurveModel.planes : 0)
    guard bytes.count == count * (1 + 2 * all) else { return false }
    let pixels = width * height
    let width = width
    do {
      var marks = watched.mutableSamples
      var source = 0
      forEachPixel(of: part, width: width) { pixel in
        marks[pixel] = bytes[source]
        source += 1
      }
    }
    for plane in 0..<Self.planes {
      let numbers = PlaneBytes.plane(
        of: bytes, from: count * (1 + 2 * plane), count: count)
      Self.place(numbers, part, width, first: plane * pixels, in: &extremes)
    }
    for plane in Self.planes..<all {
      let numbers = PlaneBytes.plane(
        of: bytes, from: count * (1 + 2 * plane), count: count)
      Self.place(numbers, part, width, first: (plane - Self.planes) * pixels, in: &curves)
    }
    return true
  }

  /// The bytes of a part: what is normal in a season. Nil where no pixel is monitored.
  ///
  /// Limits are kept as their distance from what is normal, in steps; distances from one pixel to the next are small.
  public borrowing func encodedLimits(ofSeasonAt position: Int, _ part: Window) -> [UInt8]? {
    let marks = watched.samples
    var isWatched = false
    forEachPixel(of: part, width: width) { isWatched = isWatched || marks[$0] != 0 }
    guard isWatched else { return nil }
    let values = limits.samples
    let count = width * height
    func plane(_ number: Int) -> [Int16] {
      var numbers: [Int16] = []
      numbers.reserveCapacity(part.pixelCount)
      let first = (position * Self.planes + number) * count
      forEachPixel(of: part, width: width) {
        numbers.append(PlaneBytes.steps(of: values[first + $0]))
      }
      return numbers
    }
    var bytes: [UInt8] = []
    for number in stride(from: 0, to: Self.planes, by: 2) {
      let usual = plane(number)
      let limit = plane(number + 1)
      PlaneBytes.append(usual, to: &bytes)
      PlaneBytes.append(zip(limit, usual).map { $0 &- $1 }, to: &bytes)
    }
    return bytes
  }

  /// Adds a part from the bytes of a season. False for bytes that are none.
  public mutating func decodeLimits(
    _ bytes: [UInt8], ofSeasonAt position: Int, into part: Window
  ) -> Bool {
    let count = part.pixelCount
    guard bytes.count == 2 * Self.planes * count else { return false }
    let pixels = width * height
    let width = width
    for number in stride(from: 0, to: Self.planes, by: 2) {
      let usual = PlaneBytes.plane(of: bytes, from: 2 * number * count, count: count)
      let distance = PlaneBytes.plane(of: bytes, from: 2 * (number + 1) * count, count: count)
      let limit = zip(usual, distance).map { PlaneBytes.value(ofSteps: $0 &+ $1) }
      let first = (position * Self.planes + number) * pixels
      Self.place(
        usual.map { PlaneBytes.value(ofSteps: $0) }, part, width, first: first, in: &limits)
      Self.place(limit, part, width, first: first + pixels, in: &limits)
    }
    return true
  }

  private static func place(
    _ numbers: [Int16], _ part: Window, _ width: Int, first: Int, in raster: inout Raster<Int16>
  ) {
    var target = raster.mutableSamples
    var source = 0
    forEachPixel(of: part, width: width) { pixel in
      target[first + pixel] = numbers[source]
      source += 1
    }
  }
}

/// Planes as bytes that compress well: differences from one number to the next, low bytes before high bytes.
enum PlaneBytes {
  /// What stands for the least and the greatest number, which are no multiples of a step.
  private static let (lowest, highest): (Int16, Int16) = (-656, 656)

  static func append(_ numbers: [Int16], to bytes: inout [UInt8]) {
    var last: Int16 = 0
    var high: [UInt8] = []
    high.reserveCapacity(numbers.count)
    for number in numbers {
      let difference = UInt16(bitPattern: number &- last)
      bytes.append(UInt8(truncatingIfNeeded: difference))
      high.append(UInt8(difference >> 8))
      last = number
    }
    bytes += high
  }

  static func plane(of bytes: [UInt8], from start: Int, count: Int) -> [Int16] {
    var last: Int16 = 0
    return (0..<count).map { i in
      let difference = UInt16(bytes[start + i]) | UInt16(bytes[start + count + i]) << 8
      last = last &+ Int16(bitPattern: difference)
      return last
    }
  }

  /// A limit in steps.
  static func steps(of value: Int16) -> Int16 {
    if value == .min { return lowest }
    if value == .max { return highest }
    precondition(Int(value) % SeasonLimits.step == 0, "limits are multiples of the step")
    return value / Int16(SeasonLimits.step)
  }

  static func value(ofSteps steps: Int16) -> Int16 {
    if steps == lowest { return .min }
    if steps == highest { return .max }
    return steps &* Int16(SeasonLimits.step)
  }
}
