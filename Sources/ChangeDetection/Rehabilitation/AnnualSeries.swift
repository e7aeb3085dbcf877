/// One value of an index per year, with gaps.
public struct AnnualSeries: Hashable, Sendable {
  /// The year of the first value.
  public var firstYear: Int
  /// The values year by year; nil where a year has none.
  public var values: [Double?]

  /// Creates a series.
  public init(firstYear: Int, values: [Double?]) {
    self.firstYear = firstYear
    self.values = values
  }

  /// The years from the first value to the last.
  public var years: Range<Int> { firstYear..<(firstYear + values.count) }

  /// The value of a year; nil where there is none.
  public subscript(year: Int) -> Double? { years.contains(year) ? values[year - firstYear] : nil }
}

extension AnnualSeries {
  /// One index of growing-season composites.
  public init(_ composites: [SeasonComposite], _ value: (SeasonComposite) -> Double?) {
    let first = composites.first?.year ?? 0
    let last = composites.last?.year ?? -1
    var values = [Double?](repeating: nil, count: last - first + 1)
    for composite in composites { values[composite.year - first] = value(composite) }
    self.init(firstYear: first, values: values)
  }
}
