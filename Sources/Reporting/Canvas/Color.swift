/// An opaque or translucent colour in sRGB, each part from 0 to 1.
package struct Color: Hashable, Sendable {
  package var red: Double
  package var green: Double
  package var blue: Double
  package var alpha: Double

  /// Creates a colour from its hexadecimal form `0xRRGGBB`.
  package init(_ hexadecimal: UInt32, alpha: Double = 1) {
    red = Double(hexadecimal >> 16 & 0xFF) / 255
    green = Double(hexadecimal >> 8 & 0xFF) / 255
    blue = Double(hexadecimal & 0xFF) / 255
    self.alpha = alpha
  }

  package static let white = Color(0xFFFFFF)
  package static let black = Color(0x000000)
}
