public import Diagnostics
public import Foundation

/// The fixed words of pictures and reports in one language, read from `Resources/texts/<language>.json`.
///
/// A file that lacks a word is an error of the installation, found when it is loaded.
public struct ReportTexts: Hashable, Sendable, Codable {
  /// The caption of the earlier date.
  public var before: String
  /// The caption of the later date.
  public var after: String
  /// What stands in place of a date that no metadata says.
  public var dateUnknown: String
  /// The legend of a clue's outline.
  public var clue: String
  /// The legend of a boundary.
  public var boundary: String
  /// The legend of pixels without data.
  public var noData: String
  /// The letter of the north arrow.
  public var north: String
  /// The heading of the list of scenes.
  public var scenes: String
  /// The heading of the number of clues.
  public var clueCount: String
  /// The heading of the method.
  public var method: String
  /// The heading of the bands.
  public var bands: String
  /// How the colours were stretched.
  public var stretch: String
  /// What a clue is and is not: on every picture.
  public var status: String
  /// What stands between two items of a list.
  public var separator: String
  /// What stands between a heading and its text.
  public var colon: String
  /// The words of documents.
  public var document: ReportWords

  /// Loads the texts of a language.
  public static func load(
    _ language: ReportLanguage,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(TiankanError) -> ReportTexts {
    let name = "\(language.rawValue).json"
    let file = try ResourceFolder.find(
      "texts", of: "Reporting", holding: name, environment: environment
    ).appending(path: name)
    do {
      return try JSONDecoder().decode(ReportTexts.self, from: Data(contentsOf: file))
    } catch {
      throw TiankanError(
        .installation, "the file cannot be read; install tiankan again", subject: file.path,
        cause: "\(error)")
    }
  }
}
