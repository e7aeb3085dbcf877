import ChangeDetection
import Imagery
import Testing

/// Series with planted stories: the state, its date and the clues must be those of the story.
@Suite struct RehabilitationDetectorTests {
  let detector = RehabilitationDetector()

  func subject(
    _ mine: UnitSeries, reference: Double? = 0.7, years: ClosedRange<Int> = 2015...2024,
    until: Int = 2024, start: Int? = 2016
  ) -> RehabilitationSubject {
    RehabilitationSubject(
      mine: mine,
      reference: reference.map { cover in
        SeriesFactory.series(years, seed: 9) { _ in cover }
      }, start: start.map { SeriesFactory.day($0, 1) }, until: SeriesFactory.day(until, 12, 31))
  }

  func mine(
    _ years: ClosedRange<Int> = 2015...2024, noise: Double = 0.01, cover: (Int) -> Double
  ) -> UnitSeries { SeriesFactory.series(years, noise: noise, cover: cover) }

  @Test func `cover that rises every year is greening, since the trend was first proven`() {
    let finding = detector.examine(
      subject(mine { 0.05 + 0.04 * Double($0 - 2015) }, start: 2016))
    #expect(finding.state == .greening)
    // Four seasons are the fewest with p < 0.1: 2015 (the start), 2016, 2017, 2018.
    #expect(finding.since == SeriesFactory.day(2018, 9, 25))
    #expect(finding.startYear == 2015)
    #expect((finding.trend?.slopePerYear ?? 0) > 0.035)
    #expect((finding.progress?.value ?? 0) > 0.5)
    #expect(finding.progress?.interval != nil)
    #expect(finding.clues.isEmpty)
    #expect(finding.hints == [.noPlan])
  }

