import ArgumentParser
import Diagnostics
import Foundation
import GeoIO
import Imagery
import LedgerStore
import Logging
import Monitoring
import Reporting
import Supervision

/// What the commands of batches have in common: the configuration, the desk with its folder, the clock.
struct BatchOffice {
  let configuration: Configuration
  let desk: BatchDesk

  init(_ source: ConfigurationOption) throws(TiankanError) {
    configuration = try source.load()
    guard let folder = configuration.publish.batches else {
      throw TiankanError(
        .usage, "the configuration names no folder for batches; add publish: {batches: FOLDER}",
        subject: configuration.file)
    }
    desk = BatchDesk(folder: folder)
  }

  /// Opens the ledger for writing and finishes what an attempt before left.
  func openForWriting(_ console: Console) throws(TiankanError) -> Ledger {
    let ledger = try Ledger(opening: configuration.ledger, access: .writing)
    for sentence in try desk.recover(ledger) { console.say(.notice, sentence) }
    return ledger
  }

  /// The time of an entry of the journal: UTC, ISO 8601.
  static func time(_ now: Date) -> String { now.formatted(.iso8601) }

  /// The day in China, where batches are dated: UTC+8 all year.
  static func day(_ now: Date) -> CalendarDate {
    CalendarDate(
      dayNumber: Int(((now.timeIntervalSince1970 + 8 * 3600) / 86_400).rounded(.down)))
  }

  /// The datum of photos as it is given on the command line.
  static func datum(_ text: String) throws(ValidationError) -> PositionDatum {
    guard let datum = PositionDatum(rawValue: text) else {
      throw ValidationError("--datum takes wgs84, cgcs2000 or gcj02")
    }
    return datum
  }

  /// A batch's number as it is given on the command line.
  static func number(_ text: String) throws(TiankanError) -> BatchNumber {
    guard let number = BatchNumber(text) else {
      throw TiankanError(
        .usage, "this is no number of a batch; it reads 350582-2026-001", subject: text)
    }
    return number
  }
}
