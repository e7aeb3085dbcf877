import Diagnostics
import GeoIO
import Geometry
public import Supervision

/// What changed in the register between two revisions, for 一张图: each record with a stable identifier and what happened to it. Nobody
/// takes a layer for current that was not updated: the table names both revisions.
public enum OneMapExport {
  private struct Change {
    var record: RegisterRecord
    var what: String
  }

  /// The records with outlines that were added, changed or withdrawn, by kind and identifier.
  ///
  /// - Parameters:
  ///   - before: The register at the earlier revision.
  ///   - after: The register at the later one, in the same CRS.
  public static func table(
    from before: Register, to after: Register, vocabulary: RegisterVocabulary
  ) -> ExportTable {
    var changes: [Change] = []
    for key in Set(before.keys).union(after.keys).sorted() where key.kind.isSpatial {
      switch (before[key], after[key]) {
      case (nil, let new?): changes.append(Change(record: new, what: "新增"))
      case (let old?, nil): changes.append(Change(record: old, what: "撤销"))
      case (let old?, let new?) where old != new:
        changes.append(
          Change(record: new, what: old.outline == new.outline ? "属性变更" : "范围变更"))
      default: break
      }
    }
    func code(_ list: RegisterVocabulary.List, _ text: String?) -> AttributeValue {
      .optional(text.map { vocabulary.phrase(list, $0).chinese })
    }
    let revisions = (before.revision, after.revision)
    return ExportTable(
      changes, outline: { $0.record.outline ?? MultiPolygon([]) },
      columns: [
        ("BSM", .text, { .text("\($0.record.key)") }),
        ("YSLX", .text, { code(.recordKind, $0.record.key.kind.rawValue) }),
        ("BGLX", .text, { .text($0.what) }), ("MC", .text, { .text($0.record.title) }),
        (
          "XZQDM", .text, { .optional(after.county(of: $0.record) ?? before.county(of: $0.record)) }
        ),
        (
          "SSXM", .text,
          { .optional((after.project(of: $0.record) ?? before.project(of: $0.record))?.id) }
        ), ("DKYT", .text, { code(.plotRole, $0.record.text("role")) }),
        ("YDL", .text, { .optional($0.record.text("class_before")) }),
        ("XDL", .text, { .optional($0.record.text("class_after")) }),
        ("MJ", .real, { $0.record.gross.map { .real($0.squareMetres) } ?? .null }),
        ("QBB", .integer64, { _ in .integer(Int64(revisions.0)) }),
        ("HBB", .integer64, { _ in .integer(Int64(revisions.1)) }),
      ])
  }
}
