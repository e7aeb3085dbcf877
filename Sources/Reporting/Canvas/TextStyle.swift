/// How a text is set: size, weight, colour, alignment and the width it may take.
package struct TextStyle: Hashable, Sendable {
  /// Where lines begin within the width.
  package enum Alignment: Hashable, Sendable {
    case left, centre, right
  }

  /// The size of the font in pixels.
  package var size: Double
  /// Whether the bold face is used.
  package var isBold: Bool
  /// The colour of the glyphs.
  package var color: Color
  /// Where lines begin; matters only with a width.
  package var alignment: Alignment
  /// The width at which lines are broken; `nil` sets one line of any length.
  package var width: Double?
  /// The number of lines after which the text is cut with an ellipsis; `nil` sets no limit.
  package var maximumLines: Int?

  package init(
    size: Double, isBold: Bool = false, color: Color = .black, alignment: Alignment = .left,
    width: Double? = nil, maximumLines: Int? = nil
  ) {
    self.size = size
    self.isBold = isBold
    self.color = color
    self.alignment = alignment
    self.width = width
    self.maximumLines = maximumLines
  }
}
