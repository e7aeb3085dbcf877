/// The steps of a commit, in their order. A run that ends after any of them leaves a ledger and a state from which the next
/// goes on.
enum CommitStep: CaseIterable, Sendable {
  /// The new generation of the state is on the disk.
  case stateWritten
  /// The ledger's transaction names it: this is the commit.
  case ledgerCommitted
  /// `CURRENT` names it.
  case currentSet
  /// The old generation is gone.
  case oldRemoved
}
