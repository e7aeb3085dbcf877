public import Foundation

/// Runs programs as a user would: the real `tiankan` binary, and tools that serve as independent references.
public enum Program {
  /// What a program left behind.
  public struct Outcome: Sendable {
    /// The exit status.
    public var status: Int32
    /// What it printed as its result.
    public var output: String
    /// What it said besides.
    public var notices: String
  }

  /// The program under test: what `TIANKAN_TEST_PROGRAM` names (`scripts/test` gives the release program), else the binary
  /// beside the test bundle.
  public static var tiankan: URL {
    if let named = ProcessInfo.processInfo.environment["TIANKAN_TEST_PROGRAM"], !named.isEmpty {
      return URL(filePath: named)
    }
    // The test bundle and the products of a build lie in one folder.
    return Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
      .map { $0.bundleURL.deletingLastPathComponent().appending(path: "tiankan") }
      ?? URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "tiankan")
  }

  /// Runs the `tiankan` binary.
  public static func tiankan(
    _ arguments: [String], in folder: URL? = nil, environment: [String: String] = [:]
  ) throws -> Outcome {
    try run(tiankan.path, arguments, in: folder, environment: environment)
  }

  /// Runs a program to its end and collects what it prints.
  public static func run(
    _ program: String, _ arguments: [String], in folder: URL? = nil,
    environment: [String: String] = [:]
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    // Files instead of pipes: a program that prints more than a pipe holds must not wait for us.
    let scratch = try TemporaryFolder()
    let output = scratch.url.appending(path: "output")
    let notices = scratch.url.appending(path: "notices")
    for file in [output, notices] { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: notices)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      notices: String(decoding: try Data(contentsOf: notices), as: UTF8.self))
  }

  /// The system's Python, which has GDAL's bindings and NumPy: an implementation independent of ours.
  public static let python = "/usr/bin/python3"

  /// Whether the system's Python can serve as reference.
  public static let hasPython: Bool = {
    let probe = try? run(python, ["-c", "import osgeo.gdal, numpy"])
    return probe?.status == 0
  }()
}
