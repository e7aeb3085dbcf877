public import Diagnostics
import Foundation

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

  /// Loads the texts of a language.
  public static func load(_ language: ReportLanguage) throws(TiankanError) -> ReportTexts {
    let path = "texts/\(language.rawValue).json"
    guard let file = resourceFile(path) else {
      throw TiankanError(
        .installation,
        "the file is missing; install tiankan together with its folder \(resourceBundleName)",
        subject: path)
    }
    do {
      return try JSONDecoder().decode(ReportTexts.self, from: Data(contentsOf: file))
    } catch {
      throw TiankanError(
        .installation, "the file cannot be read; install tiankan again", subject: file.path,
        cause: "\(error)")
    }
  }

  private static let resourceBundleName = "tiankan_Reporting.resources"

  /// The generated `Bundle.module` ends the program where the folder is missing; this says so instead. The package
  /// manager and `make install` both put the folder beside the executable.
  private static func resourceFile(_ path: String) -> URL? {
    let file = Bundle.main.bundleURL.appending(path: resourceBundleName).appending(path: path)
    return FileManager.default.fileExists(atPath: file.path) ? file : nil
  }
}
