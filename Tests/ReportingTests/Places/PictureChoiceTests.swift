import Imagery
import Reporting
import Testing

@Suite struct PictureChoiceTests {
  private func candidates(_ days: [String]) -> [PictureChoice.Candidate] {
    days.enumerated().map { .init(position: $0, date: date($1), clearShare: nil) }
  }

  private func choose(
    _ days: [String], first: String, settled: String, clear: [String: Double] = [:],
    haze: [String: Double] = [:]
  ) -> [String]? {
    let list = candidates(days)
    let choice = PictureChoice.choose(
      from: list, first: date(first), settled: date(settled)
    ) { (candidate) throws(Never) -> PictureChoice.View in
      let day = days[candidate.position]
      return PictureChoice.View(clearShare: clear[day] ?? 1, haze: haze[day])
    }
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

  @Test func `a hazy scene gives way to a clear one of the weeks around it`() {
    let days = ["2023-06-01", "2023-06-26", "2023-07-01", "2023-07-11", "2024-07-03", "2024-07-23"]
    func chosen(_ clear: [String: Double], _ haze: [String: Double]) -> [String]? {
      choose(days, first: "2024-01-15", settled: "2024-01-30", clear: clear, haze: haze)
    }
    #expect(chosen([:], [:]) == ["2023-07-01", "2024-07-03"])
    let hazy = ["2023-06-01": 0.02, "2023-06-26": 0.03, "2023-07-01": 0.09, "2023-07-11": 0.04]
    #expect(chosen([:], hazy) == ["2023-06-01", "2024-07-03"])
    // The largest share that is clear goes before the least haze; shares that differ by less than a step are equal.
    #expect(
      chosen(["2023-06-01": 0.91, "2023-06-26": 0.98], hazy) == ["2023-06-26", "2024-07-03"])
    #expect(chosen(["2023-06-01": 0.98], hazy) == ["2023-06-01", "2024-07-03"])
    // A difference of haze that is noise is none: the nearest season stays.
    #expect(
      chosen(
        [:], ["2023-06-01": 0.020, "2023-07-01": 0.024, "2023-07-11": 0.09, "2023-06-26": 0.09])
        == ["2023-07-01", "2024-07-03"])
    // After as well as before.
    #expect(
      chosen([:], ["2024-07-03": 0.09, "2024-07-23": 0.02]) == ["2023-07-01", "2024-07-23"])
    // Another season is not near.
    #expect(
      choose(
        ["2023-03-01", "2023-07-01", "2024-07-03"], first: "2024-01-15", settled: "2024-01-30",
        haze: ["2023-03-01": 0.01, "2023-07-01": 0.09]) == ["2023-07-01", "2024-07-03"])
  }

  @Test func `each scene is looked at once`() {
    let days =
      (0..<28).map { "2023-0\(6 + $0 / 14)-\(10 + $0 % 14)" } + ["2024-07-03", "2024-07-08"]
    var looks: [Int] = []
    _ = PictureChoice.choose(
      from: candidates(days), first: date("2024-01-15"), settled: date("2024-01-30")
    ) { (candidate) throws(Never) -> PictureChoice.View in
      looks.append(candidate.position)
      return PictureChoice.View(clearShare: 1, haze: 0.01)
    }
    #expect(Set(looks).count == looks.count)
    #expect(looks.count <= 2 + 6 + 1)
  }

  @Test func `nothing before or nothing after gives no pair`() {
    #expect(choose(["2024-07-03"], first: "2024-01-15", settled: "2024-01-30") == nil)
    #expect(choose(["2023-07-03"], first: "2024-01-15", settled: "2024-01-30") == nil)
  }

  @Test func `seasons are compared across New Year`() {
    #expect(PictureChoice.seasonDays(date("2023-12-28"), date("2025-01-03")) == 6)
  }
}
