import LedgerStore
import Metrics
import Monitoring
import Synchronization

/// What the service counts: requests by route and status, how long they took, and what it holds.
final class ServiceMetrics: Sendable {
  let registry = MetricsRegistry()
  private let inFlight = Mutex(0)

  func began() { inFlight.withLock { $0 += 1 } }

  func ended(route: String, status: Int, elapsed: Duration) {
    inFlight.withLock { $0 -= 1 }
    Counter(
      label: "tiankan_requests_total", dimensions: [("route", route), ("status", "\(status)")],
      factory: registry
    ).increment()
    Timer(
      label: "tiankan_request_seconds", dimensions: [("route", route)], factory: registry
    ).recordNanoseconds(Int64(elapsed / .nanoseconds(1)))
  }

  /// Everything, with what is held now.
  func text(of desk: InspectionDesk) -> String {
    let readers = desk.readers.load
    let painters = desk.painters.load
    let mark = desk.watch.mark
    let held: [(String, Int)] = [
      ("tiankan_requests_in_flight", inFlight.withLock { $0 }),
      ("tiankan_readers_waiting", readers.waiting), ("tiankan_readers_running", readers.running),
      ("tiankan_painters_waiting", painters.waiting),
      ("tiankan_painters_running", painters.running),
      ("tiankan_answers_bytes", desk.answers.size), ("tiankan_pictures_bytes", desk.pictures.size),
      ("tiankan_sessions", desk.gatekeeper.sessionCount),
      ("tiankan_listeners", desk.watch.listenerCount),
      ("tiankan_ledger_generation", mark?.generation ?? -1),
      ("tiankan_ledger_last_event", mark?.lastEvent ?? -1),
    ]
    for (name, value) in held {
      Metrics.Gauge(label: name, factory: registry).record(value)
    }
    return registry.text
  }
}
