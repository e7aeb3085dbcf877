import Foundation
import Reporting
import Testing

@Suite struct HTMLReportTests {
  static let forbidden = ["违法", "违规", "合法", "violation", "illegal"]

  private func page(_ language: ReportLanguage) throws -> String {
    try HTMLReport.page(makeClueDocument(), pictures: [], language: language)
  }

  @Test func `a name that is a script stays text`() throws {
    let page = try page(.chinese)
    #expect(!page.contains("<script"))
    #expect(page.contains("&lt;script&gt;alert(&#39;田&#39;)&lt;/script&gt;"))
    #expect(page.contains("整治一期 &amp; 二期"))
  }

  @Test(arguments: ReportLanguage.allCases)
  func `a page asks nothing from elsewhere and judges nothing`(language: ReportLanguage) throws {
    let page = try page(language)
    for word in ["http:", "https:", "url(//", "@import", "<link"] + Self.forbidden {
      #expect(!page.lowercased().contains(word), "\(word)")
    }
    #expect(page.contains("default-src 'none'"))
  }

  @Test func `the same document gives the same bytes`() throws {
    #expect(try page(.english) == page(.english))
  }

  @Test func `a page says the numbers an inspector needs`() throws {
    let page = try page(.chinese)
    for text in [
      "3505822024JS00017", "疑似新增建设", "已确认", "已下发", "P2 耕地", "审批数据不足", "6.30 亩", "4198.7 平方米",
      "2024-03-12", "2024-04-06", "2024-05-01", "117.003200, 24.945000", "0.3817", "≥ 0.15",
      "95.5 %",
      "fujian-2025 1.0", "未校准", "tiankan 0.0-test", "无法判定", "sentinel-2b_T1_2023-01-14",
      "lang=\"zh-CN\"",
    ] { #expect(page.contains(text), "\(text) is missing") }
  }

  @Test func `tables have headers and drawings have names`() throws {
    let page = try page(.english)
    #expect(page.contains("<th scope=\"col\""))
    #expect(page.contains("<th scope=\"row\""))
    for drawing in page.components(separatedBy: "<svg").dropFirst() {
      let opening = drawing.prefix { $0 != ">" }
      #expect(opening.contains("aria-label=") || opening.contains("aria-hidden="))
    }
  }

  @Test func `both languages have every word`() throws {
    let zh = try page(.chinese)
    let en = try page(.english)
    #expect(zh.components(separatedBy: "<h2>").count == en.components(separatedBy: "<h2>").count)
    #expect(!en.contains("<h2></h2>") && !zh.contains("<h2></h2>"))
  }

  @Test func `the chain of evidence names scenes used and not used`() throws {
    let text = try ExplanationText.text(of: makeClueDocument(), language: .english)
    #expect(text.contains("2023-01-14 sentinel-2b_T1_2023-01-14 (05.10) · not used: cloud"))
    #expect(text.contains("fall of NDVI: 0.3817 ≥ 0.15 → met (2024-03-12)"))
    #expect(text.contains("6 / 7 of clear observations"))
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }
}
