/// A piece of HTML or SVG. Interpolated text is escaped; only interpolated markup is not, so that no value of a layer or
/// a file can become markup.
struct Markup: Hashable, Sendable, ExpressibleByStringInterpolation {
  /// The source text.
  private(set) var source: String

  init(stringLiteral value: String) { source = value }
  init(stringInterpolation: Interpolation) { source = stringInterpolation.source }
  init() { source = "" }

  /// Escapes a text for content and quoted attributes; control characters become spaces.
  static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n": result.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  static func + (left: Markup, right: Markup) -> Markup {
    var sum = left
    sum += right
    return sum
  }

  static func += (left: inout Markup, right: Markup) { left.source += right.source }

  /// The text that a reader of the page sees: without tags, a break as a line feed, characters unescaped.
  var text: String {
    var result = ""
    var tag = ""
    var isInTag = false
    for character in source {
      switch character {
      case "<":
        isInTag = true
        tag = ""
      case ">" where isInTag:
        isInTag = false
        if tag == "br" { result += "\n" }
      case _ where isInTag: tag.append(character)
      default: result.append(character)
      }
    }
    for (escaped, plain) in [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
    ] {
      result.replace(escaped, with: plain)
    }
    return result
  }

  struct Interpolation: StringInterpolationProtocol {
    var source = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      source.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    mutating func appendLiteral(_ literal: String) { source += literal }
    mutating func appendInterpolation(_ text: String) { source += Markup.escaped(text) }
    mutating func appendInterpolation(_ markup: Markup) { source += markup.source }
    mutating func appendInterpolation(_ list: [Markup]) {
      for item in list { source += item.source }
    }
    mutating func appendInterpolation(_ number: Int) { source += String(number) }
    /// A length or position of a drawing, to a tenth.
    mutating func appendInterpolation(_ length: Double) { source += NumberText.fixed(length, 1) }
  }
}
