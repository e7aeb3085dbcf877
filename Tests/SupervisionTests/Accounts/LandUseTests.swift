import Geometry
import Imagery
import Supervision
import Testing

/// Reclamation read from views, water, slopes, purposes, routes: small exact cases worked out by hand.
@Suite struct LandUseTests {
  static func day(_ text: String) -> CalendarDate {
    CalendarDate(text) ?? CalendarDate(dayNumber: 0)
  }
  static func area(_ mu: Double) -> LandArea { LandArea(mu: mu) ?? .zero }

  static func plot(_ id: String, _ values: [String: RegisterValue]) -> RegisterRecord {
    RegisterRecord(RegisterRecord.Key(.plot, id), values: values)
  }

  typealias View = ReclamationReading.View

  static func track(_ views: [(String, Double, Double)], target: String?) throws
    -> ReclamationTrack?
  {
    let reading = try ReclamationReading(try RuleLibrary.load())
    return ReclamationTrack(
      reading.sightings(
        views.map { View(day($0.0), greenness: $0.1, bareness: $0.2) }, target: target))
  }

  @Test func `a plot is cleared, reclaimed and harvested on the first of two views in a row`()
    throws
  {
    let track = try #require(
      try Self.track(
        [
          ("2023-01-01", 0.30, 0.09), ("2023-02-01", 0.60, -0.1), ("2023-03-01", 0.12, 0.30),
          ("2023-04-01", 0.30, 0.09), ("2023-05-01", 0.12, 0.18), ("2023-05-11", 0.12, 0.30),
          ("2023-07-01", 0.45, 0.05), ("2023-07-11", 0.80, -0.2), ("2023-09-01", 0.56, 0.0),
          ("2023-10-01", 0.20, 0.25), ("2023-10-11", 0.25, 0.20),
        ], target: "0103"))
    #expect(track.since[.cleared] == Self.day("2023-05-01"))
    #expect(track.since[.reclaimed] == Self.day("2023-07-01"))
    #expect(track.since[.target] == Self.day("2023-10-01"))
    #expect(track.state == .target)
  }

  @Test func `woods need a green view a year later, and water is never told`() throws {
    let start: [(String, Double, Double)] = [
      ("2023-01-01", 0.12, 0.30), ("2023-01-11", 0.12, 0.30), ("2023-03-01", 0.50, 0.0),
      ("2023-03-11", 0.60, 0.0),
    ]
    let early = start + [("2024-02-28", 0.6, 0), ("2024-02-29", 0.6, 0)]
    let late = start + [("2024-03-01", 0.6, 0), ("2024-03-11", 0.6, 0)]
    #expect(try Self.track(early, target: "0301")?.state == .reclaimed)
    #expect(try Self.track(late, target: "0301")?.since[.target] == Self.day("2024-03-01"))
    #expect(try Self.track(late, target: "1104")?.state == .reclaimed)
    #expect(try Self.track(late, target: nil)?.state == .reclaimed)
    #expect(try Self.track([("2023-01-01", 0.3, 0.1)], target: "0103")?.state == .standing)
  }

  @Test func `water that comes and goes is balanced by day, and what cannot be counted is named`() {
    func plot(_ id: String, _ from: String?, _ to: String?, _ day: String?, _ mu: Double)
      -> RegisterRecord
    {
      var values: [String: RegisterValue] = ["recognised": .area(Self.area(mu))]
      values["class_before"] = from.map { .text($0) }
      values["class_after"] = to.map { .text($0) }
      values["counted_on"] = day.map { .date(Self.day($0)) }
      return Self.plot(id, values)
    }
    let balance = WaterBalance([
      plot("a", "1104", "0101", "2024-05-01", 3), plot("b", "0103", "1107", "2024-06-01", 5),
      plot("c", "1104", "1104A", "2024-06-01", 9), plot("d", "1109", "0101", "2024-06-01", 9),
      plot("e", "1101", nil, "2024-06-01", 1), plot("f", "1101", "0101", nil, 1),
    ])
    #expect(balance.steps.map(\.balance) == [-Self.area(3), Self.area(2)])
    #expect(balance.firstShortfall == Self.day("2024-05-01"))
    #expect(balance.closing == Self.area(2))
    #expect(balance.leftOut == ["e", "f"])
  }

  @Test func `cropland must come down to where it is flatter, and can be farmed`() throws {
    let limit = try #require(try RuleLibrary.load().proposed("farming-slope")?.rule.test)
    func outcome(_ up: Double?, _ down: Double?) -> SlopeExchange.Outcome {
      SlopeExchange(up: "u", down: "d", upSlope: up, downSlope: down, limit: limit).outcome
    }
    #expect(outcome(20, 6) == .downhill)
    #expect(outcome(6, 6) == .notFlatter)
    #expect(outcome(30, 25) == .downhill)
    #expect(outcome(30, 25.01) == .tooSteep)
    #expect(outcome(nil, 6) == .undecidable)
    let plots = [
      Self.plot("u1", ["role": .text("exchanged_up"), "pair": .text("d1")]),
      Self.plot("d1", ["role": .text("exchanged_down")]),
      Self.plot("d2", ["role": .text("exchanged_down")]),
    ]
    let pairs = SlopeExchange.pairs(plots, slopes: ["u1": 20, "d1": 5, "d2": 5], limit: limit)
    #expect(pairs.map(\.outcome) == [.downhill, .undecidable])
    #expect(pairs.map(\.down) == ["d1", "d2"])
  }

  @Test func `classes of the survey serve farming, ecology or construction`() {
    let expected: [(String?, LandUsePurpose?)] = [
      ("0101", .agriculture), ("0201", .agriculture), ("1104A", .agriculture),
      ("1006", .agriculture), ("1104", .ecology), ("0301", .ecology), ("0404", .ecology),
      ("0702", .construction), ("1003", .construction), ("1206", nil), (nil, nil), ("", nil),
    ]
    for (code, purpose) in expected {
      #expect(LandUsePurpose(landClass: code) == purpose, "\(code ?? "nil")")
    }
  }

  @Test
  func
    `potential is told by class and kind of planting, and steep, small or red-line land is left out`()
    throws
  {
    let library = try RuleLibrary.load()
    let limit = try #require(library.proposed("farming-slope")?.rule.test)
    let least = try #require(library.proposed("potential-area")?.rule.test)
    #expect(LandPotential.kind(landClass: "0201", attribute: "JKHF") == .restore)
    #expect(LandPotential.kind(landClass: "0201", attribute: nil) == nil)
    #expect(LandPotential.kind(landClass: "0103", attribute: "WG") == .restore)
    #expect(LandPotential.kind(landClass: "0103", attribute: "LS") == nil)
    #expect(LandPotential.kind(landClass: "0404", attribute: nil) == .develop)
    #expect(LandPotential.kind(landClass: "0602", attribute: nil) == .reclaim)
    for code in ["0508", "05H1", "0601"] {
      #expect(LandPotential.kind(landClass: code, attribute: nil) == .revive)
    }
    func obstacles(_ square: Double, _ slope: Double?, _ red: Bool = false) -> [LandPotential
      .Obstacle]
    {
      LandPotential(
        .develop, area: LandArea(squareMetres: square) ?? .zero, slope: slope, distance: nil,
        isInRedLine: red, limit: limit, least: least
      ).obstacles
    }
    #expect(obstacles(400, 25).isEmpty)
    #expect(obstacles(399.99, 25.01, true) == [.steep, .small, .redLine])
    #expect(obstacles(400, nil) == [.noSlope])
    let works = LandPotential(
      .revive, area: LandArea(squareMetres: 400) ?? .zero, slope: nil, distance: nil,
      isInRedLine: false, limit: limit, least: least)
    #expect(works.obstacles.isEmpty, "slopes count for what is to be farmed")
  }

  @Test func `a visit goes on to the nearest place, and no legs cross`() {
    func at(_ x: Double, _ y: Double) -> Coordinate { Coordinate(x: x, y: y) }
    let line = VisitRoute([at(3, 0), at(1, 0), at(2, 0)], from: at(0, 0))
    #expect(line.order == [1, 2, 0])
    #expect(line.legs == [1, 1, 1])
    // The nearest first would go 0, 1, -2, 5: eleven; back first is nine.
    let back = VisitRoute([at(1, 0), at(-2, 0), at(5, 0)], from: at(0, 0))
    #expect(back.length == 9)
    #expect(back.order == [1, 0, 2])
    #expect(VisitRoute([at(0, 0), at(0, 5)]).order == [1, 0])
    #expect(VisitRoute([]).order.isEmpty)
  }
}

