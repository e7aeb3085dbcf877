/// The tables of the ledger, version 3; `docs/formats.md` explains the columns.
enum LedgerTables {
  static let scene = LedgerTable(
    name: "scene",
    columns: [
      .init("acquisition", .text, required: true), .init("platform", .text, required: true),
      .init("sensor", .text, required: true), .init("tile", .text, required: true),
      .init("sensed", .text, required: true), .init("baseline", .text, required: true),
      .init("processed", .text, required: true), .init("profile", .text, required: true),
      .init("scaling", .text, required: true), .init("quality", .text, required: true),
      .init("usable_share", .small), .init("cloud_share", .small), .init("shadow_share", .small),
      .init("no_data_share", .small), .init("status", .text, required: true),
      .init("reason", .text, required: true), .init("content_hash", .text, required: true),
      .init("path", .text, required: true),
    ], key: ["acquisition", "baseline", "processed", "path"])

  static let landUnit = LedgerTable(
    name: "land_unit",
    columns: [
      .init("layer", .text, required: true), .init("unit_id", .text, required: true),
      .init("name", .text), .init("version", .text, required: true),
      .init("tile", .text, required: true), .init("county", .text),
      .init("gross_m2", .decimal(2), required: true), .init("net_m2", .decimal(2)),
      .init("pure_pixels", .integer, required: true), .init("attributes", .json, required: true),
    ], key: ["layer", "unit_id"], isSpatial: true,
    indices: [["unit_id"], ["tile"], ["county", "unit_id"]])

  static let observation = LedgerTable(
    name: "observation",
    columns: [
      .init("tile", .text, required: true), .init("layer", .text, required: true),
      .init("unit_id", .text, required: true), .init("date", .text, required: true),
      .init("acquisition", .text, required: true), .init("clear_share", .small, required: true),
    ]
      + ObservationRow.quantities.flatMap { name in
        ["mean", "median", "q1", "q3"].map { LedgerColumn("\(name)_\($0)", .small) }
      } + (0..<5).map { LedgerColumn("cover_class_\($0)", .small, required: true) } + [
        .init("bare_share", .small), .init("water_share", .small),
      ], key: ["tile", "layer", "unit_id", "date", "acquisition"])

  static let unitResult = LedgerTable(
    name: "unit_result",
    columns: [
      .init("tile", .text, required: true), .init("layer", .text, required: true),
      .init("unit_id", .text, required: true), .init("kind", .text, required: true),
      .init("period", .text, required: true), .init("state", .text, required: true),
      .init("rule_set", .text, required: true), .init("numbers", .json, required: true),
    ], key: ["tile", "layer", "unit_id", "kind", "period"], indices: [["kind", "state"]])

  static let clue = LedgerTable(
    name: "clue",
    columns: [
      .init("clue_key", .text, required: true), .init("kind", .text, required: true),
      .init("finding", .text, required: true), .init("detection_state", .text, required: true),
      .init("handling_state", .text, required: true, derived: false),
      .init("public_number", .text, derived: false), .init("priority", .text, required: true),
      .init("approval", .text, required: true), .init("county", .text), .init("tile", .text),
      .init("unit_id", .text), .init("first_date", .text, required: true),
      .init("provisional_date", .text), .init("confirmed_date", .text),
      .init("last_date", .text, required: true), .init("ended_date", .text),
      .init("hits", .integer, required: true), .init("observations", .integer, required: true),
      .init("pixels", .integer, required: true), .init("area_m2", .decimal(2), required: true),
      .init("net_m2", .decimal(2)), .init("longitude", .decimal(7), required: true),
      .init("latitude", .decimal(7), required: true), .init("rule_set", .text, required: true),
      .init("anchor_date", .text), .init("anchor_row", .integer, required: true),
      .init("anchor_column", .integer, required: true),
      .init("reported_m2", .decimal(2), derived: false),
      .init("written", .integer, required: true, derived: false),
    ], key: ["clue_key"], isSpatial: true,
    indices: [["tile"], ["county"], ["unit_id"], ["public_number"], ["kind", "detection_state"]])

  static let clueOverlap = LedgerTable(
    name: "clue_overlap",
    columns: [
      .init("clue_key", .text, required: true), .init("position", .integer, required: true),
      .init("layer", .text, required: true), .init("unit_id", .text, required: true),
      .init("unit_name", .text, required: true), .init("overlap_m2", .decimal(2), required: true),
      .init("share_of_clue", .decimal(6), required: true),
      .init("share_of_unit", .decimal(6), required: true),
    ], key: ["clue_key", "position"], indices: [["layer", "unit_id"]])

