public import Imagery

/// What is known of the area of a plot, by who says so. Only 复核认定 counts in a balance; 遥感量算 is a remark.
public struct AreaStatement: Hashable, Sendable {
  /// What was declared (申报).
  public var declared: LandArea?
  /// What was surveyed on the ground (实测).
  public var surveyed: LandArea?
  /// Who surveyed, how and when.
  public var survey: Survey?
  /// What was recognised after a recheck (复核认定).
  public var recognised: LandArea?
  /// What the outline measures on the ellipsoid (遥感量算), gross.
  public var measured: LandArea?

  /// Who surveyed, how and when.
  public struct Survey: Hashable, Sendable {
    /// The surveyor.
    public var surveyor: String?
    /// The method.
    public var method: String?
    /// The day.
    public var date: CalendarDate?
  }

  /// One of the four columns.
  public enum Column: String, Hashable, Sendable, CaseIterable {
    case declared, surveyed, recognised, measured
  }

  /// Creates a statement.
  public init(
    declared: LandArea? = nil, surveyed: LandArea? = nil, survey: Survey? = nil,
    recognised: LandArea? = nil, measured: LandArea? = nil
  ) {
    self.declared = declared
    self.surveyed = surveyed
    self.survey = survey
    self.recognised = recognised
    self.measured = measured
  }

  /// The value of a column.
  public subscript(column: Column) -> LandArea? {
    switch column {
    case .declared: declared
    case .surveyed: surveyed
    case .recognised: recognised
    case .measured: measured
    }
  }
}
