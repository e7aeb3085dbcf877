public import Diagnostics
import Geometry
import Imagery
public import LedgerStore
import Supervision

extension RegisterReporter {
  /// The plots of 林耕置换 and their mean slopes in degrees.
  ///
  /// - Throws: Errors of reading the elevation model.
  public func slopes(_ model: consuming ElevationModel) throws(TiankanError) -> [String: Double] {
    var model = model
    var slopes: [String: Double] = [:]
    for plot in register.all(.plot) where Self.exchanged.contains(plot.text("role") ?? "") {
      guard let outline = plot.outline else { continue }
      slopes[plot.id] = try model.meanSlope(of: outline, in: register.crs)
    }
    return slopes
  }

  private static let exchanged = [
    PlotRole.exchangedUp.rawValue, PlotRole.exchangedDown.rawValue,
  ]

  /// Whether the register has plots of 林耕置换, whose check needs an elevation model.
  public var hasExchanges: Bool {
    register.all(.plot).contains { Self.exchanged.contains($0.text("role") ?? "") }
  }

  /// 林耕置换 pairs and the balance of water; of paddy nothing is said without a ledger.
  ///
  /// - Parameter slopes: Mean slopes of plots in degrees.
  public func exchangeDocument(slopes: [String: Double]) -> ExchangeDocument {
    let plots = register.all(.plot)
    let limit = library.proposed("farming-slope")?.rule.test
    let units = Dictionary(grouping: plots) { register.unit(of: $0)?.id ?? "" }
    return ExchangeDocument(
      revision: register.revision, program: program, ruleSets: hashes,
      pairs: SlopeExchange.pairs(plots, slopes: slopes, limit: limit).map { pair in
        ExchangeDocument.Pair(
          up: pair.up, down: pair.down, upSlope: pair.upSlope, downSlope: pair.downSlope,
          outcome: term("slope_\(pair.outcome.rawValue)"))
      },
      water: units.sorted { $0.key < $1.key }.compactMap { unit, plots in
        let balance = WaterBalance(plots)
        guard !balance.steps.isEmpty || !balance.leftOut.isEmpty else { return nil }
        return ExchangeDocument.Water(
          unit: unit,
          days: balance.steps.map {
            ExchangeDocument.Day(
              date: "\($0.date)", gained: Self.area($0.gained), lost: Self.area($0.lost),
              balance: Self.area($0.balance))
          }, closing: Self.area(balance.closing),
          shortfall: balance.firstShortfall.map { "\($0)" }, leftOut: balance.leftOut)
      }, paddy: [], notices: [term("paddy_needs_ledger")])
  }

  /// The same, with what the ledger shows of land that is to become paddy: flooding before a crop, by crop year.
  public func exchangeDocument(
    slopes: [String: Double], seenBy ledger: borrowing Ledger
  ) throws(TiankanError) -> ExchangeDocument {
    var document = exchangeDocument(slopes: slopes)
    let witness = try LedgerWitness(from: register.crs, to: ledger, library: library)
    let kinds = Dictionary(
      register.all(.subproject).map { ($0.id, $0.text("kind") ?? "") }, uniquingKeysWith: { $1 })
    let test = library.proposed("paddy-share")?.rule.test
    document.notices = []
    for plot in register.all(.plot) where plot.text("role")?.hasPrefix("moved_") != true {
      let isConversion =
        plot.text("subproject").map { kinds[$0] == SubProjectKind.dryToPaddy.rawValue } ?? false
      guard isConversion, let outline = plot.outline, let whole = plot.gross else { continue }
      let years = try witness.flooding(of: outline, ledger)
      let since = years.first { test?.holds(.share($0.flooded, of: whole)) == true }
      let isTold = years.contains { test?.holds(.share($0.told, of: whole)) == true }
      document.paddy.append(
        ExchangeDocument.Paddy(
          plot: plot.id, project: plot.text("project") ?? "", area: Self.area(whole),
          years: years.map {
            ExchangeDocument.Year(
              year: $0.year, flooded: Self.area($0.flooded), told: Self.area($0.told),
              days: $0.days.map { "\($0)" })
          }, since: since?.year,
          outcome: term(
            since != nil ? "paddy_seen" : isTold ? "paddy_not_seen" : "paddy_undecided")))
    }
    return document
  }
}
