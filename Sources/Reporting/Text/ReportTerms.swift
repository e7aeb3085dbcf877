public import Diagnostics
public import Foundation

/// The words of codes that documents show and `Vocabulary` does not hold, read from `Resources/texts/terms.json`.
///
/// Rule sets and layers may bring codes of their own; a code without words is shown as it is.
public struct ReportTerms: Sendable {
  /// The groups of codes.
  public enum Group: String, CaseIterable, Sendable {
    case findings, tests, layers, approvals, priorities, indices, uses, units, events, notices
    case accounts
    case pictureReasons = "picture_reasons"
  }

  private struct Words: Decodable {
    var zh: String
    var en: String
  }

  private let groups: [String: [String: Words]]

  /// Loads the terms.
  public static func load(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(TiankanError) -> ReportTerms {
    let file = try ResourceFolder.find(
      "texts", of: "Reporting", holding: "terms.json", environment: environment
    ).appending(path: "terms.json")
    do {
      let groups = try JSONDecoder().decode(
        [String: [String: Words]].self, from: Data(contentsOf: file))
      for group in Group.allCases where groups[group.rawValue] == nil {
        throw TiankanError(.malformed, "the group \(group.rawValue) is missing")
      }
      return ReportTerms(groups: groups)
    } catch {
      throw TiankanError(
        .installation, "the file cannot be read; install tiankan again", subject: file.path,
        cause: "\(error)")
    }
  }

  /// The words of a code.
  public func term(_ group: Group, _ code: String) -> ReportTerm {
    let words = groups[group.rawValue]?[code]
    return ReportTerm(code: code, zh: words?.zh ?? code, en: words?.en ?? code)
  }
}
