/// A pair of pictures of one place at two dates, as PNG files in memory, drawn with one stretch.
public struct ReportPicture: Hashable, Sendable {
  /// What the colours mean.
  public enum Content: Hashable, Sendable {
    /// Colours as the eye sees them.
    case trueColor
    /// Other bands than the visible ones; the names of those shown in red, green and blue.
    case falseColor([String])
    /// An index with the values of the ramp's ends.
    case index(ReportTerm, lower: Double, upper: Double)
  }

  /// What the colours mean.
  public var content: Content
  /// The PNG file of the earlier date.
  public var before: [UInt8]
  /// The PNG file of the later date.
  public var after: [UInt8]
  /// Whether the outline of a clue is drawn.
  public var showsClue: Bool
  /// Whether boundaries of land units are drawn.
  public var showsBoundaries: Bool

  /// The same pair for paper: images and lines apart; nil where only the finished pictures were kept.
  var map: PictureMap?

  /// Creates a pair from finished pictures, for a page; a PDF needs the pair as a reporter made it.
  public init(
    content: Content, before: [UInt8], after: [UInt8], showsClue: Bool, showsBoundaries: Bool
  ) {
    self.content = content
    self.before = before
    self.after = after
    self.showsClue = showsClue
    self.showsBoundaries = showsBoundaries
  }

  /// Creates a pair.
  init(
    content: Content, before: [UInt8], after: [UInt8], showsClue: Bool, showsBoundaries: Bool,
    map: PictureMap
  ) {
    self.content = content
    self.before = before
    self.after = after
    self.showsClue = showsClue
    self.showsBoundaries = showsBoundaries
    self.map = map
  }
}
