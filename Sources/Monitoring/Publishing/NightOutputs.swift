import Diagnostics
import Imagery
import LedgerStore

/// What a run writes besides the ledger, after the commit; what a run that ended in between left out, the next one writes.
struct NightOutputs {
  private let publish: Configuration.Publish
  private let layers: PublicationLayers

  init(_ configuration: Configuration, _ layers: AreaLayers) throws(TiankanError) {
    publish = configuration.publish
    self.layers = try PublicationLayers(layers, configuration)
  }

  /// Writes the alerts of the last commit where they are missing; returns whether it did.
  ///
  /// To be called before the next commit: afterwards the clues are those of a later generation.
  func complete(_ ledger: borrowing Ledger) throws(TiankanError) -> Bool {
    guard let path = publish.alerts, let last = try ledger.run() else { return false }
    let folder = AlertFolder(path: path)
    guard !folder.isComplete(run: last.number) else { return false }
    try folder.write(
      try NightAlerts(
        run: last.number, of: ledger, layers: layers, cap: publish.capPerCounty),
      crs: ledger.grid.crs)
    return true
  }

  /// Reads what the last run tells, and writes it where a folder is configured.
  func write(_ ledger: borrowing Ledger) throws(TiankanError) -> NightAlerts {
    let night = try NightAlerts(of: ledger, layers: layers, cap: publish.capPerCounty)
    guard let path = publish.alerts else { return night }
    do throws(TiankanError) {
      try AlertFolder(path: path).write(night, crs: ledger.grid.crs)
    } catch {
      throw TiankanError(
        error.code,
        "run \(night.run.number) is committed, but its alerts could not be written; the next run writes them, or "
          + "tiankan ledger alerts (\(error.message))", subject: error.subject, cause: error.cause)
    }
    return night
  }
}
