import ArgumentParser
import Diagnostics
import Dispatch
import Foundation
import InspectionService
import Logging
import Monitoring
import Synchronization

/// `tiankan serve start`: listens until it is told to end.
struct ServeStartCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "start",
    abstract:
      "Listen and answer until told to end (SIGTERM, Ctrl-C); what is being answered then is answered."
  )

  @OptionGroup var source: ConfigurationOption

  @Option(
    help: ArgumentHelp(
      "How the service is run (default: service.yaml beside the configuration).",
      valueName: "file"))
  var service: String?

  @Option(
    help: ArgumentHelp(
      "Address and port, before those of the file; port 0 takes a free one.",
      valueName: "address:port"))
  var listen: String?

  @OptionGroup var consoleOptions: ConsoleOptions

  func run() throws {
    try consoleOptions.run { console throws(TiankanError) in
      let area = try source.load()
      var settings = try Self.settings(service, beside: area.file)
      if let listen { try settings.listen(on: listen) }
      var logger = console.logger("serve")
      logger.logLevel = .info
      let server = try InspectionServer(
        area: area, configuration: settings, version: ProgramVersion.current, logger: logger)
      let host = settings.host.contains(":") ? "[\(settings.host)]" : settings.host
      let scheme = settings.tls == nil ? "http" : "https"
      try Self.wait { () async throws(TiankanError) in
        try await server.run { port in
          try? StandardStreams.print("\(scheme)://\(host):\(port)/")
        }
      }
      return []
    }
  }

  private static func settings(
    _ stated: String?, beside area: String
  ) throws(TiankanError) -> ServiceConfiguration {
    if let stated { return try ServiceConfiguration(reading: stated) }
    let parent = (area as NSString).deletingLastPathComponent
    let folder = parent.isEmpty ? "." : parent
    let usual = "\(folder)/service.yaml"
    return FileManager.default.fileExists(atPath: usual)
      ? try ServiceConfiguration(reading: usual) : ServiceConfiguration(folder: folder)
  }

  /// What another thread hands over.
  private final class Outcome: Sendable {
    let error = Mutex<TiankanError?>(nil)
  }

  /// Waits on the main thread for what runs on others.
  private static func wait(
    _ body: @escaping @Sendable () async throws(TiankanError) -> Void
  ) throws(TiankanError) {
    let outcome = Outcome()
    let done = DispatchSemaphore(value: 0)
    Task {
      do throws(TiankanError) {
        try await body()
      } catch {
        outcome.error.withLock { $0 = error }
      }
      done.signal()
    }
    done.wait()
    if let error = outcome.error.withLock({ $0 }) { throw error }
  }
}
