/// The colours of map tiles that show numbers: 254 steps from the first to the last colour, and one entry for no data.
struct ColorRamp: Sendable {
  /// The entry of no data, transparent.
  static let noData: UInt8 = 255
  private static let steps = 254

  /// The table, `0xAARRGGBB`; position 255 is transparent.
  let colors: [UInt32]

  private init(stops: [UInt32]) {
    var table = (0...Self.steps).map { step in
      let place = Double(step) / Double(Self.steps) * Double(stops.count - 1)
      let index = min(Int(place), stops.count - 2)
      let fraction = place - Double(index)
      func part(_ shift: UInt32) -> UInt32 {
        let low = Double(stops[index] >> shift & 255)
        let high = Double(stops[index + 1] >> shift & 255)
        return UInt32((low + (high - low) * fraction).rounded()) << shift
      }
      return part(24) | part(16) | part(8) | part(0)
    }
    table.append(0)
    colors = table
  }

  /// Ever darker, so that the order is seen without colour vision (after Brewer's YlGnBu): the colours of reports.
  static let index = ColorRamp(stops: [
    0xFFFF_FFD9, 0xFFD9_F0B3, 0xFF9F_DAB0, 0xFF41_B6C4, 0xFF2C_7FB8, 0xFF25_3494, 0xFF08_1D58,
  ])
  /// Brown for less, white for none, blue-green for more (Brewer's BrBG), which those who confuse red and green tell apart.
  static let difference = ColorRamp(stops: [
    0xFF8C_510A, 0xFFD8_B365, 0xFFF6_E8C3, 0xFFF5_F5F5, 0xFFC7_EAE5, 0xFF5A_B4AC, 0xFF01_665E,
  ])
  /// Transparent, and a mark for the rest.
  static let mask = ColorRamp(stops: [0x00D9_5F02, 0xFFD9_5F02])

  /// The position in the table of a value.
  static func position(of value: Double, lower: Double, upper: Double) -> UInt8 {
    guard value.isFinite else { return noData }
    return UInt8(
      min(max((value - lower) / (upper - lower), 0), 1) * Double(steps) + 0.5)
  }

  /// Seven colours along the ramp, as CSS writes them.
  var cascadingColors: [String] {
    (0...6).map { stop in
      let digits = String(colors[stop * Self.steps / 6] & 0xFF_FFFF, radix: 16)
      return "#" + String(repeating: "0", count: 6 - digits.count) + digits
    }
  }
}
