import Imagery

/// The accounts of a register: what its plots move, per unit, county and in all.
public struct RegisterAccounts: Sendable {
  /// All movements, those of each account by day; of two that claim the same land the later one is held.
  public let entries: [AccountEntry]
  /// The plots that are held because their land counts with an earlier one.
  public let claimedTwice: Set<String>

  /// Reads the movements out of a register.
  ///
  /// 新增耕地 and what 林耕置换 brings downhill are credits of the account of cropland, 减少耕地 and what it takes uphill are debits; 补划
  /// and 调出 move the account of permanent basic farmland. A movement counts on its 核算日期, else on the day of its 认定. The measured
  /// area is net where the plot states its net share.
  ///
  /// - Parameter findings: What is to settle in the register: pairs that claim the same land are held.
  public init(_ register: Register, findings: [RegisterFinding]) {
    let claims = findings.filter { $0.code == .claimedTwice }.compactMap { finding in
      finding.other.map { (finding.record.id, $0.id) }
    }
    let found = register.all(.plot).compactMap { plot -> AccountEntry? in
      guard let role = plot.text("role").flatMap(PlotRole.init(rawValue:)),
        let (account, direction) = role.movement, let project = register.project(of: plot)
      else { return nil }
      return AccountEntry(
        account, direction, plot: plot.id, project: project.id,
        unit: project.text("unit") ?? "", county: register.county(of: plot) ?? "",
        date: plot.date("counted_on") ?? plot.date("recognised_on"),
        batch: plot.text("batch") ?? "", areas: AreaStatement(plot))
    }
    entries = AccountEntry.Account.allCases.flatMap { kind in
      var own = found.filter { $0.account == kind }.sorted(by: LandAccount.precedes)
      LandAccount.hold(&own, claims)
      return own
    }
    claimedTwice = Set(entries.filter { $0.hold == .claimedTwice }.map(\.plot))
  }

  /// The account of some entries.
  public func account(
    _ kind: AccountEntry.Account, where isWanted: (AccountEntry) -> Bool = { _ in true }
  ) -> LandAccount {
    LandAccount(kind, entries: entries.filter(isWanted))
  }

  /// The units that move something, in order.
  public var units: [String] { Set(entries.map(\.unit)).sorted() }
  /// The counties that move something, in order.
  public var counties: [String] { Set(entries.map(\.county)).sorted() }
}

extension PlotRole {
  /// Which account a plot of this role moves, and which way; nil for roles that move none.
  public var movement: (AccountEntry.Account, AccountEntry.Direction)? {
    switch self {
    case .newFarmland, .exchangedDown: (.cropland, .credit)
    case .lostFarmland, .exchangedUp: (.cropland, .debit)
    case .movedIn: (.permanentFarmland, .credit)
    case .movedOut: (.permanentFarmland, .debit)
    case .demolition, .newBuild, .redLineExit, .boundaryIn, .boundaryOut, .approved, .supplied: nil
    }
  }
}

extension AreaStatement {
  /// The areas of a plot of the register.
  public init(_ plot: RegisterRecord) {
    var measured = plot.gross
    if let gross = plot.gross, let share = plot.share("net_share") {
      measured = LandArea(squareMetres: gross.squareMetres * share)
    }
    self.init(
      declared: plot.area("declared"), surveyed: plot.area("surveyed"),
      survey: plot.area("surveyed") == nil
        ? nil
        : Survey(
          surveyor: plot.text("surveyor"), method: plot.text("survey_method"),
          date: plot.date("surveyed_on")),
      recognised: plot.area("recognised"), measured: measured)
  }

  /// The area that counts for gates and balances: recognised, else surveyed, declared, measured, in this order.
  public var best: LandArea? { recognised ?? surveyed ?? declared ?? measured }
}

extension NetBalance.Change {
  /// What the plots of a register change of cropland, construction land and the growth boundary; plots without a day are left out.
  public static func changes(
    of register: Register, where isWanted: (RegisterRecord) -> Bool = { _ in true }
  ) -> [NetBalance.Change] {
    register.all(.plot).filter(isWanted).flatMap { plot -> [NetBalance.Change] in
      guard let role = plot.text("role").flatMap(PlotRole.init(rawValue:)),
        let date = plot.date("counted_on") ?? plot.date("recognised_on"),
        let area = AreaStatement(plot).best
      else { return [] }
      func change(_ quantity: NetBalance.Quantity, _ area: LandArea) -> NetBalance.Change {
        NetBalance.Change(quantity, on: date, batch: plot.text("batch") ?? "", area: area)
      }
      switch role {
      case .newFarmland, .exchangedDown: return [change(.cropland, area)]
      case .lostFarmland, .exchangedUp: return [change(.cropland, -area)]
      case .demolition: return [change(.construction, -area)]
      case .newBuild: return [change(.construction, area)]
      case .boundaryIn: return [change(.growthBoundary, area)]
      case .boundaryOut: return [change(.growthBoundary, -area)]
      case .movedIn, .movedOut, .redLineExit, .approved, .supplied: return []
      }
    }
  }
}
