import ChangeDetection
import GeoIO
import Imagery

/// Reads two bands block by block on one thread and computes NDVI, and prints what each step cost.
///
///     KernelBenchmark RED.tif NIR.tif OFFSET
///
/// The line of JSON has seconds of decoding and of the kernel, the number of pixels, and the sum of all index values, by
/// which the run is compared with other programs.
@main
struct KernelBenchmark {
  static let blockLength = 512

  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.count == 3, let offset = arguments.last.flatMap(Double.init) else {
      print("usage: KernelBenchmark RED.tif NIR.tif OFFSET")
      return
    }
    let paths = Array(arguments)
    var red = try RasterDataset(opening: paths[0])
    var nir = try RasterDataset(opening: paths[1])
    let scaling = BandScaling(offset: offset, unit: 0.0001)
    var stack = BandStack(
      roles: [.red, .nir], scalings: [scaling, scaling], width: blockLength, height: blockLength)
    var values = Raster<Int16>(width: blockLength, height: blockLength)
    let clock = ContinuousClock()
    var decoding = Duration.zero
    var computing = Duration.zero
    var sum: Int64 = 0
    var valid: Int64 = 0
    for row in stride(from: 0, to: red.info.window.height, by: blockLength) {
      for column in stride(from: 0, to: red.info.window.width, by: blockLength) {
        let window = Window(column: column, row: row, width: blockLength, height: blockLength)
          .intersection(red.info.window)
        stack.reshape(width: window.width, height: window.height)
        values.reshape(width: window.width, height: window.height)
        let begin = clock.now
        try read(&red, .red, window: window, into: &stack)
        try read(&nir, .nir, window: window, into: &stack)
        let decoded = clock.now
        var target = values.mutableSamples
        computeIndex(.ndvi, from: stack, parameters: IndexParameters(), into: &target)
        let end = clock.now
        decoding += decoded - begin
        computing += end - decoded
        (sum, valid) = total(values.samples, sum: sum, valid: valid)
      }
    }
    let pixels = red.info.window.pixelCount
    print(
      """
      {"decoding": \(seconds(decoding)), "computing": \(seconds(computing)), "pixels": \(pixels), \
      "valid": \(valid), "sum": \(sum)}
      """)
  }

  /// Reads a block and turns the no-data number 0 into not-a-number, as the scene reader does.
  static func read(
    _ dataset: inout RasterDataset, _ role: BandRole, window: Window, into stack: inout BandStack
  ) throws {
    var plane = stack.mutablePlane(role)
    try dataset.read(band: 1, window: window, into: &plane)
    for index in plane.indices where plane[index] == 0 { plane[index] = .nan }
  }

  static func total(_ values: Span<Int16>, sum: Int64, valid: Int64) -> (Int64, Int64) {
    var sum = sum
    var valid = valid
    for index in values.indices where values[index] != Int16.min {
      sum &+= Int64(values[index])
      valid &+= 1
    }
    return (sum, valid)
  }

  static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }
}
