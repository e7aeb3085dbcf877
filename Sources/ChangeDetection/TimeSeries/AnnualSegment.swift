/// The straight course of a yearly index between two vertices.
public struct AnnualSegment: Hashable, Sendable {
  /// Where it begins: the last year before the change.
  public var start: AnnualVertex
  /// Where it ends.
  public var end: AnnualVertex

  /// Creates a segment; the end is later than the start.
  public init(start: AnnualVertex, end: AnnualVertex) {
    precondition(start.year < end.year, "a segment lasts a year or more")
    self.start = start
    self.end = end
  }

  /// The number of years from start to end.
  public var years: Int { end.year - start.year }

  /// The change of the index; negative where vegetation is lost.
  public var change: Double { end.value - start.value }

  /// The change per year.
  public var changePerYear: Double { change / Double(years) }

  /// The first year that shows the change; the year of detection of LT-GEE.
  public var firstYear: Int { start.year + 1 }
}
