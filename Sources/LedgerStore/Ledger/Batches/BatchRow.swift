public import Imagery
public import Supervision

/// A batch as it was issued to a county: a row of the table `batch`. Journal.
public struct BatchRow: Hashable, Sendable {
  /// The number.
  public var number: BatchNumber
  /// When it was issued, UTC, ISO 8601.
  public var issued: String
  /// The day by which the county is to answer.
  public var deadline: CalendarDate
  /// The cells of the management grid that it concerns, joined by 、.
  public var gridCell: String
  /// Who answers for the batch.
  public var responsible: String
  /// The clues in the order of work.
  public var entries: [BatchEntry]
  /// SHA-256 of the snapshot's list of checksums.
  public var snapshotHash: String
  /// The generation of the ledger whose clues it holds.
  public var generation: Int
  /// Whether it is one of the county's first batches (试运行).
  public var isTrial: Bool
  /// How many clues the cap held back.
  public var heldBack: Int

  /// Creates a row.
  public init(
    number: BatchNumber, issued: String, deadline: CalendarDate, gridCell: String,
    responsible: String, entries: [BatchEntry], snapshotHash: String, generation: Int,
    isTrial: Bool, heldBack: Int
  ) {
    self.number = number
    self.issued = issued
    self.deadline = deadline
    self.gridCell = gridCell
    self.responsible = responsible
    self.entries = entries
    self.snapshotHash = snapshotHash
    self.generation = generation
    self.isTrial = isTrial
    self.heldBack = heldBack
  }
}
