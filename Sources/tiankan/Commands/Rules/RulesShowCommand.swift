import ArgumentParser
import Diagnostics
import Supervision

/// `tiankan rules show`: the rules of a set with their wording.
struct RulesShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a rule set, or one of its rules, with the document's wording.")

  @Argument(help: "The rule set.")
  var set: String

  @Argument(help: "The rule (default: all).")
  var rule: String?

  @OptionGroup var source: RuleFilesOption

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var consoleOptions: ConsoleOptions

  func run() throws {
    try consoleOptions.run { _ throws(TiankanError) in
      let found = try RuleLibrary.load(files: source.files).set(set)
      var rules = found.rules
      if let rule {
        guard let one = found[rule] else {
          throw TiankanError(
            .usage,
            "the set has no rule \(rule); it has \(rules.map(\.id).joined(separator: ", "))",
            subject: set)
        }
        rules = [one]
      }
      if json {
        try StandardStreams.print(
          try JSONText.encode(RuleSetDocument(found, rules: rules)))
        return []
      }
      var lines = RuleSetSummary(found).lines
      for rule in rules { lines += RuleSummary(rule).lines }
      if let process = found.process, self.rule == nil {
        lines.append("")
        lines.append(
          "程序 process: "
            + process.chain.compactMap { process.state($0)?.name.chinese }.joined(separator: " → "))
        for loop in process.loops {
          let from = loop.from.compactMap { process.state($0)?.name.chinese }
          lines.append(
            "  退回 back: \(from.joined(separator: "、")) → \(process.state(loop.to)?.name.chinese ?? loop.to)（\(loop.phrase)）"
          )
        }
      }
      try StandardStreams.print(lines.joined(separator: "\n"))
      return []
    }
  }
}
