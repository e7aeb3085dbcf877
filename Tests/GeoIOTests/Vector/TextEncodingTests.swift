import Diagnostics
import Foundation
import Testing

@testable import GeoIO

struct TextEncodingTests {
  @Test(arguments: [
    ("UTF-8", "UTF-8"), ("utf8", "UTF-8"), ("65001", "UTF-8"), ("GBK", "GB18030"),
    ("936", "GB18030"), ("ANSI 936", "GB18030"), ("CP936", "GB18030"), ("gb_2312", "GB18030"),
    ("OEM 936", "GB18030"), ("Windows-1252", "CP1252"), ("1252", "CP1252"), ("big5", "BIG5"),
    ("ISO-8859-1", "ISO-8859-1"), ("88591", "ISO-8859-1"),
  ])
  func `spellings of code pages are understood`(label: String, name: String) {
    #expect(TextEncoding(name: label)?.name == name)
  }

  @Test func `unknown labels and silent driver bytes name no encoding`() {
    #expect(TextEncoding(name: "System") == nil)
    #expect(TextEncoding(languageDriver: 0) == nil)
    #expect(TextEncoding(languageDriver: 0x57) == nil)
    #expect(TextEncoding(languageDriver: 0x4D) == .gb18030)
  }

  // The bytes are Python's: "旱地".encode("gb18030"), "㐁".encode("gb18030") and so on.
  @Test func `GB18030 is decoded with two and four bytes a character`() throws {
    let decoder = try TextDecoder(.gb18030)
    #expect(decoder.decode([0xBA, 0xB5, 0xB5, 0xD8]) == "旱地")
    #expect(decoder.decode([0x81, 0x39, 0xEF, 0x30]) == "㐁")
    #expect(decoder.decode([0x41, 0x31]) == "A1")
    #expect(decoder.decode([0xBA, 0xB5, 0xFF]) == nil)
    #expect(decoder.decode([0xBA, 0xB5, 0xB5]) == nil)
  }

  @Test func `the fragment of a character cut by a field's width is dropped`() throws {
    let national = try TextDecoder(.gb18030)
    #expect(national.decode([0xBA, 0xB5, 0xB5], mayBeCut: true) == "旱")
    #expect(national.decode([0xBA, 0xB5, 0x81, 0x39, 0xEF], mayBeCut: true) == "旱")
    #expect(national.decode([0xFF, 0xBA, 0xB5], mayBeCut: true) == nil)
    let unicode = try TextDecoder(.utf8)
    let bytes = Array("图斑地类".utf8)
    for dropped in 1...2 {
      #expect(unicode.decode(bytes.dropLast(dropped), mayBeCut: true) == "图斑地")
      #expect(unicode.decode(bytes.dropLast(dropped)) == nil)
    }
    #expect(unicode.decode([0x41, 0xB5, 0xD8], mayBeCut: true) == nil)
  }
}
