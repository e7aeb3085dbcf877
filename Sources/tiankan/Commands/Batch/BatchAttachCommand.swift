import ArgumentParser
import Diagnostics
import Foundation
import Imagery
import LedgerStore
import Monitoring
import Reporting
import Supervision

/// `tiankan batch attach`: a drone's orthophoto of a clue.
struct BatchAttachCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attach",
    abstract:
      "Attach a drone's orthophoto (GeoTIFF) to a clue and the land units it is about (天空地).",
    discussion: """
      The journal keeps its name, SHA-256, CRS, resolution, how much of the clue it shows and the day of the flight. Neither the \
      state of detection nor that of handling changes.

      Example:
        tiankan batch attach 3505822024JS00017 ortho.tif --config county.yaml --flown 2026-03-02 --person 李四
      """)

  @Argument(help: "The clue, by public number or key.")
  var clue: String

  @Argument(help: "The orthophoto.")
  var file: String

  @OptionGroup var source: ConfigurationOption

  @Option(help: "The day of the flight: YYYY-MM-DD.")
  var flown: String

  @Option(help: "Who attaches it.")
  var person: String

  @OptionGroup var consoleOptions: ConsoleOptions

  func run() throws {
    try consoleOptions.run { console throws(TiankanError) in
      guard let day = CalendarDate(flown), day <= BatchOffice.day(Date.now) else {
        throw TiankanError(
          .usage, "the day of the flight is a day that has been: YYYY-MM-DD",
          subject: "--flown \(flown)")
      }
      let office = try BatchOffice(source)
      let ledger = try office.openForWriting(console)
      let row = try ledger.clue(clue)
      let text = try FieldOrthophoto.attachment(
        file, of: row.clue, in: ledger.grid.crs, flown: day)
      try ledger.record(
        Verdict(
          clue: row.clue.key, time: BatchOffice.time(Date.now), person: person, role: "drone",
          handlingState: row.handlingState, remark: "", attachments: [text]))
      try StandardStreams.print(
        "已挂接 attached to \(row.publicNumber ?? "\(row.clue.key)"): \(text)")
      return []
    }
  }
}
