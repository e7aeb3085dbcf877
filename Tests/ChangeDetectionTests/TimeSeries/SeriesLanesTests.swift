import Testing

@testable import ChangeDetection

/// What is computed in vectors must have the bits of the same pixel alone.
struct SeriesLanesTests {
  private static let dates = 48
  private static let history = 32
  private static let stride = 40

  /// Noise around a yearly curve, with a step for some pixels; clouds over all eight, over some, or over none.
  private static func block(_ random: inout SplitMix64, cloudShare: Int) -> [Int16] {
    var samples = Array(repeating: Int16(0), count: dates * stride)
    for date in 0..<dates {
      let isClouded = random.number(below: 100) < cloudShare
      for pixel in 0..<stride {
        let step = pixel % 3 == 0 && date >= 38 ? 2500 : 0
        samples[date * stride + pixel] = Int16(
          4000 + 30 * ((date * 7) % 40) - step + random.number(below: 600))
        let isGap = isClouded || random.number(below: 100) < cloudShare / 2
        if isGap { samples[date * stride + pixel] = .min }
      }
    }
    return samples
  }

  private static func design(terms: Int) -> SeriesDesign {
    SeriesDesign(
      days: (0..<dates).map { 17_532 + $0 * 30 }, order: terms > 3 ? 2 : 1, hasTrend: terms == 6)
  }

  private static func alone(
    _ monitor: SeriesMonitor, _ samples: [Int16], _ pixel: Int, _ design: SeriesDesign
  ) -> MonitorOutcome {
    let seen = (0..<dates).filter { samples[$0 * stride + pixel] != .min }
    let values = seen.map { samples[$0 * stride + pixel] }
    let positions = seen.map { UInt16($0) }
    var workspace = MonitorWorkspace(count: dates)
    return monitor.examine(
      values.span, dates: positions.span, history: 0..<seen.count { $0 < history },
      design: design, workspace: &workspace)
  }

  @Test(arguments: [3, 5, 6], [0, 30, 70, 95])
  func `eight pixels together have the bits of each alone`(terms: Int, cloudShare: Int) {
    var random = SplitMix64(state: UInt64(terms * 100 + cloudShare))
    let design = Self.design(terms: terms)
    let monitors = [
      SeriesMonitor(.movingAverage()), SeriesMonitor(.cumulativeSum()),
      SeriesMonitor(.consecutive(), leastDeviation: 100),
    ]
    var lanes = SeriesLanes(count: 1)
    var workspace = MonitorWorkspace(count: Self.dates)
    var found: Set<MonitorOutcome.Status> = []
    for _ in 0..<8 {
      let samples = Self.block(&random, cloudShare: cloudShare)
      for monitor in monitors {
        for first in [0, 3, 32] {
          let outcomes = monitor.examineEight(
            samples.span, stride: Self.stride, pixel: first, history: Self.history,
            design: design, lanes: &lanes, workspace: &workspace)
          for lane in 0..<SeriesLanes.width {
            let expected = Self.alone(monitor, samples, first + lane, design)
            #expect(outcomes[lane] == expected, "pixel \(first + lane)")
            found.insert(expected.status)
          }
        }
      }
    }
    #expect(found.contains(cloudShare == 95 ? .tooFew : .broken))
  }

  @Test func `only a monitor of the whole history works in vectors`() {
    #expect(SeriesMonitor(.cumulativeSum()).worksInLanes)
    #expect(!SeriesMonitor(.movingAverage(), history: .screened(deviations: 5)).worksInLanes)
  }
}
