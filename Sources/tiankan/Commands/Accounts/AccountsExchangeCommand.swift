import ArgumentParser
import Diagnostics
import LedgerStore
import Monitoring
import Reporting

/// `tiankan accounts exchange`: exchanges of woods and cropland, water, paddy.
struct AccountsExchangeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exchange",
    abstract: "Slopes of 林耕置换 pairs, the balance of water (水域占补平衡), land made paddy (旱改水).",
    discussion: """
      Slopes are means over each plot, from the elevation model of the configuration (layers: dem). Water is counted by the \
      classes of the plots. Paddy is land on which the ledger shows flooding before a crop.

      Example:
        tiankan accounts exchange --config county.yaml
      """)

  @OptionGroup var source: AccountsSource

  @Option(
    help: ArgumentHelp(
      "The elevation model in metres (default: that of the configuration).", valueName: "raster"))
  var dem: String?

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var consoleOptions: ConsoleOptions

  func run() throws {
    try consoleOptions.run { _ throws(TiankanError) in
      let reporter = try source.reporter()
      var slopes: [String: Double] = [:]
      if reporter.hasExchanges {
        var model = dem
        if model == nil { model = try source.register.configuration()?.layers[.dem]?.source }
        guard let model else {
          throw TiankanError(
            .usage,
            "the slopes of 林耕置换 pairs need an elevation model; give --dem FILE or the layer dem")
        }
        slopes = try reporter.slopes(ElevationModel(opening: model))
      }
      let document: ExchangeDocument
      if let address = try source.ledgerAddress() {
        document = try reporter.exchangeDocument(
          slopes: slopes, seenBy: try Ledger(opening: address))
      } else {
        document = reporter.exchangeDocument(slopes: slopes)
      }
      try StandardStreams.print(document, document.textLines, json: json)
      return []
    }
  }
}
