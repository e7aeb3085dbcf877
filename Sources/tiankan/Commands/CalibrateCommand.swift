import ArgumentParser
import Diagnostics
import Imagery
import Monitoring

/// `tiankan calibrate`: settings chosen by labels.
struct CalibrateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate",
    abstract: "Score a grid of settings against labelled units; write the best as a rule file.",
    discussion: """
      The grid is a rule file with lists in place of constants; every combination is a run of monitor over the whole archive into a \
      ledger of its own, and the area's own ledger stays as it is. Labelled units are polygons, or points of a .csv or .xlsx with \
      longitude and latitude; each says 1 (变化) where the change is there and 0 (未变化) where it is not, and in which region it lies. \
      The setting for each region is chosen on the others and scored on that region: this score, of the regions left out, \
      is the one to tell. At least two regions are needed, with five units of either label in each.
      Where 200 clues or more lie in labelled units, their evidence is held against what was found (a reliability diagram, \
      on regions left out); with fewer, clues stay without a probability (未校准).

      Examples:
        tiankan calibrate --config county.yaml --samples labels.gpkg --region XZQDM --kind abandonment --grid grid.yaml --out county-2026.yaml
        tiankan calibrate --config county.yaml --samples points.csv --label found --region township --kind construction --grid grid.yaml --out rules.yaml --json
      """)

  @OptionGroup var source: ConfigurationOption

  @Option(
    help: ArgumentHelp(
      "The labelled units: a layer of polygons, or a table of points.", valueName: "file[#layer]"))
  var samples: String

  @Option(
    help: ArgumentHelp("The column of the label (default: reference).", valueName: "column"))
  var label = "reference"

  @Option(help: ArgumentHelp("The column of the region.", valueName: "column"))
  var region: String

  @Option(help: "The kind of clue that the labels are about.")
  var kind: MonitoredKind

  @Option(
    help: ArgumentHelp("The detection states that count as found.", valueName: "state,…"))
  var states = DetectionStates.sure

  @Option(help: ArgumentHelp("The grid of settings.", valueName: "file"))
  var grid: String

  @Option(help: "The rule file to write.")
  var out: String

  @Option(help: "The name of the rule set (default: calibrated).")
  var name = "calibrated"

  @Option(help: "The last day to look at: YYYY-MM-DD; later scenes are left alone.")
  var until: String?

  @Flag(help: "Print the table as JSON.")
  var json = false

  @OptionGroup var consoleOptions: ConsoleOptions

  func validate() throws {
    if let until, CalendarDate(until) == nil {
      throw ValidationError("--until takes a day: YYYY-MM-DD")
    }
    if !out.hasSuffix(".yaml") { throw ValidationError("--out takes a file that ends in .yaml") }
  }

  func run() throws {
    try consoleOptions.run { console throws(TiankanError) in
      let configuration = try source.load()
      try OutputConflict.check(
        outputs: [out], inputs: [grid, samples] + (source.file.map { [$0] } ?? []))
      let request = CalibrateRequest(
        configuration: configuration, samples: samples, labelColumn: label, regionColumn: region,
        kind: kind.kind, states: states.states, grid: grid, name: name, output: out,
        until: until.flatMap { CalendarDate($0) }, programVersion: ProgramVersion.current)
      let report = try CalibrateJob(
        request,
        in: consoleOptions.makeContext(console, threads: configuration.limits.threads)
      ).run()
      try StandardStreams.print(json ? try JSONText.encode(report) : report.text)
      return []
    }
  }
}
