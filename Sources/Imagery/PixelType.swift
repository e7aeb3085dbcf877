/// The type of a raster's samples in its file.
public enum PixelType: String, Hashable, Sendable, CaseIterable {
  case uint8, int8, uint16, int16, uint32, int32, float32, float64

  /// The size of a sample in bytes.
  public var byteCount: Int {
    switch self {
    case .uint8, .int8: 1
    case .uint16, .int16: 2
    case .uint32, .int32, .float32: 4
    case .float64: 8
    }
  }
}

/// A Swift type that can hold samples: the fixed-width integers up to 32 bit and the two IEEE 754 floats.
public protocol PixelSample: BitwiseCopyable, Sendable, Equatable {
  /// The matching type of samples in files.
  static var pixelType: PixelType { get }
  /// The zero sample, with which buffers start.
  static var zero: Self { get }
}

extension UInt8: PixelSample {
  /// The type of these samples in files.
  public static var pixelType: PixelType { .uint8 }
}
extension Int8: PixelSample {
  /// The type of these samples in files.
  public static var pixelType: PixelType { .int8 }
}
extension UInt16: PixelSample {
  /// The type of these samples in files.
  public static var pixelType: PixelType { .uint16 }
}
extension Int16: PixelSample {
  /// The type of these samples in files.
  public static var pixelType: PixelType { .int16 }
}
extension UInt32: PixelSample {
  /// The type of these samples in files.
  public static var pixelType: PixelType { .uint32 }
}
extension Int32: PixelSample {
  /// The type of these samples in files.
  public static var pixelType: PixelType { .int32 }
}
extension Float: PixelSample {
  /// The type of these samples in files.
  public static var pixelType: PixelType { .float32 }
}
extension Double: PixelSample {
  /// The type of these samples in files.
  public static var pixelType: PixelType { .float64 }
}
