import Diagnostics
import Imagery
import Testing

@testable import Monitoring

struct RefusalLogTests {
  private func damage(_ windows: [Window]) -> [Refusal] {
    let log = RefusalLog()
    for window in windows {
      log.add(
        damage: TiankanError(.corrupt, "a block", subject: "B04.tif", cause: "truncated"),
        in: window)
    }
    return log.all
  }

  @Test func `damage inside a file is one refusal, whatever the cut of blocks`() throws {
    let whole = damage([
      Window(column: 0, row: 0, width: 128, height: 128),
      Window(column: 128, row: 0, width: 128, height: 128),
    ])
    let parts = damage([
      Window(column: 130, row: 7, width: 20, height: 10),
      Window(column: 6, row: 4, width: 122, height: 50),
      Window(column: 0, row: 64, width: 128, height: 64),
    ])
    #expect(whole == parts)
    let refusal = try #require(whole.first)
    #expect(whole.count == 1 && refusal.subject == "B04.tif" && refusal.code == "corrupt")
    #expect(refusal.reason.hasPrefix("columns 0–127, rows 0–127 of the grid and one more square"))
    #expect(refusal.reason.hasSuffix("(truncated)"))
  }

  @Test func `squares left of and above the origin are told apart`() {
    let refusals = damage([
      Window(column: -1, row: 0, width: 1, height: 1),
      Window(column: 0, row: 0, width: 1, height: 1),
    ])
    #expect(refusals.first?.reason.contains("columns -128–-1, rows 0–127") == true)
    #expect(refusals.first?.reason.contains("and one more") == true)
  }
}
