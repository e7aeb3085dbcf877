public import Imagery

/// A colour image made of three bands, ready to be drawn: one `0xAARRGGBB` pixel each, 0 where a band has no data.
public struct ColorComposite: ~Copyable, Sendable {
  /// The pixels; alpha is 255 or 0.
  public let pixels: Raster<UInt32>

  /// Creates an image from pixels that are composed already.
  public init(pixels: consuming Raster<UInt32>) { self.pixels = pixels }

  /// Composes an image from a stack that has the planes of the bands.
  public init(_ stack: borrowing BandStack, bands: CompositeBands, stretch: ColorStretch) {
    var pixels = Raster<UInt32>(width: stack.width, height: stack.height)
    var target = pixels.mutableSamples
    let roles = (bands.red, bands.green, bands.blue)
    composeColors(
      red: BandInput(stack.plane(roles.0), stack.scaling(of: roles.0), stretch.red),
      green: BandInput(stack.plane(roles.1), stack.scaling(of: roles.1), stretch.green),
      blue: BandInput(stack.plane(roles.2), stack.scaling(of: roles.2), stretch.blue),
      into: &target)
    self.pixels = pixels
  }

  /// The number of columns.
  public var width: Int { pixels.width }
  /// The number of rows.
  public var height: Int { pixels.height }
}

/// A plane with what turns its numbers into levels.
struct BandInput: ~Escapable {
  let samples: Span<Float>
  let offset: Float
  let unit: Float
  let stretch: BandStretch

  @_lifetime(copy samples)
  init(_ samples: Span<Float>, _ scaling: BandScaling, _ stretch: BandStretch) {
    self.samples = samples
    offset = Float(scaling.offset)
    unit = Float(scaling.unit)
    self.stretch = stretch
  }

  @inline(__always)
  func reflectance(_ index: Int) -> Float { (samples[index] + offset) * unit }
}

/// Packs three planes of one size into pixels.
func composeColors(
  red: borrowing BandInput, green: borrowing BandInput, blue: borrowing BandInput,
  into pixels: inout MutableSpan<UInt32>
) {
  let count = pixels.count
  precondition(
    red.samples.count == count && green.samples.count == count && blue.samples.count == count,
    "planes of one size")
  for index in 0..<count {
    let first = red.reflectance(index)
    let second = green.reflectance(index)
    let third = blue.reflectance(index)
    guard first.isFinite, second.isFinite, third.isFinite else {
      pixels[index] = 0
      continue
    }
    pixels[index] =
      0xFF00_0000 | red.stretch.level(first) << 16 | green.stretch.level(second) << 8
      | blue.stretch.level(third)
  }
}
