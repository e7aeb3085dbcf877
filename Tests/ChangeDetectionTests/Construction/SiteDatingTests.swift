import ChangeDetection
import Imagery
import Testing

/// Series whose truth is known because they are written down: a field, then film on it, then works from a stated day on.
@Suite struct SiteDatingTests {
  private let start = 19_000

  /// An observation `day` days after the start: NDVI, soil index, brightness.
  private func seen(
    _ day: Int, _ ndvi: Double, _ soil: Double?, _ brightness: Double, clear: Int16 = 10_000
  ) -> UnitObservation {
    var observation = UnitObservation(
      date: CalendarDate(dayNumber: start + day), scene: 0, platform: "", clearShare: clear)
    func summary(_ value: Double) -> IndexSummary {
      let stored = IndexValue.stored(scaled: value * IndexValue.scale)
      return IndexSummary(
        mean: stored, median: stored, lowerQuartile: stored, upperQuartile: stored)
    }
    observation.ndvi = summary(ndvi)
    if let soil { observation.bsi = summary(soil) }
    observation.brightness = summary(brightness)
    return observation
  }

  /// Two years of a field: bare soil in winter, a crop in summer.
  private func field(soil: Double? = 0.2) -> [UnitObservation] {
    stride(from: -720, to: 0, by: 20).map { day in
      (day + 720) % 360 < 180 ? seen(day, 0.2, soil, 0.07) : seen(day, 0.7, -0.2, 0.05)
    }
  }

  private func firstDay(
    _ observations: [UnitObservation], firstPixel: Int, confirmed: Int
  ) -> Int? {
    SiteDating().firstDay(
      of: observations, firstPixel: CalendarDate(dayNumber: start + firstPixel),
      firstDate: CalendarDate(dayNumber: start + firstPixel),
      confirmed: CalendarDate(dayNumber: start + confirmed)
    ).map { $0.dayNumber - start }
  }

  private func works(from first: Int, to last: Int, soil: Double? = 0.28) -> [UnitObservation] {
    stride(from: first, through: last, by: 10).map { seen($0, 0.14, soil, 0.11) }
  }

  @Test func `bright film before works does not date them`() {
    let film = [0, 10, 20, 30].map { seen($0, 0.2, 0.1, 0.1) }
    let series = field() + film + works(from: 50, to: 120)
    #expect(firstDay(series, firstPixel: 0, confirmed: 120) == 50)
  }

  @Test func `a site that was green is none before`() {
    let series =
      field() + [seen(0, 0.2, 0.28, 0.11), seen(10, 0.6, -0.1, 0.06), seen(20, 0.7, -0.2, 0.05)]
      + works(from: 30, to: 100)
    #expect(firstDay(series, firstPixel: 0, confirmed: 100) == 30)
  }

  @Test func `dark bare ground before is no site, where short-wave infrared is missing as well`() {
    let bare = [0, 10, 20].map { seen($0, 0.2, nil, 0.072) }
    let series = field(soil: nil) + bare + works(from: 30, to: 100, soil: nil)
    #expect(firstDay(series, firstPixel: 30, confirmed: 100) == 30)
  }

  @Test func `a date by haze or by late pixels is moved to the first look of the site`() {
    // One acquisition in haze lacks the soil and does not end the site; pixels saw it three acquisitions late.
    let series =
      field() + works(from: 0, to: 30) + [seen(40, 0.1, 0.1, 0.15)] + works(from: 50, to: 120)
    #expect(firstDay(series, firstPixel: 30, confirmed: 120) == 0)
  }

  @Test func `what comes after the confirmation and what is mostly clouded does not matter`() {
    let series = field() + works(from: 0, to: 60)
    let later = [70, 80, 90].map { seen($0, 0.8, -0.3, 0.04) }
    let clouded = [seen(35, 0.6, -0.2, 0.3, clear: 4_999), seen(36, 0.6, -0.2, 0.3, clear: 100)]
    #expect(firstDay(series + later, firstPixel: 0, confirmed: 60) == 0)
    #expect(
      firstDay(
        (series + clouded).sorted { $0.date < $1.date }, firstPixel: 0, confirmed: 60) == 0)
  }

  @Test func `it goes back no further than ninety days before the first pixel`() {
    let series = works(from: -400, to: 100)
    #expect(firstDay(series, firstPixel: 0, confirmed: 100) == -90)
  }

  @Test func `two observations say too little`() {
    #expect(firstDay(field() + works(from: 0, to: 10), firstPixel: 0, confirmed: 10) == nil)
    #expect(firstDay([], firstPixel: 0, confirmed: 10) == nil)
  }
}
