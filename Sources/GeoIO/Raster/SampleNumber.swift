import Imagery

/// A sample whose number can be converted: the eight types that files hold.
///
/// Through `Double` every conversion is exact or rounded once, because all eight types fit into it.
protocol SampleNumber: PixelSample {
  /// The number; exact.
  var doubleValue: Double { get }
  /// The number as `Float`; exact for integers up to 24 bits, else rounded to nearest.
  var floatValue: Float { get }
  /// The nearest number of this type: integers round half away from zero and saturate, and not-a-number becomes 0,
  /// as GDAL converts.
  init(saturating value: Double)
}

extension SampleNumber where Self: FixedWidthInteger {
  @inline(__always) var doubleValue: Double { Double(self) }
  @inline(__always) var floatValue: Float { Float(self) }
  @inline(__always)
  init(saturating value: Double) {
    let rounded = value.rounded(.toNearestOrAwayFromZero)
    // The bounds of all integer types up to 32 bits are exact as Double.
    if rounded >= Double(Self.max) {
      self = .max
    } else if rounded > Double(Self.min) {
      self = Self(rounded)
    } else {
      self = value.isNaN ? 0 : .min
    }
  }
}

extension UInt8: SampleNumber {}
extension Int8: SampleNumber {}
extension UInt16: SampleNumber {}
extension Int16: SampleNumber {}
extension UInt32: SampleNumber {}
extension Int32: SampleNumber {}

extension Float: SampleNumber {
  @inline(__always) var doubleValue: Double { Double(self) }
  @inline(__always) var floatValue: Float { self }
  @inline(__always) init(saturating value: Double) { self = Float(value) }
}

extension Double: SampleNumber {
  @inline(__always) var doubleValue: Double { self }
  @inline(__always) var floatValue: Float { Float(self) }
  @inline(__always) init(saturating value: Double) { self = value }
}
