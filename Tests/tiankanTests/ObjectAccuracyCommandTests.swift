import Foundation
import TestSupport
import Testing

/// A small simulated township (模拟数据) with its ledger: four sites, one of them hardly begun, and six false alarms that are
/// provisional.
final class WatchedTownship: Sendable {
  static let shared = Result { try WatchedTownship() }

  let township: Township
  let configuration: String

  private init() throws {
    township = try Township(seed: 8, "--years", "4", "--dates-per-year", "40")
    configuration = "\(township.root)/tiankan.yaml"
    let outcome = try Program.tiankan(["monitor", "--config", configuration, "--quiet"])
    try #require(outcome.status == 0, "\(outcome.notices)")
  }
}

/// `tiankan assess --events`, beside `simulation/score`, which is written in Python on OGR and shares nothing with it.
@Suite(.enabled(if: Program.hasPython)) struct ObjectAccuracyCommandTests {
  let area: WatchedTownship
  let states = "provisional,confirmed,ended"

  init() throws { area = try WatchedTownship.shared.get() }

  private func assess(_ arguments: String...) throws -> Program.Outcome {
    try Program.tiankan(["assess", "--config", area.configuration] + arguments)
  }

  @Test func `events, false alarms and delays are those of another program`() throws {
    let truth = "\(area.township.root)/truth.gpkg"
    let outcome = try assess(
      "--events", "\(truth)#event", "--kind", "construction", "--only", "kind=construction",
      "--only", "role=planted", "--day", "visible_from", "--states", states, "--json")
    try #require(outcome.status == 0, "\(outcome.notices)")
    let own = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let file = "\(area.township.root)/score.json"
    let script = TestData.packageRoot.appending(path: "simulation/score").path
    let scored = try Program.run(
      Program.python,
      [script, truth, "\(area.township.root)/ledger.gpkg", "--states", states, "--json", file],
      environment: ["PYTHONDONTWRITEBYTECODE": "1"])
    try #require(scored.status == 0, "\(scored.notices)")
    let other = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: file)))
        as? [String: Any])
    let township = try #require((other["townships"] as? [[String: Any]])?.first)
    let events = try #require(township["events"] as? [[String: Any]]).filter {
      $0["kind"] as? String == "construction" && $0["role"] as? String == "planted"
    }
    let found = events.filter { $0["verdict"] as? String == "found" }
    #expect(own["events"] as? Int == events.count)
    #expect(((own["found"] as? [String: Any])?["count"] as? Int) == found.count)
    #expect(found.count > 0 && found.count < events.count)
    let delays = found.compactMap { ($0["error"] as? [Int])?.first }.sorted()
    let delay = try #require(own["firstDelay"] as? [String: Int])
    #expect(delay["least"] == delays.first && delay["most"] == delays.last)
    #expect(delay["median"] == delays[(delays.count - 1) / 2])
    let clues = try #require(township["false"] as? [[String: Any]]).filter {
      $0["kind"] as? String == "construction"
        && $0["state"] as? String != "first"
    }
    #expect(clues.count > 0 && own["falseAlarms"] as? Int == clues.count)
    #expect(
      Set(own["falseKeys"] as? [String] ?? []) == Set(clues.compactMap { $0["key"] as? String }))
  }

  @Test func `text tells area, time and intervals, and words of nobody's guilt`() throws {
    let outcome = try assess(
      "--events", "\(area.township.root)/truth.gpkg#event", "--kind", "construction", "--only",
      "kind=construction")
    #expect(outcome.status == 0, "\(outcome.notices)")
    // The tiles of the configuration: 1280 m by 1280 m, and four years.
    #expect(outcome.output.contains("in 1.64 km² and 47."))
    #expect(outcome.output.contains("per 100 km² and month"))
    for word in WordsTests.forbidden { #expect(!outcome.output.contains(word)) }
  }

  @Test func `conditions that no event meets and columns that are not there are told`() throws {
    let events = ["--events", "\(area.township.root)/truth.gpkg#event"]
    func run(_ more: [String]) throws -> Program.Outcome {
      try Program.tiankan(["assess", "--config", area.configuration] + events + more)
    }
    let none = try run(["--kind", "construction", "--only", "kind=nothing"])
    #expect(none.status == 3)
    #expect(none.notices.contains("no event of the file meets the conditions"))
    let column = try run(["--kind", "construction", "--only", "colour=red"])
    #expect(column.status == 2)
    #expect(column.notices.contains("there is no column colour"))
    let kind = try run([])
    #expect(kind.status == 2)
    #expect(kind.notices.contains("--events needs --kind"))
  }
}
