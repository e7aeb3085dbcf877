public import Imagery

/// One movement of an account: land that came or went, on a day, with its four areas.
public struct AccountEntry: Hashable, Sendable {
  /// The two accounts of S001 三(四).
  public enum Account: String, Hashable, Sendable, CaseIterable {
    /// 耕地: new cropland against cropland lost.
    case cropland
    /// 永久基本农田: supplements (补划) against what was moved out (调出).
    case permanentFarmland = "permanent_farmland"
  }

  /// Which way the land went.
  public enum Direction: String, Hashable, Sendable, CaseIterable {
    case credit, debit
  }

  /// Why an entry does not count, although it stands in the account.
  public enum Hold: String, Hashable, Sendable, CaseIterable {
    /// A credit without recognised area: nothing may be drawn against it yet.
    case notRecognised = "not_recognised"
    /// The land is claimed by another entry too; the earlier of the two counts until that is settled.
    case claimedTwice = "claimed_twice"
    /// No day on which it counts is known.
    case undated
  }

  /// The account.
  public var account: Account
  /// Which way the land went.
  public var direction: Direction
  /// The plot.
  public var plot: String
  /// The project.
  public var project: String
  /// The implementation unit.
  public var unit: String
  /// The county's code.
  public var county: String
  /// The day on which it counts; nil where none is known.
  public var date: CalendarDate?
  /// The batch; empty for none.
  public var batch: String
  /// The areas.
  public var areas: AreaStatement
  /// Why it does not count; nil where it does.
  public var hold: Hold?

  /// Creates an entry.
  public init(
    _ account: Account, _ direction: Direction, plot: String, project: String, unit: String,
    county: String, date: CalendarDate?, batch: String = "", areas: AreaStatement
  ) {
    self.account = account
    self.direction = direction
    self.plot = plot
    self.project = project
    self.unit = unit
    self.county = county
    self.date = date
    self.batch = batch
    self.areas = areas
    if direction == .credit, areas.recognised == nil {
      hold = .notRecognised
    } else if date == nil {
      hold = .undated
    }
  }

  /// The area that counts: of a credit the recognised one; of a debit the largest that anybody states where nothing is
  /// recognised, so that a balance never looks better than it is.
  public var counted: LandArea {
    guard hold == nil else { return .zero }
    if let recognised = areas.recognised { return recognised }
    return [areas.surveyed, areas.declared, areas.measured].compactMap { $0 }.max() ?? .zero
  }

  /// The counted area with the sign of its direction.
  public var signed: LandArea { direction == .credit ? counted : -counted }
}
