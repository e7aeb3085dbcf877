import ArgumentParser
import Diagnostics
import Reporting
import Supervision

/// `tiankan accounts quota`: conditions and the split of quota.
struct AccountsQuotaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quota",
    abstract:
      "Conditions of consolidation projects, the split of new cropland, 6:2:2 of tidal flats.",
    discussion: """
      Where the text leaves something open, what was chosen is printed: to whom exactly 10 % belongs, which gap parts an area, \
      how far a share may differ. Nothing is money.

      Examples:
        tiankan accounts quota --config county.yaml
        tiankan accounts quota --register register.gpkg --rule-set jiangsu-intensive-2014 --ten-percent 6:4 --gap 10
      """)

  @OptionGroup var source: AccountsSource

  @Option(
    help: ArgumentHelp(
      "The rule set to look at (default: that in force where and when each plan was approved).",
      valueName: "name"))
  var ruleSet: String?

  @Option(help: ArgumentHelp("To whom exactly 10 % belongs: 8:2 or 6:4.", valueName: "split"))
  var tenPercent: String?

  @Option(help: "Gaps of up to so many metres do not part an area.")
  var gap = 0.0

  @Option(help: "Points of a hundred by which a share of tidal flats may differ.")
  var tolerance = "1"

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var consoleOptions: ConsoleOptions

  func validate() throws {
    guard gap >= 0, gap.isFinite else { throw ValidationError("--gap takes metres from 0") }
    guard let points = Ratio(tolerance), points.numerator >= 0 else {
      throw ValidationError("--tolerance takes points from 0")
    }
  }

  func run() throws {
    try consoleOptions.run { _ throws(TiankanError) in
      var choice = RegisterReporter.QuotaChoice()
      choice.ruleSet = ruleSet
      choice.tenPercent = tenPercent
      choice.gap = gap
      choice.tolerance = Ratio(tolerance) ?? choice.tolerance
      let document = try source.reporter().quotaDocument(choice)
      try StandardStreams.print(document, document.textLines, json: json)
      return []
    }
  }
}
