import ChangeDetection
import LedgerStore
import Supervision

/// What a pass gives of one land unit: its observations, the detector's results, and its clues.
struct UnitOutcome: Sendable {
  /// The unit, as its position in the list of observed units.
  var unit: Int
  var observations: [UnitObservation]
  var results: [UnitResultRow] = []
  var clues: [MonitoredClue] = []
}
