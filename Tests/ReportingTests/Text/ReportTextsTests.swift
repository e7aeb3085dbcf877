import Diagnostics
import Foundation
import Reporting
import Testing

@Suite struct ReportTextsTests {
  @Test(arguments: ReportLanguage.allCases)
  func `every language has every text and none is empty`(language: ReportLanguage) throws {
    let data = try JSONEncoder().encode(ReportTexts.load(language))
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let document = try #require(object["document"] as? [String: String])
    let texts = object.values.compactMap { $0 as? String } + document.values
    #expect(texts.count == object.count - 1 + document.count)
    #expect(texts.allSatisfy { !$0.isEmpty })
  }

  @Test func `a missing folder is an error that says where it was looked for`() {
    let error = #expect(throws: TiankanError.self) {
      _ = try ReportTexts.load(.chinese, environment: ["TIANKAN_RESOURCES": "/nowhere"])
    }
    #expect(error?.code == .installation)
    #expect(error?.cause?.contains("/nowhere/texts") == true)
  }

  @Test func `no text calls a clue a violation`() throws {
    let words = ["违法", "违规", "合法", "violation", "illegal", "unlawful", "legal"]
    for language in ReportLanguage.allCases {
      let data = try JSONEncoder().encode(ReportTexts.load(language))
      let text = String(decoding: data, as: UTF8.self).lowercased()
      for word in words { #expect(!text.contains(word), "\(language.rawValue): \(word)") }
    }
  }

  @Test func `every page says that clues are unverified`() throws {
    #expect(try ReportTexts.load(.chinese).status.contains("线索"))
    #expect(try ReportTexts.load(.chinese).status.contains("待核实"))
    #expect(try ReportTexts.load(.english).status.contains("not yet verified"))
  }
}
