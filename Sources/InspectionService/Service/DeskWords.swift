import Diagnostics
import Reporting
import Supervision

/// The words of codes for lists and filters, loaded once.
struct DeskWords: Sendable {
  private let vocabulary: Vocabulary
  private let terms: ReportTerms

  init() throws(TiankanError) {
    vocabulary = try Vocabulary.builtIn()
    terms = try ReportTerms.load()
  }

  func kind(_ kind: ClueKind) -> JSONText { Self.term(kind.rawValue, vocabulary[kind]) }
  func state(_ state: DetectionState) -> JSONText { Self.term(state.rawValue, vocabulary[state]) }
  func state(_ state: HandlingState) -> JSONText { Self.term(state.rawValue, vocabulary[state]) }
  func result(_ result: FieldResult) -> JSONText { Self.term(result.rawValue, vocabulary[result]) }

  func layer(_ code: String) -> JSONText { term(.layers, code) }
  func priority(_ priority: CluePriority) -> JSONText { term(.priorities, priority.rawValue) }

  private func term(_ group: ReportTerms.Group, _ code: String) -> JSONText {
    let term = terms.term(group, code)
    return ["code": .text(code), "zh": .text(term.zh), "en": .text(term.en)]
  }

  private static func term(_ code: String, _ phrase: Phrase) -> JSONText {
    ["code": .text(code), "zh": .text(phrase.chinese), "en": .text(phrase.english)]
  }
}
