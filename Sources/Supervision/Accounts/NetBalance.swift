public import Imagery

/// The three measured balances of S001 二(一) over a consolidation area, after each batch and at the end: cropland, construction
/// land, the extent of the growth boundary. The three documentary conditions are papers and stand beside them.
public struct NetBalance: Hashable, Sendable {
  /// One of the measured quantities.
  public enum Quantity: String, Hashable, Sendable, CaseIterable {
    /// 耕地.
    case cropland
    /// 建设用地总面积.
    case construction
    /// 城镇开发边界规模.
    case growthBoundary = "growth_boundary"

    /// The rule that limits it.
    public var rule: String {
      switch self {
      case .cropland: "cropland-not-less"
      case .construction: "construction-not-more"
      case .growthBoundary: "boundary-not-larger"
      }
    }
  }

  /// A change of one quantity.
  public struct Change: Hashable, Sendable {
    /// The quantity.
    public var quantity: Quantity
    /// The day.
    public var date: CalendarDate
    /// The batch; empty for none.
    public var batch: String
    /// How much came, negative for what went.
    public var area: LandArea

    /// Creates a change.
    public init(_ quantity: Quantity, on date: CalendarDate, batch: String, area: LandArea) {
      self.quantity = quantity
      self.date = date
      self.batch = batch
      self.area = area
    }
  }

  /// The balance after a batch.
  public struct Step: Hashable, Sendable {
    /// The quantity.
    public var quantity: Quantity
    /// The batch; nil for the end.
    public var batch: String?
    /// The last day of the batch.
    public var date: CalendarDate?
    /// The sum of all changes up to there.
    public var balance: LandArea
    /// Whether the rule holds; nil where the set has none.
    public var isWithin: Bool?
  }

  /// The balances: per quantity the batches in the order of their last days, then the end.
  public let steps: [Step]

  /// Adds up changes.
  public init(_ changes: [Change], rules set: RuleSet) {
    var steps: [Step] = []
    for quantity in Quantity.allCases {
      let own = changes.filter { $0.quantity == quantity }
      let test = set[quantity.rule]?.test
      var last: [String: CalendarDate] = [:]
      for change in own where !change.batch.isEmpty {
        last[change.batch] = max(last[change.batch] ?? change.date, change.date)
      }
      for (batch, date) in last.sorted(by: { ($0.value, $0.key) < ($1.value, $1.key) }) {
        let sum = own.filter { $0.date <= date }.reduce(LandArea.zero) { $0 + $1.area }
        steps.append(
          Step(
            quantity: quantity, batch: batch, date: date, balance: sum,
            isWithin: test?.holds(.area(sum))))
      }
      let sum = own.reduce(LandArea.zero) { $0 + $1.area }
      steps.append(
        Step(
          quantity: quantity, batch: nil, date: own.map(\.date).max(), balance: sum,
          isWithin: test?.holds(.area(sum))))
    }
    self.steps = steps
  }
}
