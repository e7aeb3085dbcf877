import Diagnostics
import GeoIO

/// Triggers that refuse to change or remove rows of a table, whoever asks.
struct AppendOnly {
  let database: FeatureDatabase
  /// What somebody who tries is told.
  let refusal: String
  /// The name of the server's function that refuses.
  let function: String

  private var isServer: Bool { database.address.kind == .postGIS }

  /// Makes what the triggers need; once per schema.
  func prepare() throws(TiankanError) {
    guard isServer else { return }
    try database.execute(
      SQLText(
        "CREATE FUNCTION \(function)() RETURNS trigger LANGUAGE plpgsql AS "
          + "$$ BEGIN RAISE EXCEPTION '\(refusal)'; END $$"))
  }

  /// Protects a table: rows can be added and nothing else.
  func protect(_ table: LedgerTable) throws(TiankanError) {
    let name = table.name
    if isServer {
      try database.execute(
        SQLText(
          "CREATE TRIGGER \(name)_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON \(name) "
            + "FOR EACH STATEMENT EXECUTE FUNCTION \(function)()"))
      return
    }
    try refuse("UPDATE", on: name)
    try refuse("DELETE", on: name)
    try refuseReplacing(table)
  }

  /// Protects a table whose rows may be ended once: `to_revision` goes from 0 to a revision, and all else stays.
  func protectVersions(_ table: LedgerTable) throws(TiankanError) {
    let name = table.name
    let others = table.columns.map(\.name).filter { $0 != "to_revision" } + ["fid"]
    let differs = isServer ? "IS DISTINCT FROM" : "IS NOT"
    var conditions = ["OLD.to_revision <> 0", "NEW.to_revision <= 0"]
    conditions += others.map { "OLD.\($0) \(differs) NEW.\($0)" }
    if table.isSpatial {
      conditions.append(
        isServer
          ? "ST_AsBinary(OLD.geom) IS DISTINCT FROM ST_AsBinary(NEW.geom)"
          : "OLD.geom IS NOT NEW.geom")
    }
    let changed = conditions.joined(separator: " OR ")
    if isServer {
      try database.execute(
        SQLText(
          "CREATE TRIGGER \(name)_ends_once BEFORE UPDATE ON \(name) FOR EACH ROW "
            + "WHEN (\(changed)) EXECUTE FUNCTION \(function)()"))
      try database.execute(
        SQLText(
          "CREATE TRIGGER \(name)_append_only BEFORE DELETE OR TRUNCATE ON \(name) "
            + "FOR EACH STATEMENT EXECUTE FUNCTION \(function)()"))
      return
    }
    try database.execute(
      SQLText(
        "CREATE TRIGGER \(name)_ends_once BEFORE UPDATE ON \(name) WHEN \(changed) "
          + "BEGIN SELECT RAISE(ABORT, '\(refusal)'); END"))
    try refuse("DELETE", on: name)
    try refuseReplacing(table)
  }

  private func refuse(_ action: String, on name: String) throws(TiankanError) {
    try database.execute(
      SQLText(
        "CREATE TRIGGER \(name)_no_\(action.lowercased()) BEFORE \(action) ON \(name) "
          + "BEGIN SELECT RAISE(ABORT, '\(refusal)'); END"))
  }

  /// INSERT OR REPLACE removes rows without asking the trigger for deletions.
  private func refuseReplacing(_ table: LedgerTable) throws(TiankanError) {
    let name = table.name
    let same = (table.key.map { "\($0) = NEW.\($0)" }).joined(separator: " AND ")
    try database.execute(
      SQLText(
        "CREATE TRIGGER \(name)_no_replace BEFORE INSERT ON \(name) WHEN EXISTS "
          + "(SELECT 1 FROM \(name) WHERE (\(same)) OR fid = NEW.fid) "
          + "BEGIN SELECT RAISE(ABORT, '\(refusal)'); END"))
  }
}
