import Foundation
import TestSupport
import Testing

/// `tiankan serve` over a copy of the reference run, on a free port; ends with the value.
final class RunningService {
  static let password = "correct horse battery"
  /// A Python with pystac-client and schemathesis.
  static var clients: String? { ProcessInfo.processInfo.environment["TIANKAN_TEST_CLIENTS"] }

  let area: PublishedArea
  private(set) var base = ""
  private(set) var process = Process()

  /// Starts the service.
  ///
  /// - Parameter settings: Lines of `service.yaml` besides the version.
  init(_ settings: [String] = [], area: PublishedArea? = nil) throws {
    let area = try area ?? PublishedArea()
    self.area = area
    let lines =
      ["version: 1", "county_sees: all", "limits: {requests_per_minute: 100000}"]
      .filter { line in
        !settings.contains { $0.split(separator: ":")[0] == line.split(separator: ":")[0] }
      }
    try (lines + settings).joined(separator: "\n").write(
      toFile: area.path("service.yaml"), atomically: true, encoding: .utf8)
    for (name, role, counties) in [
      ("province", "administrator", ["--all-counties"]),
      ("county", "inspector", ["--county", area.county]),
      ("stranger", "inspector", ["--county", "999999"]),
    ] {
      try addUser(name, role, counties)
    }
    try start()
  }

  deinit { process.terminate() }

  private func addUser(_ name: String, _ role: String, _ counties: [String]) throws {
    let done = try Program.run(
      "/bin/sh",
      [
        "-c",
        "printf '%s\\n' \"$1\" | \"$2\" serve user add \"$3\" --role \"$4\" $5 --users \"$6\"",
        "sh",
        Self.password, Program.tiankan.path, name, role, counties.joined(separator: " "),
        area.path("users.yaml"),
      ])
    try #require(done.status == 0, "\(done.notices)")
  }

  /// A token of a user.
  func token(_ name: String) throws -> String {
    let done = try Program.tiankan(
      ["serve", "user", "token", name, "--label", "test", "--users", area.path("users.yaml")])
    try #require(done.status == 0, "\(done.notices)")
    return done.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Starts the program and waits until it says where it listens and can read the ledger.
  func start() throws {
    process = Process()
    process.executableURL = Program.tiankan
    process.arguments = [
      "serve", "--config", area.path("tiankan.yaml"), "--listen", "127.0.0.1:0", "--log", "json",
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    let log = area.path("serve.log")
    if !FileManager.default.fileExists(atPath: log) {
      _ = FileManager.default.createFile(atPath: log, contents: nil)
    }
    let handle = try FileHandle(forWritingTo: URL(filePath: log))
    try handle.seekToEnd()
    process.standardError = handle
    try process.run()
    var line = Data()
    while !line.contains(UInt8(ascii: "\n")) {
      let part = output.fileHandleForReading.availableData
      if part.isEmpty { break }
      line += part
    }
    base = String(decoding: line, as: UTF8.self).trimmingCharacters(in: ["/", "\n"])
    let said = try area.text("serve.log").suffix(2000)
    try #require(base.hasPrefix("http"), "\(said)")
    for _ in 0..<100 {
      if try curl("/readyz").status == 200 { return }
      usleep(100_000)
    }
    Issue.record("the service does not become ready")
  }

  /// Asks with curl, a client of its own.
  func curl(
    _ path: String, token: String? = nil, _ more: [String] = []
  ) throws -> (status: Int, text: String) {
    let header = token.map { ["-H", "Authorization: Bearer \($0)"] } ?? []
    let done = try Program.run(
      "/usr/bin/curl",
      ["-s", "-k", "--max-time", "30", "-w", "\n%{http_code}"] + header + more + [base + path])
    let lines = done.output.split(separator: "\n", omittingEmptySubsequences: false)
    return (
      Int(lines.last ?? "") ?? 0, lines.dropLast().joined(separator: "\n")
    )
  }

  /// Reads JSON.
  func object(_ path: String, token: String) throws -> [String: Any] {
    let (status, text) = try curl(path, token: token)
    try #require(status == 200, "\(path): \(status) \(text.prefix(500))")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }
}
