import Supervision
import Testing

struct ObjectAccuracyTests {
  /// Exact limits as printed in tables of the Poisson distribution (Garwood 1936; Pearson and Hartley, Biometrika Tables I, table 40).
  @Test(arguments: [
    (0, 0.0, 3.69), (1, 0.0253, 5.57), (2, 0.242, 7.22), (5, 1.62, 11.67), (10, 4.80, 18.39),
    (50, 37.11, 65.92),
  ])
  func `limits of a count are those of the tables`(count: Int, lower: Double, upper: Double) {
    let interval = PoissonInterval(count: count)
    #expect(abs(interval.lower - lower) < 0.006)
    #expect(abs(interval.upper - upper) < 0.006)
  }

  @Test func `large counts come near to the normal distribution`() {
    let interval = PoissonInterval(count: 10_000)
    #expect(abs(interval.lower - (10_000 - 196)) < 3)
    #expect(abs(interval.upper - (10_000 + 196)) < 4)
  }

  private func event(
    _ cover: Double, _ overlap: Double, _ first: Int? = nil, _ confirmed: Int? = nil
  ) -> ObjectAccuracy.Event {
    ObjectAccuracy.Event(
      cover: cover, intersectionOverUnion: overlap, firstDelay: first, confirmedDelay: confirmed)
  }

  @Test func `half of an event, or three tenths of both, is found`() {
    #expect(event(0.5, 0.1).isFound)
    #expect(event(0.4, 0.3).isFound)
    #expect(!event(0.49, 0.29).isFound)
  }

  @Test func `rates are per area and time, and delays are those of found events`() throws {
    let accuracy = ObjectAccuracy(
      events: [
        event(0.9, 0.8, 5, 40), event(0.6, 0.5, -3, 20), event(0.1, 0.1, 90, 200),
        event(1, 0.9), event(0.7, 0.6, 12, nil),
      ], cluesOnEvents: 6, falseAlarms: 2, squareKilometres: 50, months: 24)
    #expect(accuracy.found?.successes == 4 && accuracy.found?.count == 5)
    #expect(accuracy.right?.successes == 6 && accuracy.right?.count == 8)
    // 2 in 1200 km² months are 1/6 per 100; limits 0.242 and 7.22 twelfths.
    let rate = accuracy.falseRate
    #expect(abs(rate.value - 1.0 / 6) < 1e-12)
    #expect(abs(rate.lower - 0.242 / 12) < 0.001)
    #expect(abs(rate.upper - 7.22 / 12) < 0.001)
    let first = try #require(accuracy.firstDelay)
    #expect((first.least, first.median, first.ninth, first.most) == (-3, 5, 12, 12))
    let confirmed = try #require(accuracy.confirmedDelay)
    #expect((confirmed.median, confirmed.most) == (20, 40))
  }

  @Test func `without events, clues and days nothing is said of shares and delays`() {
    let accuracy = ObjectAccuracy(
      events: [], cluesOnEvents: 0, falseAlarms: 0, squareKilometres: 100, months: 1)
    #expect(accuracy.found == nil && accuracy.right == nil && accuracy.firstDelay == nil)
    // None seen in 100 km² and a month: up to 3.69 are possible.
    #expect(accuracy.falseRate.value == 0 && abs(accuracy.falseRate.upper - 3.69) < 0.006)
  }
}
