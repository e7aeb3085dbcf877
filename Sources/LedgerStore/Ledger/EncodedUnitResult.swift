public import Diagnostics
import Supervision

/// A row of the table `unit_result` as the texts of its columns: what a run keeps of results until they are written, since the
/// tests of tens of thousands of parcels would not fit into its memory.
public struct EncodedUnitResult: Hashable, Sendable {
  /// The columns `tile`, `layer`, `unit_id`, `kind`, `period`, `state`, `rule_set` and `numbers`.
  public let columns: [String]

  /// The number of columns.
  public static let columnCount = 8

  /// Encodes a row.
  ///
  /// - Throws: `.bug` for numbers that are none.
  public init(_ row: UnitResultRow) throws(TiankanError) {
    columns = [
      row.tile, row.layer, row.unit, row.kind.rawValue, row.period, row.state, row.ruleSet,
      try LedgerJSON.tests(row.tests),
    ]
  }

  /// Takes texts back that were columns; nil for another number of them.
  public init?(columns: [String]) {
    guard columns.count == Self.columnCount else { return nil }
    self.columns = columns
  }
}
