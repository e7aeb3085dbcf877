import ArgumentParser
import Diagnostics
import Monitoring

/// What every command takes: how it talks and how many threads it uses.
struct ConsoleOptions: ParsableArguments {
  enum LogStyle: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @Flag(name: .shortAndLong, help: "Print nothing but errors, refusals and results.")
  var quiet = false

  @Option(
    help: "How progress and notices are printed (default: text on a terminal, else JSON lines).")
  var log: LogStyle?

  @Option(help: "Number of worker threads (default: all processors). Results do not depend on it.")
  var threads: Int?

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads takes a number from 1 to 1024")
    }
  }

  /// The console these options ask for.
  func makeConsole() -> Console {
    Console(style: log.map { $0 == .json ? .json : .text }, isQuiet: quiet)
  }

  /// The surroundings of a job.
  ///
  /// - Parameter standard: The number of threads where the command line names none.
  func makeContext(_ console: Console, threads standard: Int? = nil) -> JobContext {
    JobContext(
      pool: WorkerPool(threads: threads ?? standard, interruption: console.signals.interruption),
      logger: console.logger("tiankan"), report: { console.show($0) })
  }

  /// Runs a command's work and gives every error the way to `main` that prints it.
  func run(
    _ work: (Console) throws(TiankanError) -> [Refusal]
  ) throws {
    let console = makeConsole()
    let refusals: [Refusal]
    do throws(TiankanError) {
      refusals = try work(console)
    } catch {
      throw ReportedFailure(error: error, console: console)
    }
    guard !refusals.isEmpty else { return }
    console.say(refusals)
    throw ExitStatus.doneWithRefusals
  }
}
