import ArgumentParser
import Diagnostics
import LedgerStore
import Reporting

/// `tiankan accounts land`: the accounts by year, with days on which a balance falls short.
struct AccountsLandCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "land",
    abstract: "Accounts by unit, county and in all, by year; days on which the balance falls short."
  )

  @OptionGroup var source: AccountsSource

  @Option(help: "The day up to which images are looked at: YYYY-MM-DD (default: today).")
  var on: String?

  @Flag(help: "Print JSON, with every movement.")
  var json = false

  @OptionGroup var consoleOptions: ConsoleOptions

  func validate() throws { try DayArgument.check(on, "--on") }

  func run() throws {
    try consoleOptions.run { _ throws(TiankanError) in
      let document = try source.document(on: on)
      try StandardStreams.print(document, document.accountLines, json: json)
      return []
    }
  }
}

/// `tiankan accounts care`: aftercare of new cropland.
struct AccountsCareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "care",
    abstract: "Aftercare (后期管护): 达到, 未达到 or 无法判定, with the crop years it rests on.")

  @OptionGroup var source: AccountsSource

  @Option(help: "The day that is looked at: YYYY-MM-DD (default: today).")
  var on: String?

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var consoleOptions: ConsoleOptions

  func validate() throws { try DayArgument.check(on, "--on") }

  func run() throws {
    try consoleOptions.run { _ throws(TiankanError) in
      guard try source.ledgerAddress() != nil else {
        throw TiankanError(
          .usage,
          "aftercare is told by images; give --ledger ADDRESS or a configuration with a ledger")
      }
      let care = try source.document(on: on).care
      let lines = care.map { entry in
        let seasons = entry.seasons.sorted { $0.key < $1.key }
          .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        return
          "\(entry.project)/\(entry.plot)  \(entry.from) – \(entry.to ?? "?")  \(entry.outcome.zh) \(entry.outcome.en)  [\(seasons)]"
      }
      try StandardStreams.print(
        care, ["后期管护 aftercare: \(care.count)"] + lines, json: json)
      return []
    }
  }
}

extension AccountsSource {
  /// The accounts, with what the ledger shows where there is one.
  func document(on day: String?) throws(TiankanError) -> AccountsDocument {
    let reporter = try reporter()
    guard let address = try ledgerAddress() else { return reporter.accountsDocument() }
    return try reporter.accountsDocument(
      seenBy: try Ledger(opening: address), on: DayArgument.day(day))
  }
}