@Suite struct EvaluationTests {
  static let text = """
    title: {zh: 评估, en: evaluation}
    weights: {milestones_done: 60, farmland_used: 40}
    """

  @Test func `a score has two bounds where something is not known`() throws {
    let formula = try EvaluationFormula(yaml: Self.text, name: "test")
    #expect(formula.full == 100)
    let sure = formula.score([
      .milestonesDone: ShareBounds(3, of: 4), .farmlandUsed: ShareBounds(lower: 0.5, upper: 0.75),
    ])
    #expect(sure.lower == 65 && sure.upper == 75)
    let open = formula.score([.milestonesDone: ShareBounds(1, of: 1)])
    #expect(open.lower == 60 && open.upper == 100)
    for bad in ["weights: {milestones_done: 0}", "weights: {money: 1}", "weights: {}"] {
      #expect(throws: (any Error).self) {
        try EvaluationFormula(yaml: "title: {zh: a, en: b}\n" + bad, name: "test")
      }
    }
  }

  @Test
  func `places whose bounds overlap are tied, and the others are ranked by who is surely better`() {
    let ranking = EvaluationRanking([
      "a": (90, 95), "b": (80, 90), "c": (70, 79), "d": (60, 75), "e": (10, 10),
    ])
    #expect(ranking.places.map(\.code) == ["a", "b", "c", "d", "e"])
    #expect(ranking.places.map(\.rank) == [1, 1, 3, 3, 5])
    #expect(ranking.places.map(\.isTied) == [true, true, true, true, false])
  }
}
