import ArgumentParser
import Diagnostics
import LedgerStore
import Monitoring
import Reporting
import Supervision

/// `tiankan batch show`: a batch with its clues, answers, and whether its snapshot is as it was issued.
struct BatchShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a batch, its answers, and whether its snapshot is as it was issued.",
    discussion: "Ends with status 1 where a file of the snapshot is missing or changed.")

  @Argument(help: "The number of the batch, such as 350582-2026-001.")
  var batch: String

  @OptionGroup var source: ConfigurationOption

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var consoleOptions: ConsoleOptions

  func run() throws {
    try consoleOptions.run { _ throws(TiankanError) in
      let office = try BatchOffice(source)
      let number = try BatchOffice.number(batch)
      let ledger = try Ledger(opening: office.configuration.ledger)
      let row = try ledger.batch(number)
      var summary = BatchSummary(
        row, closing: try ledger.closings().first { $0.batch == number },
        checks: try ledger.fieldChecks())
      let problems = try office.desk.problems(of: row)
      summary.problems = problems
      if json {
        try StandardStreams.print(try JSONText.encode(summary))
      } else {
        let precision = try ledger.fieldPrecision(county: number.county)
        let lines =
          summary.lines + summary.clueLines(try Vocabulary.builtIn()) + [
            Self.text(precision),
            "快照 snapshot: \(office.desk.folder(of: number)) "
              + (problems.isEmpty ? "完好 as issued" : "有变 changed"),
          ]
        try StandardStreams.print(lines.joined(separator: "\n"))
      }
      return problems.map { Refusal(subject: "\(number)", code: .corrupt, reason: $0) }
    }
  }

  /// What field checks of the county found so far.
  static func text(_ precision: FieldPrecision) -> String {
    guard let interval = precision.interval else { return "尚无实地核查 no field checks yet" }
    func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
    return
      "本县现场属实 found on site in this county: \(precision.present)/\(interval.count) = "
      + "\(percent(interval.share)) (95 %: \(percent(interval.lower))–\(percent(interval.upper))), "
      + "无法判定 undecided \(precision.undecided)"
  }
}
