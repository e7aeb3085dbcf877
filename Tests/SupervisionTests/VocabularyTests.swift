import Imagery
import Supervision
import Testing

@Suite struct VocabularyTests {
  @Test func `kinds are worded as suspicions, in the words of the design`() throws {
    let vocabulary = try Vocabulary.builtIn()
    #expect(vocabulary[ClueKind.construction].chinese == "疑似新增建设")
    #expect(vocabulary[ClueKind.abandonment].chinese == "疑似撂荒")
    #expect(vocabulary[ClueKind.nonGrain].chinese == "疑似非粮化")
    #expect(vocabulary[ClueKind.rehabilitationLag].chinese == "修复进度滞后")
    #expect(vocabulary[HandlingState.closed].chinese == "已销号")
    #expect(vocabulary[DetectionState.first].english == "first")
    #expect(vocabulary[.dateUnknown].chinese == "日期未知")
  }

  @Test func `public numbers tell kinds apart by two letters`() throws {
    let vocabulary = try Vocabulary.builtIn()
    let codes = ClueKind.allCases.map { vocabulary.code(of: $0) }
    #expect(Set(codes).count == ClueKind.allCases.count)
    #expect(codes.allSatisfy { $0.count == 2 })
  }

  @Test func `a vocabulary that lacks a word is refused by the word's name`() throws {
    let yaml = """
      clue_kinds: {construction: {code: JS, zh: a, en: b}}
      detection_states: {}
      handling_states: {}
      phrases: {}
      approval_kinds: {}
      control_lines: {}
      field_results: {}
      field_result_texts: {}
      """
    do {
      _ = try Vocabulary(yaml: yaml, name: "test.yaml")
      Issue.record("the vocabulary was accepted")
    } catch {
      #expect("\(error)" == "test.yaml: there are no words for change")
    }
  }

  @Test func `a clue's key follows from tile, kind, date and anchor`() throws {
    let key = ClueKey(
      tile: "T50RMU", kind: .construction, firstDate: CalendarDate("2024-03-01"), row: 12,
      column: 345)
    #expect("\(key)" == "T50RMU-construction-20240301-12-345")
    var undated = key
    undated.firstDate = nil
    #expect("\(undated)" == "T50RMU-construction-undated-12-345")
  }
}
