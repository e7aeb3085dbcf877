import Imagery
import Testing

@testable import ChangeDetection

/// The methods that judge the loss of vegetation; expected dates follow from those of the series.
struct ConstructionMethodTests {
  private static let start = PixelSeriesFactory.date("2024-06-01")

  private func finding(
    _ method: ConstructionMethod, cropland: UInt8? = 0, _ look: (CalendarDate) -> Look?
  ) -> PixelFinding {
    var parameters = ConstructionParameters()
    parameters.method = method
    let block = PixelSeriesFactory.block(
      dates: PixelSeriesFactory.dates(years: 5), cropland: cropland
    ) { date, _ in look(date) }
    return PixelFinding(ConstructionDetector(parameters: parameters).examine(block))
  }

  @Test(arguments: ConstructionMethod.allCases)
  func `a clearing in a forest is confirmed`(method: ConstructionMethod) {
    let found = finding(method) { $0.dayNumber < Self.start ? .forest : .site }
    #expect(found.status == ConstructionStatus.confirmed)
    // Runs begin with the third observation, sums when they have grown.
    let latest = [ConstructionMethod.baseline: 12, .ewma: 12, .cusum: 60, .ccdc: 36]
    #expect((0..<(latest[method] ?? 0)).contains(Int(found.days[0]) - Self.start))
    #expect(abs(Int(found.measures[0]) - 7500) <= 100)
  }

  @Test(arguments: ConstructionMethod.allCases)
  func `forest, fields, what was built before and water are no construction`(
    method: ConstructionMethod
  ) {
    // Where nothing but water or an unstable history was seen, no curve is fitted.
    let quiet = [ConstructionStatus.none, ConstructionStatus.first, ConstructionStatus.undecidable]
    for look in [Look.forest, .site, .flood] {
      #expect(quiet.contains(finding(method) { _ in look }.status))
    }
    #expect(quiet.contains(finding(method, cropland: 1, PixelSeriesFactory.farmed).status))
    #expect(finding(method) { _ in .forest }.status == ConstructionStatus.none)
  }

  @Test(arguments: ConstructionMethod.allCases)
  func `a clearing that turns green again ends, and a later one begins anew`(
    method: ConstructionMethod
  ) {
    let again = Self.start + 250
    let found = finding(method) { date in
      let elapsed = date.dayNumber - Self.start
      return elapsed < 0 || (elapsed >= 120 && date.dayNumber < again) ? .forest : .site
    }
    #expect(
      [ConstructionStatus.confirmed, ConstructionStatus.ended, ConstructionStatus.provisional]
        .contains(found.status))
    #expect(found.days[0] > 0)
  }

  @Test(arguments: ConstructionMethod.allCases)
  func `a year of clouds and a cloud that the mask missed are no construction`(
    method: ConstructionMethod
  ) {
    let missed = PixelSeriesFactory.date("2024-07-01")
    let found = finding(method) { date in
      if date.parts.year == 2022 { return nil }
      return (0..<12).contains(date.dayNumber - missed) ? .cloud : .forest
    }
    #expect(found.status < ConstructionStatus.provisional)
  }

  @Test func `constants that make no sense are taken for the nearest that do`() {
    var parameters = ConstructionParameters()
    for method in ConstructionMethod.allCases {
      parameters.method = method
      parameters.averageMemory = -1
      parameters.sumSignificance = 7
      parameters.runObservations = 0
      parameters.leastDeviation = -3
      let monitor = parameters.monitor
      #expect((monitor == nil) == (method == .baseline))
    }
  }
}
