import Diagnostics
import LedgerStore
import Reporting
import Supervision

extension InspectionDesk {
  /// Lets every thread that reads make a report, so that the first who asks waits no longer than others: to open the ledger, to read
  /// texts and to find fonts takes a third of a second.
  func prepareReaders() async {
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<configuration.limits.workers {
        group.addTask { [self] in
          // What does not work says so to whoever asks for it.
          _ = try? await read { reader throws(TiankanError) in
            var filter = ClueFilter()
            filter.limit = 1
            guard let row = try reader.ledger.clues(filter).first else { return }
            _ = try reader.report(ofClue: "\(row.clue.key)", .all)
              .bytes(as: .html, language: .chinese)
          }
        }
      }
    }
  }
}
