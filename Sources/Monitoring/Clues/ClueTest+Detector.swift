import ChangeDetection
import Supervision

extension ClueTest {
  /// A detector's test as the ledger keeps it.
  init(_ test: DetectorTest) {
    self.init(
      name: test.name, value: test.value, comparison: test.comparison.rawValue,
      threshold: test.threshold, isMet: test.isMet, date: test.date, period: test.period)
  }
}
