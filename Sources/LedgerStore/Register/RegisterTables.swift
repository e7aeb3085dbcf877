import Supervision

/// The tables of the register: one per kind of record, one of revisions, one of what the store says about itself.
///
/// A record that changes gets a new row; the old one says up to which revision it held. Values are texts, as
/// `RegisterValue` writes them, so that areas come back to the last digit.
enum RegisterTables {
  static let meta = LedgerTable(
    name: "register_meta",
    columns: [.init("name", .text, required: true), .init("value", .text, required: true)],
    key: ["name"])

  static let revision = LedgerTable(
    name: "register_revision",
    columns: [
      .init("revision", .integer, required: true), .init("time", .text, required: true),
      .init("person", .text, required: true), .init("program", .text, required: true),
      .init("code", .text, required: true), .init("sources", .json, required: true),
      .init("rule_sets", .json, required: true), .init("added", .integer, required: true),
      .init("changed", .integer, required: true), .init("withdrawn", .integer, required: true),
      .init("refused", .integer, required: true),
    ], key: ["revision"], isJournal: true)

  /// The table of a kind.
  static func table(of kind: RegisterKind) -> LedgerTable {
    LedgerTable(
      name: "register_\(kind.rawValue)",
      columns: [
        .init("record_id", .text, required: true),
        .init("from_revision", .integer, required: true),
        // 0: it still holds.
        .init("to_revision", .integer, required: true),
      ] + kind.columns.map { LedgerColumn(column(of: $0.name), .text) }
        + (kind.isSpatial ? [LedgerColumn("gross_m2", .text)] : []),
      key: ["record_id", "from_revision"], isSpatial: kind.isSpatial,
      indices: [["to_revision"]])
  }

  /// The name of a column: that of the record, but for words of SQL.
  static func column(of name: String) -> String { "v_\(name)" }

  static let all = [meta, revision] + RegisterKind.allCases.map(table)
}
