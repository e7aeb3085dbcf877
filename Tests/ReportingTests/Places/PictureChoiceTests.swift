import Imagery
import Reporting
import Testing

@Suite struct PictureChoiceTests {
  private func candidates(_ days: [String]) -> [PictureChoice.Candidate] {
    days.enumerated().map { .init(position: $0, date: date($1), clearShare: nil) }
  }

  private func choose(
    _ days: [String], first: String, settled: String, clear: [String: Double] = [:]
  ) -> [String]? {
    let list = candidates(days)
    let choice = PictureChoice.choose(
      from: list, first: date(first), settled: date(settled)
    ) { (candidate) throws(Never) -> Double? in clear[days[candidate.position]] ?? 1 }
    return choice.map { [$0.before.date.description, $0.after.date.description] }
  }

  @Test func `a pair of one season is preferred to the nearest pair`() {
    #expect(
      choose(
        ["2022-07-05", "2023-07-01", "2023-12-20", "2024-02-01", "2024-07-03"],
        first: "2024-01-15", settled: "2024-01-30") == ["2023-07-01", "2024-07-03"])
  }

  @Test func `a cloudy scene gives way to a clear one`() {
    #expect(
      choose(
        ["2022-07-05", "2023-07-01", "2024-07-03"], first: "2024-01-15", settled: "2024-01-30",
        clear: ["2023-07-01": 0.1]) == ["2022-07-05", "2024-07-03"])
  }

  @Test func `without a clear pair the clearest is taken`() {
    #expect(
      choose(
        ["2022-07-05", "2023-07-01", "2024-07-03"], first: "2024-01-15", settled: "2024-01-30",
        clear: ["2022-07-05": 0.5, "2023-07-01": 0.1]) == ["2022-07-05", "2024-07-03"])
  }

  @Test func `nothing before or nothing after gives no pair`() {
    #expect(choose(["2024-07-03"], first: "2024-01-15", settled: "2024-01-30") == nil)
    #expect(choose(["2023-07-03"], first: "2024-01-15", settled: "2024-01-30") == nil)
  }

  @Test func `seasons are compared across New Year`() {
    #expect(PictureChoice.seasonDays(date("2023-12-28"), date("2025-01-03")) == 6)
  }
}
