import ArgumentParser
import Diagnostics
import Imagery
import Supervision

/// `tiankan rules list`: the rule sets, or those that hold in a place on a day.
struct RulesListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the rule sets, or those that hold in a place on a day.")

  @OptionGroup var source: RuleFilesOption

  @Option(help: "The code of a county or township; only sets in force there (with --on).")
  var place: String?

  @Option(help: "The day that selects, such as that of the plan's approval: YYYY-MM-DD.")
  var on: String?

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var consoleOptions: ConsoleOptions

  func validate() throws {
    guard (place == nil) == (on == nil) else {
      throw ValidationError("--place and --on go together")
    }
    if let on, CalendarDate(on) == nil { throw ValidationError("--on takes a day: YYYY-MM-DD") }
  }

  func run() throws {
    try consoleOptions.run { _ throws(TiankanError) in
      let library = try RuleLibrary.load(files: source.files)
      let sets =
        if let place, let day = on.flatMap({ CalendarDate($0) }) {
          library.holding(in: place, on: day)
        } else { library.sets }
      if json {
        try StandardStreams.print(try JSONText.encode(sets.map { RuleSetSummary($0) }))
      } else {
        let lines = sets.map(RuleSetSummary.init).flatMap(\.lines)
        try StandardStreams.print(
          sets.isEmpty ? "规则 rule sets: 0" : lines.joined(separator: "\n"))
      }
      return []
    }
  }
}
