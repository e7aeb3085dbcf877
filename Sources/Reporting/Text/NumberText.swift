import Foundation

/// Numbers as documents print them: a point, no grouping, whatever the machine's settings.
enum NumberText {
  /// A number with a fixed count of decimals; not-a-number and infinities as a dash.
  static func fixed(_ value: Double, _ decimals: Int) -> String {
    guard value.isFinite else { return "–" }
    // Foundation's formatting took a fifth of the time of a report, whose charts have many numbers. The process
    // keeps the locale "C", in which the mark is a point; the largest number has 309 digits before it.
    var buffer = [CChar](repeating: 0, count: 340 + decimals)
    // The list lives as long as the call, and the buffer holds what its size says.
    let count = unsafe withVaList([value]) { arguments in
      unsafe vsnprintf(&buffer, buffer.count, "%.\(decimals)f", arguments)
    }
    let text = String(decoding: buffer[..<Int(count)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return text.hasPrefix("-") && text.allSatisfy({ "-0.".contains($0) })
      ? String(text.dropFirst()) : text
  }

  /// A measured number: as many decimals as say something, at most four.
  static func measured(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e9 { return fixed(value, 0) }
    switch abs(value) {
    case ..<10: return trimmed(fixed(value, 4))
    case ..<1000: return trimmed(fixed(value, 2))
    default: return fixed(value, 0)
    }
  }

  /// A share as a percentage.
  static func percent(_ share: Double, decimals: Int = 1) -> String {
    fixed(share * 100, decimals) + " %"
  }

  private static func trimmed(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var text = text[...]
    while text.hasSuffix("0") { text = text.dropLast() }
    if text.hasSuffix(".") { text = text.dropLast() }
    return String(text)
  }
}
