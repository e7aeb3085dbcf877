public import Diagnostics
import Foundation
import Yams

/// The words for kinds and states, read from the data file `vocabulary.yaml`.
///
/// Loading checks that every code of the program has its words, so a missing word is found at the start and not in
/// the middle of a report.
public struct Vocabulary: Sendable {
  private let kinds: [ClueKind: KindEntry]
  private let detection: [DetectionState: Phrase]
  private let handling: [HandlingState: Phrase]
  private let phrases: [String: Phrase]
  private let approvalKinds: [String: ApprovalKind]
  private let controlLines: [String: ControlLineKind]
  private let fieldResults: [FieldResult: Phrase]
  private let fieldResultTexts: [String: FieldResult]

  private struct KindEntry {
    var code: String
    var phrase: Phrase
  }

  /// Reads the vocabulary that comes with the program.
  public static func builtIn() throws(TiankanError) -> Vocabulary {
    let url = try ResourceFolder.find(
      "vocabulary", of: "Supervision", holding: "vocabulary.yaml"
    ).appending(path: "vocabulary.yaml")
    do {
      return try Vocabulary(yaml: String(contentsOf: url, encoding: .utf8), name: url.path)
    } catch let error as TiankanError {
      throw error
    } catch {
      throw TiankanError(
        .installation, "the file cannot be read", subject: url.path, cause: "\(error)")
    }
  }

  /// Reads a vocabulary from YAML text.
  public init(yaml: String, name: String) throws(TiankanError) {
    let file: VocabularyFile
    do {
      file = try YAMLDecoder().decode(VocabularyFile.self, from: yaml)
    } catch {
      throw TiankanError(
        .malformed, "this is not a vocabulary file", subject: name, cause: "\(error)")
    }
    func entries<Key: RawRepresentable & CaseIterable & Hashable, Entry, Value>(
      _ all: Key.Type, _ entries: [String: Entry], _ value: (Entry) -> Value
    ) throws(TiankanError) -> [Key: Value] where Key.RawValue == String {
      var found: [Key: Value] = [:]
      for key in Key.allCases {
        guard let entry = entries[key.rawValue] else {
          throw TiankanError(.malformed, "there are no words for \(key.rawValue)", subject: name)
        }
        found[key] = value(entry)
      }
      return found
    }
    kinds = try entries(ClueKind.self, file.clueKinds) {
      KindEntry(code: $0.code, phrase: Phrase(chinese: $0.zh, english: $0.en))
    }
    detection = try entries(DetectionState.self, file.detectionStates, \.phrase)
    handling = try entries(HandlingState.self, file.handlingStates, \.phrase)
    phrases = file.phrases.mapValues(\.phrase)
    func spellings<Key: RawRepresentable & CaseIterable>(
      _ all: Key.Type, _ entries: [String: [String]]
    ) throws(TiankanError) -> [String: Key] where Key.RawValue == String {
      var found: [String: Key] = [:]
      for key in Key.allCases {
        guard let texts = entries[key.rawValue], !texts.isEmpty else {
          throw TiankanError(.malformed, "there are no texts for \(key.rawValue)", subject: name)
        }
        for text in texts { found[text] = key }
      }
      return found
    }
    approvalKinds = try spellings(ApprovalKind.self, file.approvalKinds)
    controlLines = try spellings(ControlLineKind.self, file.controlLines)
    fieldResults = try entries(FieldResult.self, file.fieldResults, \.phrase)
    fieldResultTexts = try spellings(FieldResult.self, file.fieldResultTexts)
    for phrase in RequiredPhrase.allCases where phrases[phrase.rawValue] == nil {
      throw TiankanError(.malformed, "there are no words for \(phrase.rawValue)", subject: name)
    }
  }
}

extension Vocabulary {
  /// Phrases that the program prints besides kinds and states.
  public enum RequiredPhrase: String, CaseIterable, Sendable {
    case approvalsIncomplete = "approvals_incomplete"
    case dateUnknown = "date_unknown"
    case notCalibrated = "not_calibrated"
    case remoteSensingMeasure = "remote_sensing_measure"
  }

  /// The words for a kind of clue.
  public subscript(kind: ClueKind) -> Phrase { kinds[kind]?.phrase ?? Self.absent }
  /// The words for a state of detection.
  public subscript(state: DetectionState) -> Phrase { detection[state] ?? Self.absent }
  /// The words for a state of handling.
  public subscript(state: HandlingState) -> Phrase { handling[state] ?? Self.absent }
  /// The words for what a field check found.
  public subscript(result: FieldResult) -> Phrase { fieldResults[result] ?? Self.absent }
  /// The words of a phrase.
  public subscript(phrase: RequiredPhrase) -> Phrase { phrases[phrase.rawValue] ?? Self.absent }

  /// The kind of approval that a text of an approval layer names; nil for an unknown text.
  public func approvalKind(_ text: String) -> ApprovalKind? { approvalKinds[text] }
  /// The line that a text of a layer of control lines names; nil for an unknown text.
  public func controlLine(_ text: String) -> ControlLineKind? { controlLines[text] }

  /// What a text in a county's answer says; nil for an unknown text.
  public func fieldResult(_ text: String) -> FieldResult? { fieldResultTexts[text.lowercased()] }

  /// The two letters of a kind in public numbers.
  public func code(of kind: ClueKind) -> String { kinds[kind]?.code ?? "" }

  // The initialiser has checked that every key is there.
  private static var absent: Phrase { Phrase(chinese: "", english: "") }
}

/// The form of the file.
private struct VocabularyFile: Decodable {
  struct Words: Decodable {
    var zh: String
    var en: String
    var phrase: Phrase { Phrase(chinese: zh, english: en) }
  }

  struct Kind: Decodable {
    var code: String
    var zh: String
    var en: String
  }

  var clueKinds: [String: Kind]
  var detectionStates: [String: Words]
  var handlingStates: [String: Words]
  var phrases: [String: Words]
  var approvalKinds: [String: [String]]
  var controlLines: [String: [String]]
  var fieldResults: [String: Words]
  var fieldResultTexts: [String: [String]]

  enum CodingKeys: String, CodingKey {
    case clueKinds = "clue_kinds"
    case detectionStates = "detection_states"
    case handlingStates = "handling_states"
    case phrases
    case approvalKinds = "approval_kinds"
    case controlLines = "control_lines"
    case fieldResults = "field_results"
    case fieldResultTexts = "field_result_texts"
  }
}
