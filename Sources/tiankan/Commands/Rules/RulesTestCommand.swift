import ArgumentParser
import Diagnostics
import Supervision

/// `tiankan rules test`: the examples of rule sets, or a value against a rule.
struct RulesTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run the examples of rule sets, or hold a value against a rule.",
    discussion: """
      Without --value the examples on both sides of every edge are run; a rule without both cannot be read in the first \
      place. Values: '10.01 亩', '6666.67 m2', '5 亩 of 100 亩', '2025-07-01..2028-07-01', 58.
      """)

  @Argument(help: "The rule set (default: all).")
  var set: String?

  @Argument(help: "The rule, with --value.")
  var rule: String?

  @Option(help: "A value to hold against the rule.")
  var value: String?

  @OptionGroup var source: RuleFilesOption

  @OptionGroup var consoleOptions: ConsoleOptions

  func validate() throws {
    guard (rule == nil) == (value == nil) else {
      throw ValidationError("a rule and --value go together")
    }
  }

  func run() throws {
    try consoleOptions.run { _ throws(TiankanError) in
      let library = try RuleLibrary.load(files: source.files)
      if let set, let rule, let value {
        try hold(value, against: rule, of: try library.set(set))
        return []
      }
      let sets = if let set { [try library.set(set)] } else { library.sets }
      var examples = 0
      var failures: [String] = []
      for set in sets {
        for rule in set.rules {
          examples += rule.examples.count
          failures += rule.failedExamples().map { "\(set.name)/\(rule.id): \($0)" }
        }
      }
      let rules = sets.reduce(0) { $0 + $1.rules.count }
      guard failures.isEmpty else {
        throw TiankanError(
          .malformed, "examples of rules do not come out: \(failures.joined(separator: "; "))",
          subject: set ?? "rules")
      }
      try StandardStreams.print(
        "规则 rule sets: \(sets.count), rules: \(rules), examples: \(examples), all as stated")
      return []
    }
  }

  private func hold(
    _ text: String, against id: String, of set: RuleSet
  ) throws(TiankanError) {
    guard let rule = set[id] else {
      throw TiankanError(.usage, "the set has no rule \(id)", subject: set.name)
    }
    guard let value = RuleValue(text) else {
      throw TiankanError(
        .usage, "“\(text)” is no value; write '10 亩', '6666.67 m2', '5 亩 of 100 亩' or a number",
        subject: "--value")
    }
    if case .share(let part, let whole) = value, !rule.tiers.isEmpty {
      let split = try QuotaSplit(part, of: whole, by: rule)
      try StandardStreams.print(
        """
        \(set.name)/\(rule.id): \(value)
        tier \(split.tier) (ten_percent: \(split.tenPercent)); 省 province \(split.province.muText) 亩, 县 county \(split.county.muText) 亩
        """)
      return
    }
    guard let test = rule.test, let holds = test.holds(value) else {
      throw TiankanError(
        .usage,
        "the rule cannot be held against \(value); it tests \(rule.test.map { "\($0)" } ?? rule.role.rawValue)",
        subject: id)
    }
    let edge = test.isAtEdge(value) ? " (临界 at the edge: prints as the threshold)" : ""
    try StandardStreams.print(
      """
      \(set.name)/\(rule.id) \(set.version): \(value) \(test): \(holds ? "成立 holds" : "不成立 does not hold")\(edge)
      \(set.source) \(rule.clause): \(rule.phrase)
      """)
  }
}
