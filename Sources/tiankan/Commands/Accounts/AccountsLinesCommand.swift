import ArgumentParser
import Diagnostics
import Monitoring
import Reporting

/// `tiankan accounts lines`: the three lines of the register's units.
struct AccountsLinesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lines",
    abstract:
      "The three measured balances, the papers, the gate of adjustment (实地踏勘), the 5 %, the red line.",
    discussion: """
      The layers of the three lines are those of the configuration (layers: control_lines). Farmland within the growth \
      boundary lies in a hole of it: 围合范围 is its outer rings with the holes filled.
      """)

  @OptionGroup var source: AccountsSource

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var consoleOptions: ConsoleOptions

  func run() throws {
    try consoleOptions.run { _ throws(TiankanError) in
      guard let configuration = try source.register.configuration() else {
        throw TiankanError(
          .usage, "the three lines are layers of the configuration; give --config FILE")
      }
      let lines = try ControlLines(configuration)
      let document = try source.reporter().linesDocument(lines.units, version: lines.version)
      try StandardStreams.print(document, document.textLines, json: json)
      return lines.refusals
    }
  }
}
