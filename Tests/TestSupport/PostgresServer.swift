import Foundation
import Glibc

/// A PostgreSQL server with PostGIS for one test: a private cluster in a temporary folder, on a free port of the
/// loopback interface, removed with the value.
public final class PostgresServer: Sendable {
  /// Why no server can be started here; `nil` where one can.
  public static let obstacle: String? = {
    guard let programs else { return "PostgreSQL's server programs are not installed" }
    let share = URL(filePath: programs).deletingLastPathComponent().lastPathComponent
    guard
      FileManager.default.fileExists(
        atPath: "/usr/share/postgresql/\(share)/extension/postgis.control")
    else { return "PostGIS is not installed" }
    let hasAccount = unsafe getpwnam(account) != nil
    guard getuid() != 0 || hasAccount else {
      return "PostgreSQL refuses to run as root, and there is no user \(account)"
    }
    return nil
  }()

  /// The user that owns the cluster and the database.
  public static let user = "tiankan"
  /// The user's password.
  public static let password = "field-test"

  private static let account = "postgres"

  private let folder: TemporaryFolder
  private let port: Int
  private let process: Process

  /// The connection string of the database, with its password.
  public var address: String {
    "postgresql://\(Self.user):\(Self.password)@127.0.0.1:\(port)/postgres"
  }

  /// Starts the server and loads PostGIS.
  public init() throws {
    folder = try TemporaryFolder()
    port = try Self.freePort()
    if getuid() == 0 {
      try Self.check(Program.run("/bin/chown", [Self.account, folder.url.path]))
    }
    let password = folder.path("password")
    try Self.password.write(toFile: password, atomically: true, encoding: .utf8)
    try Self.check(Program.run("/bin/chmod", ["644", password]))
    let initialise = Self.command(
      "initdb",
      [
        "-D", folder.path("data"), "-U", Self.user, "--pwfile", password, "-A",
        "scram-sha-256", "-E", "UTF8", "--no-locale", "--no-sync",
      ])
    try Self.check(
      Program.run(initialise[0], Array(initialise.dropFirst()), in: folder.url))
    // In the foreground: a server that `pg_ctl` sends into the background keeps open what Foundation waits on.
    let command = Self.command(
      "postgres",
      [
        "-D", folder.path("data"), "-p", "\(port)", "-k", folder.url.path, "-c",
        "listen_addresses=127.0.0.1", "-c", "fsync=off",
      ])
    process = Process()
    process.executableURL = URL(filePath: command[0])
    process.arguments = Array(command.dropFirst())
    process.currentDirectoryURL = folder.url
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    try waitUntilReady()
    try sql("CREATE EXTENSION postgis")
  }

  deinit {
    // Fast shutdown: open connections are ended.
    process.interrupt()
    process.waitUntilExit()
  }

  private func waitUntilReady() throws {
    for _ in 0..<300 where process.isRunning {
      if (try? sql("SELECT 1")) != nil { return }
      Thread.sleep(forTimeInterval: 0.2)
    }
    process.interrupt()
    throw Failure(text: "the server did not start within a minute")
  }

  /// Runs SQL in the database.
  public func sql(_ text: String) throws {
    guard let programs = Self.programs else { return }
    try Self.check(
      Program.run("\(programs)/psql", ["-q", "-v", "ON_ERROR_STOP=1", "-d", address, "-c", text]))
  }

  /// The folder of the newest installed server programs.
  private static let programs: String? = {
    let root = "/usr/lib/postgresql"
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
    return versions.sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }.map { "\(root)/\($0)/bin" }
      .first { FileManager.default.isExecutableFile(atPath: "\($0)/initdb") }
  }()

  /// A server program with its arguments, run as a user that it accepts.
  private static func command(_ name: String, _ arguments: [String]) -> [String] {
    let command = ["\(programs ?? "")/\(name)"] + arguments
    guard getuid() == 0 else { return command }
    return ["/usr/bin/setpriv", "--reuid", account, "--regid", account, "--clear-groups"] + command
  }

  private static func check(_ outcome: Program.Outcome) throws {
    guard outcome.status == 0 else {
      throw Failure(text: "\(outcome.notices)\(outcome.output)")
    }
  }

  /// A command that failed, with its words.
  private struct Failure: Error, CustomStringConvertible {
    let text: String
    var description: String { text }
  }

  /// A port that is free now; the kernel does not give it out again soon.
  private static func freePort() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = unsafe inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    // SAFETY: `sockaddr_in` begins like `sockaddr`, and `length` is its size.
    let bound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        unsafe bind(descriptor, generic, length) == 0
          && getsockname(descriptor, generic, &length) == 0
      }
    }
    guard bound else { throw Failure(text: "no free port on the loopback interface") }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}
