/// Numbers as decimal text with a fixed count of digits, the same on every machine.
enum DecimalText {
  /// The value rounded half to even, with exactly `decimals` digits behind the point.
  ///
  /// - Precondition: `|value| × 10^decimals` is below 2⁶³, which holds for any coordinate.
  static func fixed(_ value: Double, decimals: Int) -> String {
    var bytes: [UInt8] = []
    append(value, decimals: decimals, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the digits of `fixed` to a buffer.
  static func append(_ value: Double, decimals: Int, to bytes: inout [UInt8]) {
    var power = 1.0
    for _ in 0..<decimals { power *= 10 }
    append(
      scaled: Int64((value * power).rounded(.toNearestOrEven)), decimals: decimals, to: &bytes)
  }

  /// Appends the digits of `scaled` / 10^`decimals`.
  static func append(scaled: Int64, decimals: Int, to bytes: inout [UInt8]) {
    if scaled < 0 { bytes.append(UInt8(ascii: "-")) }
    var rest = scaled.magnitude
    var digits: InlineArray<20, UInt8> = .init(repeating: UInt8(ascii: "0"))
    var count = 0
    while rest > 0 {
      digits[count] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
      count += 1
    }
    count = max(count, decimals + 1)
    for position in stride(from: count - 1, through: 0, by: -1) {
      bytes.append(digits[position])
      if position == decimals, decimals > 0 { bytes.append(UInt8(ascii: ".")) }
    }
  }
}
