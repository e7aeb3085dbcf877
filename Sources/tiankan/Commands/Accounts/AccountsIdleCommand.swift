import ArgumentParser
import Diagnostics
import LedgerStore
import Reporting

/// `tiankan accounts idle`: idle construction land.
struct AccountsIdleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "idle",
    abstract: "Idle land: 批而未供, 供而未用, 用而未尽; and 批、供、用、补、查、登 per project.",
    discussion: """
      Plots of the roles approved and supplied with their days (approved_on, supplied_on, agreed_start) are held against the \
      construction that the ledger shows and against how far the scenes saw them. Investment is not seen by images.

      Example:
        tiankan accounts idle --config county.yaml --on 2025-09-30
      """)

  @OptionGroup var source: AccountsSource
  @OptionGroup var images: AccountsImages

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var consoleOptions: ConsoleOptions

  func validate() throws { try DayArgument.check(images.on, "--on") }

  func run() throws {
    try consoleOptions.run { _ throws(TiankanError) in
      guard let address = try source.ledgerAddress() else {
        throw TiankanError(
          .usage,
          "construction is told by the ledger; give --ledger ADDRESS or a configuration with one")
      }
      let opened = try images.open(source)
      let document = try source.reporter().idleLandDocument(
        scenes: opened.scenes, until: images.day, seenBy: try Ledger(opening: address))
      try StandardStreams.print(document, document.textLines, json: json)
      return opened.refusals
    }
  }
}
