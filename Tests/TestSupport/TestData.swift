public import Foundation

/// Where the real imagery for tests is: `TIANKAN_DATA`, by default the folder `shared/data` beside the checkout.
public enum TestData {
  /// The folder, whether or not it exists.
  public static var folder: URL {
    if let path = ProcessInfo.processInfo.environment["TIANKAN_DATA"] {
      return URL(filePath: path, directoryHint: .isDirectory)
    }
    return packageRoot.deletingLastPathComponent().appending(path: "shared/data")
  }

  /// The root of this package.
  public static var packageRoot: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
  }

  /// Whether the folder exists. With `TIANKAN_REQUIRE_DATA=1` a missing folder is an error instead of a skipped test.
  public static var isAvailable: Bool {
    let exists = FileManager.default.fileExists(atPath: folder.path)
    if !exists, ProcessInfo.processInfo.environment["TIANKAN_REQUIRE_DATA"] == "1" {
      fatalError("TIANKAN_REQUIRE_DATA=1, but \(folder.path) does not exist")
    }
    return exists
  }

  /// The path of a file in the folder.
  public static func path(_ relative: String) -> String { folder.appending(path: relative).path }
}
