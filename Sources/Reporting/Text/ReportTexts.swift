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
  ///
  /// They are looked for where the sensor profiles are: `$TIANKAN_RESOURCES/texts` where the variable is set, else
  /// `../share/tiankan/texts` from the executable, or the resource bundle that the package manager puts beside it.
  public static func load(
    _ language: ReportLanguage,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(TiankanError) -> ReportTexts {
    let name = "\(language.rawValue).json"
    let folders = folders(environment: environment)
    let files = folders.map { $0.appending(path: name) }
    guard let file = files.first(where: { FileManager.default.fileExists(atPath: $0.path) }) else {
      throw TiankanError(
        .installation,
        "the report texts were not found; set TIANKAN_RESOURCES to the folder that holds texts/, or "
          + "install them to ../share/tiankan/texts from the program",
        subject: name, cause: "looked in \(folders.map(\.path).joined(separator: ", "))")
    }
    do {
      return try JSONDecoder().decode(ReportTexts.self, from: Data(contentsOf: file))
    } catch {
      throw TiankanError(
        .installation, "the file cannot be read; install tiankan again", subject: file.path,
        cause: "\(error)")
    }
  }

  // The generated `Bundle.module` ends the program where its folder is missing; these say so instead.
  private static func folders(environment: [String: String]) -> [URL] {
    if let root = environment["TIANKAN_RESOURCES"], !root.isEmpty {
      return [URL(filePath: root).appending(path: "texts")]
    }
    guard let executable = Bundle.main.executableURL?.resolvingSymlinksInPath() else { return [] }
    let folder = executable.deletingLastPathComponent()
    return [
      folder.deletingLastPathComponent().appending(path: "share/tiankan/texts"),
      folder.appending(path: "tiankan_Reporting.resources/texts"),
    ]
  }
}
