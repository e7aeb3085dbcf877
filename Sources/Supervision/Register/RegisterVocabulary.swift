public import Diagnostics
import Foundation

/// The words and spellings of the register's codes, read from `register.yaml`.
public struct RegisterVocabulary: Sendable {
  /// A list of codes.
  public enum List: String, CaseIterable, Hashable, Sendable {
    case recordKind = "record_kinds"
    case column = "columns"
    case subProjectKind = "sub_project_kinds"
    case plotRole = "plot_roles"
    case terrain
    case planCategory = "plan_categories"
    case approvalKind = "approval_kinds"
    case finding = "findings"
    case severity = "severities"
  }

  private var phrases: [List: [String: Phrase]] = [:]
  private var order: [List: [String]] = [:]
  private var spellings: [List: [String: String]] = [:]

  /// Reads the vocabulary that comes with the program.
  public static func builtIn() throws(TiankanError) -> RegisterVocabulary {
    let file = try ResourceFolder.find(
      "vocabulary", of: "Supervision", holding: "register.yaml"
    ).appending(path: "register.yaml")
    let text: String
    do {
      text = try String(contentsOf: file, encoding: .utf8)
    } catch {
      throw TiankanError(
        .installation, "the file cannot be read", subject: file.path, cause: "\(error)")
    }
    return try RegisterVocabulary(yaml: text, name: file.path)
  }

  /// Reads a vocabulary from YAML text.
  ///
  /// - Throws: `.usage` for lists that are missing, codes without words, one spelling for two codes, and records, columns and
  ///   findings of the program without words.
  public init(yaml: String, name: String) throws(TiankanError) {
    var root = try PolicyMapping(text: yaml, file: name)
    for list in List.allCases {
      guard let place = try root.mapping(list.rawValue) else {
        throw root.problem(list.rawValue, "this list is missing")
      }
      var entries = place
      for code in place.names {
        guard var words = try entries.mapping(code) else { continue }
        let phrase = Phrase(chinese: try words.required("zh"), english: try words.required("en"))
        let texts = try words.texts("texts")
        try words.finish()
        phrases[list, default: [:]][code] = phrase
        order[list, default: []].append(code)
        for text in [code, phrase.chinese, phrase.english] + texts {
          if let other = spellings[list]?[text], other != code {
            throw place.problem(code, "“\(text)” already means \(other)")
          }
          spellings[list, default: [:]][text] = code
        }
      }
    }
    try root.finish()
    let needed =
      RegisterKind.allCases.map { (List.recordKind, $0.rawValue) }
      + RegisterKind.allCases.flatMap { $0.columns.map { (List.column, $0.name) } }
      + RegisterFinding.Code.allCases.map { (List.finding, $0.rawValue) }
      + RegisterFinding.Severity.allCases.map { (List.severity, $0.rawValue) }
      + PlotRole.allCases.map { (List.plotRole, $0.rawValue) }
      + SubProjectKind.allCases.map { (List.subProjectKind, $0.rawValue) }
      + PlanCategory.allCases.map { (List.planCategory, $0.rawValue) }
      + Terrain.allCases.map { (List.terrain, $0.rawValue) }
    for (list, code) in needed where phrases[list]?[code] == nil {
      throw TiankanError(.usage, "there are no words for \(list.rawValue) \(code)", subject: name)
    }
  }

  /// The words of a code; the code itself where there are none.
  public func phrase(_ list: List, _ code: String) -> Phrase {
    phrases[list]?[code] ?? Phrase(chinese: code, english: code)
  }

  /// The code that a text of a table names, by code, words or further spellings; nil for an unknown text.
  public func code(_ text: String, in list: List) -> String? { spellings[list]?[text] }

  /// The codes of a list, in the order of the file.
  public func codes(of list: List) -> [String] { order[list] ?? [] }
}
