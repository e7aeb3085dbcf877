import Diagnostics
import Foundation
import Monitoring

/// An attempt to monitor, for the metrics: they tell of failures too.
struct MonitorAttempt {
  let configuration: Configuration
  let started: Date

  private func metrics(_ status: ExitStatus) -> MonitorMetrics {
    MonitorMetrics(
      version: ProgramVersion.current, started: started, ended: Date.now,
      exitStatus: Int(status.rawValue))
  }

  /// Writes the metrics of a run that committed.
  func finish(_ report: MonitorReport) throws(TiankanError) {
    guard let path = configuration.publish.metrics else { return }
    try metrics(report.refusals.isEmpty ? .done : .doneWithRefusals).write(
      to: path, ledger: configuration.ledger, night: report.night)
  }

  /// Writes the metrics of a run that failed; what fails now is said and does not hide the failure itself.
  ///
  /// A run that found the lock taken writes nothing: the metrics belong to the one that holds it.
  func fail(_ error: TiankanError, _ console: Console) {
    guard let path = configuration.publish.metrics, error.code != .locked else { return }
    do throws(TiankanError) {
      try metrics(ExitStatus(error.code)).write(
        to: path, ledger: configuration.ledger, night: nil)
    } catch {
      console.say(error)
    }
  }
}
