import ArgumentParser
import Diagnostics
import LedgerStore
import Monitoring
import Supervision

/// Which register a command works with, and which rule sets.
struct RegisterOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The register: a .gpkg file or postgresql://… (default: that of the configuration).",
      valueName: "address"))
  var register: String?

  @Option(
    help: ArgumentHelp(
      "The configuration (default: $TIANKAN_CONFIG), where no register is given.", valueName: "file"
    ))
  var config: String?

  @Option(
    name: .customLong("rules"),
    help: ArgumentHelp("A rule file besides the built-in ones; may be repeated.", valueName: "yaml")
  )
  var ruleFiles: [String] = []

  /// The configuration, where one is named.
  func configuration() throws(TiankanError) -> Configuration? {
    guard let file = ConfigurationOption.file(stated: config) else { return nil }
    return try Configuration(reading: file)
  }

  /// The address of the register.
  ///
  /// - Throws: `.usage` where none is given.
  func address() throws(TiankanError) -> String {
    if let register { return register }
    guard let configuration = try configuration() else {
      throw TiankanError(
        .usage, "no register is given; give --register ADDRESS or --config FILE")
    }
    guard let register = configuration.register else {
      throw TiankanError(
        .usage, "the configuration names no register; add register: register.gpkg",
        subject: configuration.file)
    }
    return register
  }

  /// Reads the register.
  func read(revision: Int? = nil) throws(TiankanError) -> Register {
    try RegisterStore(opening: try address()).read(revision: revision)
  }

  /// The rule sets at hand.
  func library() throws(TiankanError) -> RuleLibrary { try RuleLibrary.load(files: ruleFiles) }
}
