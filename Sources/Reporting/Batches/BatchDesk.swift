public import Diagnostics
import Foundation
import GeoIO
import Imagery
public import LedgerStore
public import Supervision

/// Issues batches: the frozen snapshot in a folder and the transaction of the ledger, which both happen or neither.
///
/// The snapshot is completed and flushed as `.NUMBER.new`; then the transaction names it with its checksum: this is the
/// issuing; then the folder gets its name. A crash before the transaction leaves a hidden folder that `recover` removes; one
/// after it a folder that `recover` renames. So the ledger is believed, as with the state of a run.
public struct BatchDesk {
  private let folder: String

  /// - Parameter folder: The folder of all snapshots; made where it is missing.
  public init(folder: String) { self.folder = folder }

  /// The folder of a batch.
  public func folder(of number: BatchNumber) -> String { "\(folder)/\(number)" }

  private func temporary(_ number: String) -> String { "\(folder)/.\(number).new" }

  /// Finishes what an attempt left that ended between transaction and rename, and removes what one before it left.
  ///
  /// - Precondition: `ledger` is open for writing, so nobody issues at the same time.
  /// - Returns: What was done, in sentences.
  public func recover(_ ledger: borrowing Ledger) throws(TiankanError) -> [String] {
    var done: [String] = []
    let issued = try ledger.batches()
    for batch in issued {
      let place = folder(of: batch.number)
      let left = temporary("\(batch.number)")
      guard !FileManager.default.fileExists(atPath: place),
        try Self.digest(of: left) == batch.snapshotHash
      else { continue }
      try DurableFolder.rename(left, to: place)
      done.append("\(batch.number): its snapshot was complete and got its name now")
    }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where name.hasPrefix(".") && name.hasSuffix(".new") {
      let number = String(name.dropFirst().dropLast(4))
      guard BatchNumber(number) != nil,
        !issued.contains(where: {
          "\($0.number)" == number && !FileManager.default.fileExists(atPath: folder(of: $0.number))
        })
      else { continue }
      try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
      done.append("\(number): an unfinished snapshot that was not issued is removed")
    }
    return done
  }

  /// Issues a batch.
  ///
  /// - Parameters:
  ///   - order: What was decided.
  ///   - ledger: The ledger, open for writing.
  ///   - reporter: Makes the evidence pages.
  ///   - language: The language of the pages.
  /// - Returns: The batch.
  /// - Throws: `.empty` without clues, `.usage` for a county's code that is none, errors of writing; nothing was issued then.
  public func issue(
    _ order: BatchOrder, from ledger: borrowing Ledger, reporter: LedgerReporter,
    language: ReportLanguage
  ) throws(TiankanError) -> BatchRow {
    guard BatchNumber.isCounty(order.county) else {
      throw TiankanError(
        .usage, "a batch needs the county's code of six digits", subject: order.county)
    }
    guard !order.lines.isEmpty else {
      throw TiankanError(
        .empty, "no clue waits for a batch; batch propose shows what waits",
        subject: order.county)
    }
    let year = Int("\(order.day)".prefix(4)) ?? 0
    let number = try ledger.nextBatchNumber(county: order.county, year: year)
    let numbers = try ledger.publicNumbers(of: order.lines.map(\.row), year: year)
    let earlier = try ledger.batches(county: order.county).count
    let isTrial = earlier < order.trialBatches
    let place = temporary("\(number)")
    try DurableFolder.make(place)
    var batch = BatchRow(
      number: number, issued: order.time, deadline: order.deadline, gridCell: order.cells,
      responsible: order.responsible,
      entries: zip(order.lines, numbers).map { line, number in
        BatchEntry(
          key: "\(line.row.clue.key)", number: number, priority: line.row.clue.priority.rawValue,
          cell: line.cell, responsible: line.responsible)
      }, snapshotHash: "", generation: try ledger.generation(), isTrial: isTrial,
      heldBack: order.heldBack)
    do throws(TiankanError) {
      let snapshot = BatchSnapshot(
        order: order, batch: batch,
        precision: try ledger.fieldPrecision(county: order.county), reporter: reporter,
        language: language)
      try snapshot.write(to: place, from: ledger)
      try AtomicFile.write(
        Data(try Checksum.list(of: place).utf8), to: "\(place)/\(Checksum.listName)")
      try DurableFolder.synchronise(everythingIn: place)
      batch.snapshotHash = try Self.digest(of: place) ?? ""
      try ledger.issue(batch)
    } catch {
      try? FileManager.default.removeItem(atPath: place)
      throw error
    }
    do throws(TiankanError) {
      try DurableFolder.rename(place, to: folder(of: number))
    } catch {
      throw TiankanError(
        error.code,
        "batch \(number) is issued, but its snapshot could not get its name; run any batch command again when this is repaired",
        subject: error.subject, cause: error.cause)
    }
    return batch
  }

  /// Compares a snapshot with what the ledger says of it.
  ///
  /// - Returns: What is wrong, in sentences; empty where every file is as it was issued.
  public func problems(of batch: BatchRow) throws(TiankanError) -> [String] {
    let place = folder(of: batch.number)
    guard FileManager.default.fileExists(atPath: place) else {
      return [
        try Self.digest(of: temporary("\(batch.number)")) == batch.snapshotHash
          ? "the snapshot has not got its name yet; the next batch command that writes gives it"
          : "the snapshot is not at \(place); restore it from a copy"
      ]
    }
    guard try Self.digest(of: place) == batch.snapshotHash else {
      return ["\(place)/\(Checksum.listName) is not the one that was issued"]
    }
    let list = FileManager.default.contents(atPath: "\(place)/\(Checksum.listName)") ?? Data()
    let stated = Set(String(decoding: list, as: UTF8.self).split(separator: "\n"))
    let found = Set(try Checksum.list(of: place).split(separator: "\n"))
    return stated.symmetricDifference(found).map { String($0.dropFirst(66)) }.sorted().map {
      "\(place)/\($0) is not as it was issued"
    }
  }

  /// The checksum of a folder's list of checksums; nil where there is none.
  private static func digest(of folder: String) throws(TiankanError) -> String? {
    FileManager.default.contents(atPath: "\(folder)/\(Checksum.listName)").map {
      SHA256.of($0)
    }
  }
}