  static let clueEvidence = LedgerTable(
    name: "clue_evidence",
    columns: [
      .init("clue_key", .text, required: true), .init("position", .integer, required: true),
      .init("kind", .text, required: true), .init("name", .text, required: true),
      .init("value", .decimal(6)), .init("comparison", .text), .init("threshold", .decimal(6)),
      .init("is_met", .small), .init("date", .text), .init("period", .text),
    ], key: ["clue_key", "position"])

  static let ruleSet = LedgerTable(
    name: "rule_set",
    columns: [
      .init("rule_set", .text, required: true), .init("version", .text, required: true),
      .init("jurisdiction", .text, required: true), .init("content_hash", .text, required: true),
      .init("document", .text, required: true),
    ], key: ["rule_set", "version"])

  static let run = LedgerTable(
    name: "run",
    columns: [
      .init("run", .integer, required: true), .init("generation", .integer, required: true),
      .init("started", .text, required: true), .init("finished", .text, required: true),
      .init("program", .text, required: true), .init("configuration_hash", .text, required: true),
      .init("until", .text), .init("counts", .json, required: true),
      .init("exit_status", .integer, required: true),
    ], key: ["run"], isJournal: true)

  static let event = LedgerTable(
    name: "event",
    columns: [
      .init("serial", .integer, required: true), .init("run", .integer, required: true),
      .init("generation", .integer, required: true), .init("time", .text, required: true),
      .init("clue_key", .text, required: true), .init("kind", .text, required: true),
      .init("other_key", .text), .init("from_state", .text), .init("to_state", .text),
      .init("area_m2", .decimal(2)), .init("previous_m2", .decimal(2)),
      .init("public_number", .text), .init("handling_state", .text),
      .init("detail", .json, required: true),
    ], key: ["serial"], isJournal: true,
    indices: [["clue_key"], ["other_key"], ["public_number"], ["run"], ["kind"]])

  static let batch = LedgerTable(
    name: "batch",
    columns: [
      .init("batch", .text, required: true), .init("county", .text, required: true),
      .init("issued", .text, required: true), .init("deadline", .text, required: true),
      .init("grid_cell", .text, required: true), .init("responsible", .text, required: true),
      .init("clues", .json, required: true), .init("snapshot_hash", .text, required: true),
    ] + batchAdditions, key: ["batch"], isJournal: true)

  /// The columns of `batch` that version 1 of the tables did not have.
  static let batchAdditions: [LedgerColumn] = [
    .init("generation", .integer, required: true), .init("trial", .small, required: true),
    .init("held_back", .integer, required: true),
  ]

  /// Which batches are done; a table that version 1 did not have.
  static let batchClosing = LedgerTable(
    name: "batch_closing",
    columns: [
      .init("batch", .text, required: true), .init("time", .text, required: true),
      .init("person", .text, required: true), .init("reason", .text, required: true),
      .init("answered", .integer, required: true), .init("unanswered", .json, required: true),
    ], key: ["batch"], isJournal: true)

  static let verdict = LedgerTable(
    name: "verdict",
    columns: [
      .init("serial", .integer, required: true), .init("clue_key", .text, required: true),
      .init("time", .text, required: true), .init("person", .text, required: true),
      .init("role", .text, required: true), .init("result", .text, required: true),
      .init("remark", .text, required: true), .init("attachments", .json, required: true),
    ], key: ["serial"], isJournal: true, indices: [["clue_key"]])

  /// What was brought from land units; a table that version 2 did not have.
  static let unitEvidence = LedgerTable(
    name: "unit_evidence",
    columns: [
      .init("serial", .integer, required: true), .init("layer", .text, required: true),
      .init("unit_id", .text, required: true), .init("time", .text, required: true),
      .init("person", .text, required: true), .init("attachment", .text, required: true),
    ], key: ["serial"], isJournal: true, indices: [["layer", "unit_id"]])

  /// What the store says about itself, as names and values.
  static let meta = LedgerTable(
    name: "meta",
    columns: [.init("name", .text, required: true), .init("value", .text, required: true)],
    key: ["name"])

  /// Derived data, in the order of the export.
  static let derived = [
    ruleSet, scene, landUnit, observation, unitResult, clue, clueOverlap, clueEvidence,
  ]
  /// The journal, in the order of the export.
  static let journal = [run, event, batch, batchClosing, verdict, unitEvidence]
  /// Every table.
  static let all = [meta] + derived + journal
}
