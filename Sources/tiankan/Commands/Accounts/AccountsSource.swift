import ArgumentParser
import Diagnostics
import Foundation
import Imagery
import LandUnits
import LedgerStore
import Monitoring
import Reporting
import Supervision

/// What the commands of accounts read: the register, and a ledger where there is one.
struct AccountsSource: ParsableArguments {
  @OptionGroup var register: RegisterOption

  @Option(
    help: ArgumentHelp(
      "The ledger: a GeoPackage or postgresql://… (default: that of the configuration, where it exists).",
      valueName: "address"))
  var ledger: String?

  /// A reporter on the register.
  func reporter() throws(TiankanError) -> RegisterReporter {
    try RegisterReporter(
      try register.read(), library: try register.library(),
      program: "tiankan \(ProgramVersion.current)")
  }

  /// The address of the ledger; nil where there is none.
  func ledgerAddress() throws(TiankanError) -> String? {
    if let ledger { return ledger }
    guard let address = try register.configuration()?.ledger, try Ledger.exists(at: address) else {
      return nil
    }
    return address
  }
}

/// A day that is given on the command line.
enum DayArgument {
  /// The day, or today in China.
  static func day(_ text: String?) -> CalendarDate {
    text.flatMap { CalendarDate($0) } ?? BatchOffice.day(Date.now)
  }

  static func check(_ text: String?, _ option: String) throws {
    if let text, CalendarDate(text) == nil {
      throw ValidationError("\(option) takes a day: YYYY-MM-DD")
    }
  }
}
