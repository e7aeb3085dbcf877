import ArgumentParser

/// `tiankan rules`: the rule sets of documents, as versioned data.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "List, show and test the rules of the documents that supervision rests on.",
    discussion: """
      Each rule has the document's wording, its reading, its number and unit, and examples on both sides of the edge. \
      A province adds a file of its own with --file; a file replaces a built-in set of its name.

      Examples:
        tiankan rules list --place 350582 --on 2025-07-01
        tiankan rules show fujian-consolidation-2025 visit-enclosed-hills
        tiankan rules test
        tiankan rules test fujian-consolidation-2025 visit-outside-boundary --value '6666.67 m2'
      """,
    subcommands: [RulesListCommand.self, RulesShowCommand.self, RulesTestCommand.self])
}

/// Which rule sets a command looks at.
struct RuleFilesOption: ParsableArguments {
  @Option(
    name: .customLong("file"),
    help: ArgumentHelp("A rule file besides the built-in ones; may be repeated.", valueName: "yaml")
  )
  var files: [String] = []
}
