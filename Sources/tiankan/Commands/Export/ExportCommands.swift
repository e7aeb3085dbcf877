import ArgumentParser
import Diagnostics
import Imagery
import LedgerStore
import Monitoring
import Reporting
import Supervision

/// `tiankan export patches`: clues as monitoring patches.
struct ExportPatchesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "patches",
    abstract: "Confirmed clues as monitoring patches (监测图斑) with TBLX codes.",
    discussion: "Which finding gets which TBLX is data; --types gives a file of your own.")

  @OptionGroup var source: AccountsSource
  @OptionGroup var output: ExportOutput

  @Option(help: "The county's code (default: all).")
  var county: String?

  @Option(help: ArgumentHelp("A file of patch types.", valueName: "yaml"))
  var types: String?

  @Flag(help: "Take clues that are not confirmed yet as well.")
  var provisional = false

  @OptionGroup var consoleOptions: ConsoleOptions

  func run() throws {
    try consoleOptions.run { _ throws(TiankanError) in
      guard let address = try source.ledgerAddress() else {
        throw TiankanError(
          .usage, "patches are clues of the ledger; give --ledger ADDRESS or --config FILE")
      }
      let ledger = try Ledger(opening: address)
      let names = try source.register.configuration().map { file throws(TiankanError) in
        try AreaNames(file)
      }
      let read = if let types { try PatchTypes(reading: types) } else { try PatchTypes.builtIn() }
      let table = try PatchExport.table(
        ledger, county: county, takesProvisional: provisional, types: read,
        lines: names?.lines ?? [:], counties: names?.counties ?? [:])
      try output.write(table, name: "JCTB", crs: ledger.grid.crs)
      return names?.refusals ?? []
    }
  }
}

/// `tiankan export onemap`: what changed in the register.
struct ExportOneMapCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "onemap",
    abstract: "What changed in the register between two revisions, for 一张图, with stable ids.")

  @OptionGroup var register: RegisterOption
  @OptionGroup var output: ExportOutput

  @Option(help: "The earlier revision (0: everything is new).")
  var from = 0

  @Option(help: "The later revision (default: the last).")
  var to: Int?

  @OptionGroup var consoleOptions: ConsoleOptions

  func run() throws {
    try consoleOptions.run { _ throws(TiankanError) in
      let after = try register.read(revision: to)
      let table = OneMapExport.table(
        from: try register.read(revision: from), to: after,
        vocabulary: try RegisterVocabulary.builtIn())
      try output.write(table, name: "YZTBG", crs: after.crs)
      return []
    }
  }
}

/// `tiankan export survey`: candidates of the land-change survey.
struct ExportSurveyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "survey",
    abstract:
      "Candidates of the land-change survey (变更调查): plots with a new class, parcels with clues."
  )

  @OptionGroup var source: AccountsSource
  @OptionGroup var output: ExportOutput

  @Option(help: "The county's code (default: all).")
  var county: String?

  @OptionGroup var consoleOptions: ConsoleOptions

  func run() throws {
    try consoleOptions.run { _ throws(TiankanError) in
      let register = try source.register.read()
      let table: ExportTable
      if let address = try source.ledgerAddress() {
        table = try SurveyExport.table(register, try Ledger(opening: address), county: county)
      } else {
        table = SurveyExport.table(register, county: county)
      }
      try output.write(table, name: "BGDC", crs: register.crs)
      return []
    }
  }
}
