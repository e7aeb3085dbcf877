public import Imagery

/// The balance of water surfaces (水域占补平衡, S002 二(四)2) of some plots: what they turn into water less what they take from it.
///
/// Water is class 11 without dykes and works (1109): rivers, lakes, reservoirs, ponds, tidal and inland flats, ditches, as the classes of
/// the plots say. Images are not asked; a plot without day, or without one of its classes, is counted as left out.
public struct WaterBalance: Hashable, Sendable {
  /// The balance after a day.
  public struct Step: Hashable, Sendable {
    /// The day.
    public var date: CalendarDate
    /// Water that came on it.
    public var gained: LandArea
    /// Water that went on it.
    public var lost: LandArea
    /// The sum up to it.
    public var balance: LandArea
  }

  /// The steps by day.
  public let steps: [Step]
  /// Plots that touch water and could not be counted, because they have no day or area.
  public let leftOut: [String]

  /// Adds up plots.
  public init(_ plots: [RegisterRecord]) {
    var changes: [CalendarDate: (gained: LandArea, lost: LandArea)] = [:]
    var leftOut: [String] = []
    for plot in plots {
      let wasWater = Self.isWater(plot.text("class_before"))
      let isWater = Self.isWater(plot.text("class_after"))
      guard wasWater == true || isWater == true, wasWater != isWater else { continue }
      guard let date = plot.date("counted_on") ?? plot.date("recognised_on"),
        let area = AreaStatement(plot).best, wasWater != nil, isWater != nil
      else {
        leftOut.append(plot.id)
        continue
      }
      var change = changes[date] ?? (.zero, .zero)
      if isWater == true { change.gained += area } else { change.lost += area }
      changes[date] = change
    }
    var balance = LandArea.zero
    steps = changes.sorted { $0.key < $1.key }.map { date, change in
      balance += change.gained - change.lost
      return Step(date: date, gained: change.gained, lost: change.lost, balance: balance)
    }
    self.leftOut = leftOut.sorted()
  }

  /// Whether a class is water; nil for none.
  static func isWater(_ code: String?) -> Bool? {
    code.map { $0.hasPrefix("11") && !$0.hasPrefix("1109") }
  }

  /// The balance at the end.
  public var closing: LandArea { steps.last?.balance ?? .zero }
  /// The first day at whose end water is missing; nil where there is none.
  public var firstShortfall: CalendarDate? { steps.first { $0.balance < .zero }?.date }
}
