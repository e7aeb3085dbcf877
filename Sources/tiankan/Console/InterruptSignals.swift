import Dispatch
import Foundation
import Monitoring
import Synchronization

/// Turns SIGINT and SIGTERM into an orderly stop: temporary files are removed, results that were there stay.
///
/// The first signal asks the job to stop; the second one ends the program at once. The program then ends by the same
/// signal, so that a shell or a supervisor sees why.
final class InterruptSignals: Sendable {
  /// What jobs look at.
  let interruption = Interruption()
  private let received = Received()
  // SAFETY: the sources are made here, kept alive here, and not touched again.
  private nonisolated(unsafe) let sources: [any DispatchSourceSignal]

  /// The signal that came, if one did.
  private final class Received: Sendable {
    let number = Mutex<Int32?>(nil)
  }

  /// Starts listening.
  init() {
    let (interruption, received) = (interruption, received)
    unsafe sources = [SIGINT, SIGTERM].map { number in
      // The default action must be off for the source to see the signal.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        received.number.withLock { $0 = number }
        interruption.request()
        signal(number, SIG_DFL)
      }
      source.resume()
      return source
    }
  }

  /// Ends the program by the signal that was received, if one was.
  func endBySignal() {
    guard let number = received.number.withLock({ $0 }) else { return }
    signal(number, SIG_DFL)
    kill(getpid(), number)
    // Still here: the starter of the program has the signal blocked. Shells count such an end as 128 + number.
    exit(128 + number)
  }
}
