import ArgumentParser
import Diagnostics
import Foundation

/// The root command: a table of the commands, and the one place where an outcome becomes an exit status.
@main
struct Tiankan: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tiankan",
    abstract: "田瞰: change detection that supervises land-consolidation projects.",
    discussion: """
      Reads satellite scenes (Sentinel-2, Landsat, HLS, Gaofen), finds what changed between them, and says how much \
      of it lies in which project or parcel. A finding is a clue (线索) that sends someone to look.

      Exit status: 0 done; 1 done, but some inputs were refused (each is listed); 2 wrong usage or configuration; \
      3 an input or output failed; 4 another run holds the lock; 70 a bug.
      """,
    version: ProgramVersion.current,
    subcommands: [
      ScanCommand.self, IngestCommand.self, IndexCommand.self, ZonalCommand.self,
      OverlayCommand.self, FragmentationCommand.self, DiffCommand.self, MonitorCommand.self,
      LedgerCommand.self, BatchCommand.self, SampleCommand.self, AssessCommand.self,
      CalibrateCommand.self,
      RulesCommand.self, RegisterCommand.self, AccountsCommand.self, ReportCommand.self,
      ExportCommand.self, ExplainCommand.self, RenderCommand.self,
    ] + service + [DoctorCommand.self])

  #if SERVICE
    private static let service: [any ParsableCommand.Type] = [ServeCommand.self]
  #else
    private static let service: [any ParsableCommand.Type] = []
  #endif

  static func main() {
    StandardStreams.prepare()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      Foundation.exit(status(for: error))
    }
  }

  /// Prints what the error has to say and returns the exit status.
  private static func status(for error: any Error) -> Int32 {
    switch error {
    case let status as ExitStatus: return status.rawValue
    case let failure as ReportedFailure:
      failure.console.say(failure.error)
      if failure.error.code == .interrupted { failure.console.signals.endBySignal() }
      return ExitStatus(failure.error.code).rawValue
    default:
      // Help and version are "errors" of the argument parser that succeed; all its others are wrong usage.
      let text = fullMessage(for: error)
      guard exitCode(for: error) == .success else {
        StandardStreams.log(text + "\n")
        return ExitStatus.usage.rawValue
      }
      do throws(TiankanError) {
        try StandardStreams.print(text)
      } catch {
        StandardStreams.log("error: \(error)\n")
        return ExitStatus(error.code).rawValue
      }
      return ExitStatus.done.rawValue
    }
  }
}

/// An error on its way to `main`, with the console it is printed on.
struct ReportedFailure: Error {
  var error: TiankanError
  var console: Console
}
