import Foundation

/// Runs the independent tools that make test files and reference numbers: GDAL's programs and its Python bindings.
enum RasterTool {
  /// What a tool printed and how it ended.
  struct Outcome {
    var status: Int32
    var output: String
  }

  /// Runs a program and waits for it.
  @discardableResult
  static func run(_ program: String, _ arguments: [String]) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: String(decoding: data, as: UTF8.self))
  }

  /// Runs a Python script with GDAL's bindings and numpy, those of the system's interpreter.
  @discardableResult
  static func python(_ script: String, _ arguments: [String] = []) throws -> String {
    let outcome = try run("/usr/bin/python3", ["-W", "ignore", "-c", script] + arguments)
    guard outcome.status == 0 else { throw ToolFailure(output: outcome.output) }
    return outcome.output
  }

  /// A tool that did not do its work, with its words.
  struct ToolFailure: Error {
    var output: String
  }
}

/// A folder of its own for one test; removed when the test is over.
final class RasterFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory
      .appending(path: "tiankan-raster-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// The path of a file in the folder.
  func path(_ name: String) -> String { url.appending(path: name).path }

  /// The names in the folder, sorted, hidden ones included.
  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted()
  }
}
