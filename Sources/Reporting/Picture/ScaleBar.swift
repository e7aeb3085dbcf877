/// A length on the ground that is a round number and fits a space in the picture.
struct ScaleBar: Hashable, Sendable {
  /// The length on the ground in metres: 1, 2 or 5 times a power of ten.
  let metres: Double
  /// The length in the picture.
  let pixels: Double

  /// Chooses the longest round length within `maximumPixels`.
  init(metresPerPixel: Double, maximumPixels: Double) {
    let limit = metresPerPixel * maximumPixels
    var power = 1.0
    while power * 10 <= limit { power *= 10 }
    while power > limit { power /= 10 }
    let step = [5.0, 2.0, 1.0].first { $0 * power <= limit } ?? 1
    metres = step * power
    pixels = metres / metresPerPixel
  }

  /// The length with its unit, such as `500 m` or `2 km`.
  var label: String {
    metres >= 1000 ? "\(Self.number(metres / 1000)) km" : "\(Self.number(metres)) m"
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() ? String(Int(value)) : String(value)
  }
}