  @Test func `two seasons at four fifths of the ring are the target reached`() {
    let story = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.55, 0.6, 0.62, 0.63]
    let finding = detector.examine(subject(mine { story[$0 - 2015] }))
    #expect(finding.state == .reached)
    // 0.8 × 0.7 = 0.56: 2022 is the first season above, 2023 the second.
    #expect(finding.since == SeriesFactory.day(2023, 9, 25))
  }

  @Test func `one season at the target is not enough`() {
    let finding = detector.examine(
      subject(mine { $0 == 2024 ? 0.65 : 0.05 + 0.02 * Double($0 - 2015) }))
    #expect(finding.state == .greening)
    #expect(finding.tests.count { $0.name == "r80p" && $0.isMet == true } == 1)
  }

  @Test func `two seasons without growth before the target are a standstill`() throws {
    let story = [0.05, 0.1, 0.2, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3]
    let finding = detector.examine(subject(mine { story[$0 - 2015] }))
    #expect(finding.state == .stalled)
    let clue = try #require(finding.clues.first)
    #expect(clue.finding == .stalled)
    #expect(clue.firstDate == SeriesFactory.day(2019, 9, 25))
    #expect(clue.confirmedDate == SeriesFactory.day(2020, 9, 25))
    #expect(clue.endedDate == nil)
  }

  @Test func `a standstill ends with new growth`() throws {
    let story = [0.05, 0.1, 0.2, 0.3, 0.3, 0.3, 0.36, 0.42, 0.46, 0.5]
    let finding = detector.examine(subject(mine { story[$0 - 2015] }))
    #expect(finding.state == .greening)
    let clue = try #require(finding.clues.first)
    #expect(clue.endedDate == SeriesFactory.day(2021, 9, 25))
  }

  @Test func `a dry year that the ring shows as well is neither standstill nor relapse`() {
    func drought(_ year: Int) -> Double { year >= 2023 ? 0.75 : 1 }
    let mine = mine { (0.05 + 0.05 * Double($0 - 2015)) * drought($0) }
    let ring = SeriesFactory.series(2015...2024, seed: 3) { 0.8 * drought($0) }
    let finding = detector.examine(
      RehabilitationSubject(
        mine: mine, reference: ring, start: SeriesFactory.day(2016, 1),
        until: SeriesFactory.day(2024, 12, 31)))
    #expect(finding.state == .greening)
    #expect(finding.clues.isEmpty)
  }

  @Test func `cover that was gained and is lost is a relapse from its first day on`() throws {
    var series = mine { 0.05 + 0.05 * Double($0 - 2015) }
    // Cleared on 2024-05-10: every later observation shows little, yet bare ground stays below its share at the start.
    for index in series.observations.indices
    where series.observations[index].date > SeriesFactory.day(2024, 5, 10) {
      series.observations[index] = SeriesFactory.observation(
        series.observations[index].date, cover: 0.1, bare: 0.5)
    }
    let finding = detector.examine(subject(series))
    #expect(finding.state == .relapse)
    #expect(finding.since == SeriesFactory.day(2024, 5, 15))
    let clue = try #require(finding.clues.first { $0.finding == .relapse })
    #expect(clue.firstDate == SeriesFactory.day(2024, 5, 15))
    #expect(clue.provisionalDate == SeriesFactory.day(2024, 5, 25))
    #expect(clue.confirmedDate == SeriesFactory.day(2024, 6, 5))
    #expect(clue.tests.contains { $0.name == "cover_loss" && ($0.value ?? 0) > 0.2 })
  }

  @Test func `two bad observations are no relapse`() {
    var series = mine { 0.05 + 0.05 * Double($0 - 2015) }
    let places = series.observations.indices.filter {
      series.observations[$0].date >= SeriesFactory.day(2024, 7)
    }.prefix(2)
    for index in places {
      series.observations[index] = SeriesFactory.observation(
        series.observations[index].date, cover: 0.05)
    }
    let finding = detector.examine(subject(series))
    #expect(finding.state == .greening)
    #expect(finding.clues.isEmpty)
  }

  @Test func `bare ground beyond its share at the start is suspected mining`() throws {
    var series = mine { 0.05 + 0.05 * Double($0 - 2015) }
    for index in series.observations.indices {
      let date = series.observations[index].date
      let isLate = date > SeriesFactory.day(2024, 6, 10)
      let cover = Double(series.observations[index].cover.mean) / 10_000
      series.observations[index] = SeriesFactory.observation(
        date, cover: isLate ? 0.1 : cover, bare: isLate ? 0.7 : max(0.1, 0.6 - cover))
    }
    let finding = detector.examine(subject(series))
    #expect(finding.state == .suspectedRemining)
    #expect(finding.since == SeriesFactory.day(2024, 6, 15))
  }

  @Test func `bare ground beyond the earlier edge is suspected mining whatever the shares say`() {
    var subject = subject(mine { 0.05 + 0.04 * Double($0 - 2015) })
    subject.edgeGrowth = [5, 15, 25].map {
      .init(date: SeriesFactory.day(2024, 7, $0), squareMetres: 1200)
    }
    #expect(detector.examine(subject).state == .suspectedRemining)
    subject.edgeGrowth = subject.edgeGrowth.map { .init(date: $0.date, squareMetres: 500) }
    #expect(detector.examine(subject).state == .greening)
  }

  @Test func `ground bared after the start is shaping, then soil, and nothing is not started`() {
    func finding(_ bares: [Double]) -> RehabilitationFinding {
      var observations: [UnitObservation] = []
      for (year, bare) in zip(2020..., bares) {
        for month in 6...9 {
          observations.append(
            SeriesFactory.observation(SeriesFactory.day(year, month), cover: 0.15, bare: bare))
        }
      }
      let last = 2019 + bares.count
      return detector.examine(
        RehabilitationSubject(
          mine: UnitSeries(unit: "1", purePixels: 50, observations: observations),
          start: SeriesFactory.day(2021, 1), until: SeriesFactory.day(last, 12, 31)))
    }
    #expect(finding([0.6, 0.8]).state == .shaping)
    #expect(finding([0.6, 0.8]).since == SeriesFactory.day(2021, 9))
    #expect(finding([0.6, 0.68, 0.6]).state != .shaping)
    #expect(finding([0.6, 0.6]).state == .notStarted)
    #expect(finding([0.6, 0.52]).state == .notStarted)
    #expect(finding([0.6, 0.75, 0.62]).state == .soilOrPlanting)
  }

  @Test func `too few clear observations and too small units are results`() {
    let two = UnitSeries(
      unit: "1", purePixels: 50,
      observations: [
        SeriesFactory.observation(SeriesFactory.day(2020, 7), cover: 0.2),
        SeriesFactory.observation(SeriesFactory.day(2021, 7), cover: 0.2),
      ])
    let until = SeriesFactory.day(2021, 12, 31)
    let few = detector.examine(RehabilitationSubject(mine: two, until: until))
    #expect(few.state == .undecidable)
    #expect(few.tests.contains { $0.name == "clear_observations" && $0.isMet == false })
    #expect(few.hints.contains(.noReference) && few.hints.contains(.noTarget))
    var small = mine { _ in 0.2 }
    small.purePixels = 4
    #expect(detector.examine(subject(small)).state == .tooSmall)
    let nothing = UnitSeries(unit: "1", purePixels: 50, observations: [])
    #expect(
      detector.examine(RehabilitationSubject(mine: nothing, until: until)).state == .undecidable)
    // Nothing seen for three years says nothing about today.
    #expect(detector.examine(subject(mine { _ in 0.2 }, until: 2027)).state == .undecidable)
  }

  @Test func `clouded observations, later ones and second strips of a day do not count`() {
    var series = mine { 0.05 + 0.04 * Double($0 - 2015) }
    let clean = detector.examine(subject(series))
    var dirty: [UnitObservation] = []
    for observation in series.observations {
      dirty.append(observation)
      var strip = SeriesFactory.observation(observation.date, cover: 0.9, clear: 0.5)
      strip.scene = -1
      dirty.append(strip)
      let next = CalendarDate(dayNumber: observation.date.dayNumber + 1)
      dirty.append(SeriesFactory.observation(next, cover: 0.9, clear: 0.1))
    }
    dirty.append(SeriesFactory.observation(SeriesFactory.day(2025, 7), cover: 0.9))
    series.observations = dirty
    let finding = detector.examine(subject(series))
    #expect(finding.clearObservations == clean.clearObservations)
    #expect(finding.seasons == clean.seasons)
    #expect(finding.state == clean.state)
  }

  @Test func `a year of cloud and one observation a year are enough`() {
    let observations = [2015, 2016, 2017, 2019, 2020, 2021, 2022, 2023].map {
      SeriesFactory.observation(
        SeriesFactory.day($0, 7, 15), cover: 0.05 + 0.04 * Double($0 - 2015))
    }
    let finding = detector.examine(
      RehabilitationSubject(
        mine: UnitSeries(unit: "1", purePixels: 50, observations: observations),
        until: SeriesFactory.day(2023, 12, 31)))
    #expect(finding.state == .greening)
    #expect(finding.startYear == 2015)
    #expect(finding.hints == [.noPlan, .noReference, .noTarget, .startEstimated])
  }

  @Test func `without a ring the undisturbed years before are the target`() {
    let story = [0.7, 0.72, 0.1, 0.2, 0.3, 0.4, 0.5, 0.58, 0.6, 0.62]
    let finding = detector.examine(
      subject(mine { story[$0 - 2015] }, reference: nil, start: nil))
    #expect(finding.startYear == 2017)
    #expect(finding.state == .reached)
    #expect(finding.recovery.first?.targetSource == .history)
    #expect(((finding.recovery.first?.target ?? 0) - 0.71).magnitude < 0.01)
    #expect(finding.recovery.map(\.index) == ["cover", "nbr"])
    // 0.8 × 0.71 = 0.568 is passed in 2022, five years after 2017.
    #expect(finding.recovery.first?.yearsToRecovery == 5)
    #expect(finding.hints == [.noPlan, .noReference, .startEstimated])
  }

  @Test func `two sensors are named, without short-wave infrared the rest is judged`() {
    var series = mine { 0.05 + 0.04 * Double($0 - 2015) }
    for index in series.observations.indices {
      let old = series.observations[index]
      series.observations[index] = SeriesFactory.observation(
        old.date, cover: Double(old.cover.mean) / 10_000,
        platform: index.isMultiple(of: 3) ? "gaofen-1" : "gaofen-6", hasSWIR: false)
    }
    let finding = detector.examine(subject(series))
    #expect(finding.platforms == ["gaofen-1", "gaofen-6"])
    #expect(finding.hints == [.noPlan, .noShortWaveInfrared, .mixedPlatforms])
    #expect(finding.state == .greening)
    #expect(finding.recovery.map(\.index) == ["cover"])
  }

  @Test func `three years of many dates use the months of different years`() {
    let finding = detector.examine(
      subject(mine(2022...2024) { 0.1 + 0.06 * Double($0 - 2022) }, start: 2022))
    #expect(finding.trend?.isMonthly == true)
    #expect(finding.hints.contains(.monthlyTrend))
    #expect(finding.state == .greening)
  }

  @Test func `green to the eye without vegetation is a hint, water is not`() {
    var series = mine { _ in 0.1 }
    func paint(water: Int16) {
      for index in series.observations.indices.suffix(4) {
        series.observations[index].redness = SeriesFactory.summary(-0.15)
        series.observations[index].ndvi = SeriesFactory.summary(0.12)
        series.observations[index].waterShare = water
      }
    }
    paint(water: 0)
    let finding = detector.examine(subject(series))
    #expect(finding.hints.contains(.fakeGreening))
    #expect(finding.tests.contains { $0.name == "fake_greening_redness" && $0.isMet == true })
    paint(water: 6000)
    #expect(!detector.examine(subject(series)).hints.contains(.fakeGreening))
  }

  @Test func `five hundred dates give the same twice`() {
    var observations: [UnitObservation] = []
    for index in 0..<500 {
      observations.append(
        SeriesFactory.observation(
          CalendarDate(dayNumber: 16_500 + index * 7), cover: 0.2 + 0.0005 * Double(index % 377)))
    }
    let subject = RehabilitationSubject(
      mine: UnitSeries(unit: "1", purePixels: 50, observations: observations),
      until: CalendarDate(dayNumber: 20_500))
    let first = detector.examine(subject)
    let second = detector.examine(subject)
    #expect(first.tests == second.tests)
    #expect(first.clues == second.clues)
    #expect(first.clearObservations == 500)
  }
}
