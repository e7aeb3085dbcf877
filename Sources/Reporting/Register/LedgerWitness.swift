import Diagnostics
import Geometry
import Imagery
import LedgerStore
import Supervision

/// What a ledger knows of outlines of the register: clues that touch them, and what crop years showed of the parcels in them.
///
/// Moves outlines into the ledger's CRS and measures common areas there. Made once per report.
struct LedgerWitness: ~Copyable {
  /// A clue with its part inside an outline.
  struct Sighting {
    var row: ClueRow
    var squareMetres: Double
  }

  private let transform: CoordinateTransform
  private let densification: Densification
  private let measure: EllipsoidalArea
  private let idle: RuleTest?
  private let used: RuleTest?

  init(
    from crs: CoordinateReferenceSystem, to ledger: borrowing Ledger, library: RuleLibrary
  ) throws(TiankanError) {
    let transform = try CoordinateTransform(from: crs, to: ledger.grid.crs)
    let densification = try Densification(longestPiece: 500, in: crs)
    let measure = try EllipsoidalArea(in: ledger.grid.crs)
    self.transform = transform
    self.densification = densification
    self.measure = measure
    idle = library.proposed("care-idle-share")?.rule.test
    used = library.proposed("care-used-share")?.rule.test
  }

  private borrowing func moved(_ outline: MultiPolygon) throws(TiankanError) -> MultiPolygon {
    transform.isIdentity ? outline : try transform.transformed(densification.densified(outline))
  }

  /// The clues of which a significant part lies in an outline (5 % or 400 m², as clues are overlaid elsewhere).
  borrowing func clues(
    in outline: MultiPolygon, _ ledger: borrowing Ledger
  ) throws(TiankanError) -> [Sighting] {
    let place = try moved(outline)
    var filter = ClueFilter()
    filter.envelope = place.envelope
    var found: [Sighting] = []
    for row in try ledger.clues(filter) {
      let common = try measure.squareMetres(of: row.clue.outline.localIntersection(place))
      guard
        common >= OverlayJudgement.significantSquareMetres
          || common >= OverlayJudgement.significantShare * row.clue.squareMetres
      else { continue }
      found.append(Sighting(row: row, squareMetres: common))
    }
    return found
  }

  /// What each crop year showed of the parcels in an outline, by shares of its area, oldest first.
  ///
  /// Parcels that are not in the ledger, too small or not decided count for neither side.
  borrowing func seasons(
    of outline: MultiPolygon, _ ledger: borrowing Ledger
  ) throws(TiankanError) -> [(year: String, season: CareJudgement.Season)] {
    let place = try moved(outline)
    guard let whole = LandArea(squareMetres: try measure.squareMetres(of: place)) else { return [] }
    var idleAreas: [String: LandArea] = [:]
    var usedAreas: [String: LandArea] = [:]
    var years: Set<String> = []
    for unit in try ledger.landUnits(layer: "cropland", meeting: place.envelope) {
      let common = try measure.squareMetres(of: unit.outline.localIntersection(place))
      guard let area = LandArea(squareMetres: common), area > .zero else { continue }
      for result in try ledger.results(of: unit)
      where result.kind == .abandonment && result.period != "current" {
        switch result.state {
        case "cultivated", "exempt": usedAreas[result.period, default: .zero] += area
        case "idle_weedy", "idle_bare": idleAreas[result.period, default: .zero] += area
        case "pending": continue
        default: break
        }
        years.insert(result.period)
      }
    }
    return years.sorted().map { year in
      let isIdle = idle?.holds(.share(idleAreas[year] ?? .zero, of: whole)) ?? false
      let isUsed = used?.holds(.share(usedAreas[year] ?? .zero, of: whole)) ?? false
      return (year, isIdle ? .idle : isUsed ? .cultivated : .undecided)
    }
  }

  /// A crop year of an outline: how much was seen under water before a crop, how much could be told, on which days.
  struct Flooding {
    var year: String
    var flooded: LandArea
    var told: LandArea
    var days: [CalendarDate]
  }

  /// What each crop year showed of flooding at transplanting on the parcels in an outline, oldest first.
  borrowing func flooding(
    of outline: MultiPolygon, _ ledger: borrowing Ledger
  ) throws(TiankanError) -> [Flooding] {
    let place = try moved(outline)
    var years: [String: Flooding] = [:]
    for unit in try ledger.landUnits(layer: "cropland", meeting: place.envelope) {
      let common = try measure.squareMetres(of: unit.outline.localIntersection(place))
      guard let area = LandArea(squareMetres: common), area > .zero else { continue }
      for result in try ledger.results(of: unit)
      where result.kind == .abandonment && result.period != "current" {
        guard let test = result.tests.first(where: { $0.name == "flooding_margin" }),
          let isMet = test.isMet
        else { continue }
        var year =
          years[result.period]
          ?? Flooding(year: result.period, flooded: .zero, told: .zero, days: [])
        year.told += area
        if isMet {
          year.flooded += area
          if let date = test.date { year.days.append(date) }
        }
        years[result.period] = year
      }
    }
    return years.values.sorted { $0.year < $1.year }.map { year in
      var year = year
      year.days = [year.days.min(), year.days.max()].compactMap { $0 }
      return year
    }
  }

  /// Parcels by what the last settled crop year showed of them.
  struct Parcels {
    var used = 0
    var idle = 0
    /// Those that could not be told.
    var open = 0
  }

  /// The parcels of which most lies in an outline, by the last crop year that is settled for most of them.
  borrowing func parcels(
    in outline: MultiPolygon, _ ledger: borrowing Ledger
  ) throws(TiankanError) -> Parcels? {
    let place = try moved(outline)
    var years: [String: Parcels] = [:]
    for unit in try ledger.landUnits(layer: "cropland", meeting: place.envelope) {
      let common = try measure.squareMetres(of: unit.outline.localIntersection(place))
      guard common >= 0.5 * unit.grossSquareMetres else { continue }
      for result in try ledger.results(of: unit)
      where result.kind == .abandonment && result.period != "current" && result.state != "pending" {
        var year = years[result.period] ?? Parcels()
        switch result.state {
        case "cultivated", "exempt": year.used += 1
        case "idle_weedy", "idle_bare": year.idle += 1
        default: year.open += 1
        }
        years[result.period] = year
      }
    }
    func total(_ year: Parcels) -> Int { year.used + year.idle + year.open }
    guard let most = years.values.map(total).max() else { return nil }
    return years.filter { 2 * total($0.value) > most }.max { $0.key < $1.key }?.value
  }

  /// How many parcels of an outline were decided in the last crop year that is settled for most of them.
  borrowing func decided(
    in outline: MultiPolygon, _ ledger: borrowing Ledger
  ) throws(TiankanError) -> (period: String, decided: Int, total: Int)? {
    let place = try moved(outline)
    var counts: [String: (decided: Int, total: Int)] = [:]
    for unit in try ledger.landUnits(layer: "cropland", meeting: place.envelope) {
      let common = try measure.squareMetres(of: unit.outline.localIntersection(place))
      guard common >= 0.5 * unit.grossSquareMetres else { continue }
      for result in try ledger.results(of: unit)
      where result.kind == .abandonment && result.period != "current" && result.state != "pending" {
        counts[result.period, default: (0, 0)].total += 1
        if result.state != "undecidable", result.state != "too_small" {
          counts[result.period, default: (0, 0)].decided += 1
        }
      }
    }
    guard let most = counts.values.map(\.total).max(),
      let last = counts.filter({ 2 * $0.value.total > most }).keys.max(), let count = counts[last]
    else { return nil }
    return (last, count.decided, count.total)
  }
}
