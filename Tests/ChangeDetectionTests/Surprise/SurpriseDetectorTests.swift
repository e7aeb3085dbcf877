import Imagery
import Testing

@testable import ChangeDetection

@Suite struct SurpriseDetectorTests {
  static let whole = Window(
    column: 0, row: 0, width: SimulatedPair.side, height: SimulatedPair.side)

  struct Search {
    let pair: SimulatedPair
    let method: SurpriseMethod
    let statistics: PairStatistics
    let plan: SurprisePlan

    /// Few and small mixtures of both kinds: unoptimised builds are slow. `SurpriseCommandTests` has the real ones.
    static let ensemble: [SurpriseModel.Entry] = [
      (SurpriseForm(roles: [.blue, .red], isLogarithmic: false), 4),
      (SurpriseForm(roles: [.blue, .green, .red], isLogarithmic: true), 5),
    ]

    init(_ event: SimulatedPair.Event, hasSite: Bool = true) throws {
      pair = SimulatedPair(event, hasSite: hasSite)
      method = try SurpriseMethod(
        availableRoles: Set(SimulatedPair.roles), isCalibrated: true, settings: ChangeSettings())
      let before = pair.stack(.before, SurpriseDetectorTests.whole)
      var after = pair.stack(.after, SurpriseDetectorTests.whole)
      var counted = PairSample(of: method.sampledQuantities)
      counted.add(before: before.stack, after: after.stack, usable: before.usable.samples)
      statistics = try counted.statistics()
      var sample = SurpriseSample(of: SurpriseDetectorTests.whole.pixelCount)
      sample.add(
        aligning: PixelShift(), before: before.stack, after: &after.stack, usable: &after.usable,
        beforeUsable: before.usable.samples, core: SurpriseDetectorTests.whole, row: 0, column: 0)
      sample.finish()
      let scalings = SurpriseModel.roles.map { _ in StackFactory.sentinel2 }
      var plan = SurprisePlan(
        model: SurpriseModel(
          before: sample.visible(.before), after: sample.visible(.after),
          beforeScalings: scalings, afterScalings: scalings, ensemble: Self.ensemble,
          fit: { count, piece in for item in 0..<count { piece(item) } }),
        shift: PixelShift(), isCalibrated: true, cirrusMedians: nil, settings: method.settings)
      var detector = SurpriseDetector(plan, method: method, statistics: statistics)
      var histogram = ScoreHistogram()
      detector.count(
        before: before.stack, after: &after.stack, usable: &after.usable,
        beforeUsable: before.usable.samples, core: SurpriseDetectorTests.whole, into: &histogram)
      plan.setThresholds(from: histogram)
      self.plan = plan
    }

    /// The states of a window, read with the margin.
    func states(_ window: Window, isScreened: Bool = true) -> [UInt8] {
      let read = window.expanded(by: SurprisePlan.margin)
      let before = pair.stack(.before, read)
      var after = pair.stack(.after, read)
      var detector = SurpriseDetector(plan, method: method, statistics: statistics)
      var found = FoundChanges(evidence: method.evidence)
      _ = detector.detect(
        before: before.stack, after: &after.stack, usable: &after.usable,
        beforeUsable: before.usable.samples,
        core: Window(
          column: window.column - read.column, row: window.row - read.row, width: window.width,
          height: window.height), watched: Raster<UInt8>(width: 0, height: 0),
        isScreened: isScreened, into: &found)
      return found.states.samples.array
    }
  }

  @Test func `a new site is found and little else`() throws {
    let search = try Search(.nothing)
    let states = search.states(Self.whole)
    var hits = 0
    var alarms = 0
    for row in 0..<SimulatedPair.side {
      for column in 0..<SimulatedPair.side
      where states[row * SimulatedPair.side + column] == PixelState.changed {
        let near = SimulatedPair.site.expanded(by: 3)
        let isNear = near.contains(Window(column: column, row: row, width: 1, height: 1))
        hits += isNear ? 1 : 0
        alarms += isNear ? 0 : 1
      }
    }
    #expect(hits >= SimulatedPair.site.pixelCount * 9 / 10, "\(hits)")
    #expect(alarms == 0)
  }

  @Test func `screening leaves the mask as it is`() throws {
    let search = try Search(.ploughing)
    #expect(search.states(Self.whole) == search.states(Self.whole, isScreened: false))
  }

  @Test func `no block decides over a pixel`() throws {
    let search = try Search(.ploughing)
    let all = search.states(Self.whole)
    for window in [
      Window(column: 0, row: 0, width: 61, height: 53),
      Window(column: 95, row: 60, width: 27, height: 20),
      Window(column: 172, row: 162, width: 20, height: 30),
    ] {
      let part = search.states(window)
      for row in 0..<window.height {
        for column in 0..<window.width {
          #expect(
            part[row * window.width + column]
              == all[(window.row + row) * SimulatedPair.side + window.column + column])
        }
      }
    }
  }

  @Test func `the method says what it needs and whether it is relative`() throws {
    #expect(throws: (any Error).self) {
      try SurpriseMethod(
        availableRoles: [.red, .nir], isCalibrated: true, settings: ChangeSettings())
    }
    let relative = try SurpriseMethod(
      availableRoles: [.blue, .green, .red, .cirrus], isCalibrated: false,
      settings: ChangeSettings())
    #expect(relative.ruleSet == "surprise-relative 1")
    #expect(relative.roles == [.blue, .green, .red])
    #expect(relative.evidence.last == .surprise)
  }
}
