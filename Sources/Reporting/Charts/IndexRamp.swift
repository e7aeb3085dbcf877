import Imagery

/// The colours of index pictures: from pale yellow over green to dark blue, ever darker, so that the order is seen
/// without colour vision and in grey print (after Brewer's YlGnBu).
enum IndexRamp {
  static let stops: [Color] = [
    Color(0xFFFFD9), Color(0xD9F0B3), Color(0x9FDAB0), Color(0x41B6C4), Color(0x2C7FB8),
    Color(0x253494), Color(0x081D58),
  ]

  /// The colour of a position from 0 to 1, as an opaque `0xAARRGGBB` pixel.
  static func pixel(at position: Double) -> UInt32 {
    let place = min(max(position, 0), 1) * Double(stops.count - 1)
    let index = min(Int(place), stops.count - 2)
    let fraction = place - Double(index)
    let low = stops[index]
    let high = stops[index + 1]
    func level(_ first: Double, _ second: Double) -> UInt32 {
      UInt32(((first + (second - first) * fraction) * 255).rounded())
    }
    return 0xFF00_0000 | level(low.red, high.red) << 16 | level(low.green, high.green) << 8
      | level(low.blue, high.blue)
  }

  /// A colour as CSS writes it.
  static func hexadecimal(_ color: Color) -> Markup {
    func digits(_ part: Double) -> String {
      let text = String(UInt32((part * 255).rounded()), radix: 16)
      return text.count < 2 ? "0" + text : text
    }
    return "#\(digits(color.red))\(digits(color.green))\(digits(color.blue))"
  }
}
