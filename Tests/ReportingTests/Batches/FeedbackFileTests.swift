import Diagnostics
import Foundation
import Imagery
import Supervision
import TestSupport
import Testing

@testable import Reporting

@Suite struct FeedbackFileTests {
  @Test(arguments: [
    "2026-03-01", "2026/3/1", "2026.03.1", "2026年3月1日", "2026/03/01 10:30:00",
    "2026-03-01T08:00:00",
  ]) func `a day is read as offices write it`(text: String) {
    #expect(FeedbackFile.day(text) == CalendarDate("2026-03-01"))
  }

  @Test(arguments: ["", "March", "2026-13-01", "1/3/2026", "26-03-01", "2026-03"])
  func `other texts are no day`(text: String) {
    #expect(FeedbackFile.day(text) == nil)
  }

  func read(_ data: Data) throws -> FeedbackFile {
    let folder = try TemporaryFolder()
    try data.write(to: URL(filePath: folder.path("answers.csv")))
    return try FeedbackFile(
      reading: folder.path("answers.csv"), vocabulary: try Vocabulary.builtIn())
  }

  @Test func `rows that cannot be understood are listed and the others are read`() throws {
    let text = """
      线索编号,核查结果,核查日期,核查人,备注
      3505832026JS00001,现场属实,2026-03-01,王五,"甲,乙"
      3505832026JS00002, No ,,,
      3505832026JS00003,,,,
      3505832026JS00004,大概,,,
      3505832026JS00001,现场无此变化,,,
      ,属实,,,
      3505832026JS00005,无法判定,三月,,
      ,,,,
      """
    let file = try read(Data(text.utf8))
    #expect(file.answers.map(\.number) == ["3505832026JS00001", "3505832026JS00002"])
    #expect(file.answers.map(\.result) == [.present, .absent])
    #expect(file.answers[0].remark == "甲,乙")
    #expect(file.answers[0].checked == CalendarDate("2026-03-01"))
    #expect(file.unanswered == 1)
    #expect(file.refusals.count == 4)
  }

  @Test func `a table without the columns is refused with those it has`() throws {
    var found: TiankanError?
    do { _ = try read(Data("a,核查结果\n1,属实\n".utf8)) } catch { found = error as? TiankanError }
    #expect(found?.code == .usage)
    #expect(found?.message.contains("线索编号") == true)
  }
}
