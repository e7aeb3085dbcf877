import ChangeDetection
import Testing

@Suite struct ReferenceProgressTests {
  func progress(_ season: [Double], _ start: [Double], _ reference: [Double]) -> ReferenceProgress?
  {
    ReferenceProgress(
      year: 2020, season: season, start: start, reference: reference, minimumGap: 0.05,
      replicates: 499, seed: 1)
  }

  @Test func `progress is the part of the way to the reference`() throws {
    let half = try #require(progress([0.5], [0.25], [0.75]))
    #expect(half.value == 0.5)
    #expect(half.interval == nil)
    let beyond = try #require(progress([0.875], [0.25], [0.75]))
    #expect(beyond.value == 1)
    #expect(beyond.unclamped == 1.25)
  }

  @Test func `a reference no greener than the start gives none`() {
    #expect(progress([0.5], [0.5], [0.52]) == nil)
    #expect(progress([], [0.25], [0.75]) == nil)
  }

  @Test func `the interval holds the value, is the same each time, and shrinks with less scatter`()
    throws
  {
    let wide = try #require(
      progress([0.4, 0.5, 0.6, 0.5], [0.2, 0.25, 0.3], [0.7, 0.75, 0.8]))
    let narrow = try #require(
      progress([0.49, 0.5, 0.51, 0.5], [0.24, 0.25, 0.26], [0.74, 0.75, 0.76]))
    let interval = try #require(wide.interval)
    let second = try #require(narrow.interval)
    #expect(interval.contains(wide.value))
    #expect(
      interval == progress([0.4, 0.5, 0.6, 0.5], [0.2, 0.25, 0.3], [0.7, 0.75, 0.8])?.interval)
    #expect(second.upperBound - second.lowerBound < interval.upperBound - interval.lowerBound)
    // Extremes of any resampling: (0.4 − 0.3)/(0.8 − 0.3) and (0.6 − 0.2)/(0.7 − 0.2).
    #expect(interval.lowerBound >= 0.2 && interval.upperBound <= 0.8)
  }

  @Test func `equal dates leave no scatter`() throws {
    let exact = try #require(
      progress([0.5, 0.5, 0.5], [0.25, 0.25, 0.25], [0.75, 0.75, 0.75]))
    #expect(exact.interval == 0.5...0.5)
  }
}
