import ArgumentParser
import Diagnostics
import Foundation
import Imagery
import Monitoring
import Reporting

/// `tiankan monitor`: the nightly run.
struct MonitorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "monitor",
    abstract: "Watch the land units of a configuration over all scenes; write the ledger.",
    discussion: """
      Reads the scenes, boundaries, approvals and rules of the configuration and leaves a ledger of clues (线索) with \
      their evidence: new construction (疑似新增建设), abandoned farmland (疑似撂荒), other use than grain (疑似非粮化) and \
      mines behind their plan (修复进度滞后). The ledger changes in one commit, or not at all. \
      Only scenes that are new are read; the summary says where more had to be. Then the alerts of the run and \
      metrics are written, where the configuration says so (publish: alerts, metrics).

      Examples:
        tiankan monitor --config county.yaml
        tiankan monitor --config county.yaml --until 2025-06-30
        TIANKAN_CONFIG=county.yaml tiankan monitor --tile 50RMU --json
      """)

  @OptionGroup var source: ConfigurationOption

  @Option(help: "The last day to look at: YYYY-MM-DD; later scenes are left alone.")
  var until: String?

  @Option(help: "Compute one tile; the others keep the state of their last run.")
  var tile: String?

  @Flag(
    help:
      "Compute everything from the archive, whatever the state says; the result is the same."
  )
  var rebuild = false

  @Flag(
    help:
      "Go on although a layer has lost more than half of its units since the last run: clues of what is gone are withdrawn."
  )
  var acceptLayerChange = false

  @Flag(help: "Print the summary as JSON.")
  var json = false

  @Option(
    help: ArgumentHelp("Write the summary as JSON to a file as well.", valueName: "file"))
  var jsonFile: String?

  @OptionGroup var consoleOptions: ConsoleOptions

  func validate() throws {
    if let until, CalendarDate(until) == nil {
      throw ValidationError("--until takes a day: YYYY-MM-DD")
    }
    if rebuild, tile != nil {
      throw ValidationError("--rebuild concerns all tiles; leave --tile out")
    }
  }

  func run() throws {
    try consoleOptions.run { console throws(TiankanError) in
      let configuration = try source.load()
      let context = consoleOptions.makeContext(
        console, threads: configuration.limits.threads)
      let request = MonitorRequest(
        configuration: configuration, rules: try MonitorRules(configuration),
        until: until.flatMap { CalendarDate($0) }, tile: tile,
        rebuild: rebuild, acceptsLayerChange: acceptLayerChange,
        programVersion: ProgramVersion.current, now: Self.now)
      let attempt = MonitorAttempt(configuration: configuration, started: Date.now)
      let report: MonitorReport
      do throws(TiankanError) {
        report = try MonitorJob(request, in: context).run()
      } catch {
        attempt.fail(error, console)
        throw error
      }
      try attempt.finish(report)
      if let jsonFile { try ReportFile.write(try report.json() + "\n", to: jsonFile) }
      try StandardStreams.print(
        json ? try report.json() : try report.text(ledger: configuration.ledger))
      return report.refusals
    }
  }

  private static let now: @Sendable () -> String = { Date().formatted(.iso8601) }
}
