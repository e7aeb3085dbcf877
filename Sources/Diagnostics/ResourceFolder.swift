public import Foundation

/// Where the data files that come with the program are: sensor profiles, vocabulary, report texts.
///
/// With `TIANKAN_RESOURCES` set only that folder counts. Else the places of an installation are tried in order: beside
/// the executable, `../share/tiankan` from it, and the resource bundle that the package manager puts beside it.
public enum ResourceFolder {
  /// The folder of a kind of resource.
  ///
  /// - Parameters:
  ///   - name: The folder's name, such as `sensors`.
  ///   - module: The module whose resource bundle holds it.
  ///   - file: A file that shows that the folder is the right one.
  ///   - environment: The environment; a parameter so that tests can set it.
  /// - Throws: `.installation` with the places that were tried.
  public static func find(
    _ name: String, of module: String, holding file: String,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(TiankanError) -> URL {
    let places = candidates(name, module, environment)
    let found = places.first {
      FileManager.default.fileExists(atPath: $0.appending(path: file).path)
    }
    if let found { return found }
    throw TiankanError(
      .installation,
      "the folder \(name) of the installation was not found; install again, or set TIANKAN_RESOURCES to the folder "
        + "that holds \(name)/", subject: file,
      cause: "looked in \(places.map(\.path).joined(separator: ", "))")
  }

  private static func candidates(
    _ name: String, _ module: String, _ environment: [String: String]
  ) -> [URL] {
    if let root = environment["TIANKAN_RESOURCES"], !root.isEmpty {
      return [URL(filePath: root).appending(path: name)]
    }
    guard let executable = Bundle.main.executableURL?.resolvingSymlinksInPath() else { return [] }
    let folder = executable.deletingLastPathComponent()
    return [
      folder.appending(path: name),
      folder.deletingLastPathComponent().appending(path: "share/tiankan/\(name)"),
      folder.appending(path: "tiankan_\(module).resources/\(name)"),
    ]
  }
}
