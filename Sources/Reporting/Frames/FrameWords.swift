public import Imagery

/// What is written on pictures of several dates.
public struct FrameWords: Hashable, Sendable {
  /// The heading.
  public var title: String
  /// The day from which on a change is seen; nil where none is meant.
  public var firstDate: CalendarDate?
  /// Further lines for the foot, such as that data is simulated.
  public var notices: [String]
  /// The language of everything else.
  public var language: ReportLanguage

  /// Creates the words.
  public init(
    title: String, firstDate: CalendarDate? = nil, notices: [String] = [],
    language: ReportLanguage
  ) {
    self.title = title
    self.firstDate = firstDate
    self.notices = notices
    self.language = language
  }
}
