import Supervision
import Testing

@Suite struct BackgroundResultTests {
  @Test func `the years of a segment come back from its period`() {
    #expect(BackgroundResult.period(from: 2005, to: 2008) == "background-2005-2008")
    #expect(BackgroundResult.years(of: "background-2005-2008") == 2005...2008)
    #expect(BackgroundResult.isBackground("background-2005-2008"))
    #expect(BackgroundResult.isBackground("background"))
  }

  @Test(arguments: [
    "current", "hint-no_plan", "2024/2025", "background-", "background-2008-2005",
    "background-2005", "background-a-b", "",
  ])
  func `other periods are none of a segment`(period: String) {
    #expect(BackgroundResult.years(of: period) == nil)
    #expect(!BackgroundResult.isBackground(period))
  }

  @Test func `the index comes back from the name of its test`() {
    #expect(BackgroundResult.index(ofTest: BackgroundResult.changeTest(of: "nbr")) == "nbr")
    #expect(BackgroundResult.index(ofTest: BackgroundResult.probability) == nil)
  }
}
