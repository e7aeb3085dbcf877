import Foundation
import Testing

@testable import InspectionService

@Suite struct JSONTextTests {
  @Test func `Foundation reads back what is written`() throws {
    let text = "<script>\"\\\u{1}\u{7F}\n田瞰&'"
    let value: JSONText = [
      "text": .text(text), "list": [1, 2.5, true, nil], "raw": .raw(Array("{\"a\":1}".utf8)),
      "small": .number(1e-7), "none": .number(.nan),
    ]
    let read = try #require(
      try JSONSerialization.jsonObject(with: Data(value.bytes)) as? [String: Any])
    #expect(read["text"] as? String == text)
    #expect((read["list"] as? [Any])?.count == 4)
    #expect((read["raw"] as? [String: Any])?["a"] as? Int == 1)
    #expect(read["small"] as? Double == 1e-7)
    #expect(read["none"] is NSNull)
    #expect(!String(decoding: value.bytes, as: UTF8.self).contains("<"))
  }
}
