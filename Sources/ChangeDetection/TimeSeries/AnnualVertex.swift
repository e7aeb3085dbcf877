/// A year in which the course of a yearly index bends, or the first or the last year, with the fitted value.
public struct AnnualVertex: Hashable, Sendable {
  /// The year.
  public var year: Int
  /// The fitted value, in the unit of the index.
  public var value: Double

  /// Creates a vertex.
  public init(year: Int, value: Double) {
    self.year = year
    self.value = value
  }
}
