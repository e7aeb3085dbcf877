import ChangeDetection
import LedgerStore
import Supervision

/// What a pass gives of one land unit: its observations, the detector's results, and its clues.
struct UnitOutcome: Sendable {
  /// The unit, as its position in the list of observed units.
  var unit: Int
  var observations: [UnitObservation]
  /// What the detector says, ready to be written.
  var results: [EncodedUnitResult] = []
  /// What it says of the present; nil where no detector of parcels looked.
  var present: FarmlandFindingCode?
  var clues: [MonitoredClue] = []
}
