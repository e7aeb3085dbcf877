public import Imagery

/// How construction land of a project goes from approval to registration (批、供、用、补、查、登): areas and what is missing between
/// them. Records come from the register, use from images, checks from the journal.
public struct LandUseChain: Hashable, Sendable {
  /// Approved (批).
  public var approved = LandArea.zero
  /// Supplied (供).
  public var supplied = LandArea.zero
  /// Built on as far as images show (用); nil where no images were looked at.
  public var used: LandArea?
  /// New cropland that was recognised (补).
  public var supplemented = LandArea.zero
  /// Clues that were checked on site (查), of all clues; nil without a ledger.
  public var checked: Int?
  /// Clues in the project's area; nil without a ledger.
  public var clues: Int?
  /// The day on which rights were registered (登); nil before.
  public var registered: CalendarDate?

  /// Starts an empty chain.
  public init() {}

  /// Adds up the plots and gates of a project: 批 and 供 by the best area of each plot, 补 by what counts in the account.
  public init(_ project: RegisterRecord, in register: Register, accounts: RegisterAccounts) {
    for plot in register.plots(of: project.id) {
      let area = AreaStatement(plot).best ?? .zero
      switch plot.text("role").flatMap(PlotRole.init(rawValue:)) {
      case .approved?: approved += area
      case .supplied?: supplied += area
      default: break
      }
    }
    supplemented = accounts.entries.filter {
      $0.project == project.id && $0.account == .cropland && $0.direction == .credit
    }.reduce(.zero) { $0 + $1.counted }
    registered = register.gates(of: project, in: nil).filter {
      $0.text("state")?.contains("登记") == true
    }.compactMap { $0.date("reached_on") }.max()
  }

  /// Whether anything is approved, supplied or used.
  public var isEmpty: Bool { approved == .zero && supplied == .zero && (used ?? .zero) == .zero }
}
