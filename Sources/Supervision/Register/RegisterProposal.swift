public import Diagnostics
import Geometry

/// What an import would change, before anybody has confirmed it.
public struct RegisterProposal: Sendable {
  /// A row of a source that became a record, and where it stands.
  public struct Row: Sendable {
    /// The record.
    public var record: RegisterRecord
    /// The source and row, for messages.
    public var place: String
    /// The number of the source.
    public var source: Int
    /// The source's names of the columns.
    public var fields: [String: String]
    /// The columns that the source has; what others say of the rest stays.
    public var columns: Set<String>

    /// Creates a row.
    public init(
      _ record: RegisterRecord, place: String, source: Int, fields: [String: String],
      columns: Set<String>
    ) {
      self.record = record
      self.place = place
      self.source = source
      self.fields = fields
      self.columns = columns
    }
  }

  /// A record that would change.
  public struct Change: Hashable, Sendable {
    /// The record.
    public var key: RegisterRecord.Key
    /// The columns that differ; `outline` for the outline.
    public var columns: [String]
  }

  /// The register before.
  public let base: Register
  /// The register as it would be.
  public private(set) var result: Register
  /// Records that are new.
  public private(set) var added: [RegisterRecord.Key] = []
  /// Records that differ.
  public private(set) var changed: [Change] = []
  /// Records of complete sources that are there no longer.
  public private(set) var withdrawn: [RegisterRecord.Key] = []
  /// Rows that say what the register says already.
  public private(set) var unchanged = 0
  /// Rows that were left out, with row and column.
  public private(set) var refusals: [Refusal] = []

  /// Whether nothing would change.
  public var isEmpty: Bool { added.isEmpty && changed.isEmpty && withdrawn.isEmpty }

  /// Makes a proposal of the rows that can be used; the others are refused.
  ///
  /// Rows of several sources with one identifier make one record: outlines from a layer, names from a spreadsheet. Columns that
  /// no source has stay as the register has them. A row is refused where its identifier stands twice in a source, where sources
  /// contradict each other, where a value is missing that must be there, where it names a record that would not be there, and
  /// where its days contradict each other. Rows that name a refused one are refused with it.
  ///
  /// - Parameters:
  ///   - rows: The rows of all sources.
  ///   - complete: Kinds of which the sources have all records: what they lack is withdrawn.
  ///   - base: The register as it stands.
  ///   - refusals: Rows that could not even be read.
  ///   - check: The check of records.
  public init(
    _ rows: [Row], complete: Set<RegisterKind>, base: Register, refusals: [Refusal] = [],
    check: RegisterRecordCheck
  ) {
    self.base = base
    result = base
    self.refusals = refusals
    // A record whose new row cannot be used stays as it is.
    var kept: Set<RegisterRecord.Key> = []
    var used: [RegisterRecord.Key: Row] = [:]
    for row in rows {
      guard var joined = used[row.record.key] else {
        used[row.record.key] = row
        continue
      }
      if let refusal = Self.join(row, to: &joined) {
        self.refusals.append(refusal)
      } else {
        used[row.record.key] = joined
      }
    }
    for (key, row) in used.sorted(by: { $0.key < $1.key }) {
      var row = row
      if let old = base[key] {
        for (column, value) in old.values where !row.columns.contains(column) {
          row.record.values[column] = value
        }
        if row.record.outline == nil {
          row.record.outline = old.outline
          row.record.gross = old.gross
        }
      }
      used[key] = row
      let missing = key.kind.columns.filter { $0.isRequired && row.record.values[$0.name] == nil }
      guard !missing.isEmpty else { continue }
      used[key] = nil
      kept.insert(key)
      self.refusals.append(
        Refusal(
          subject: row.place, code: .malformed,
          reason: "\(key) has no \(missing.map(\.name).joined(separator: ", ")); fill it in"))
    }
    while true {
      result = Self.merged(base, used, complete, kept)
      var refused: [(RegisterRecord.Key, Refusal)] = []
      for (key, row) in used.sorted(by: { $0.key < $1.key }) {
        for finding in check.findings(of: row.record, in: result)
        where finding.code == .unknownReference || finding.code == .conflictingDates {
          let column = finding.column.map { row.fields[$0] ?? $0 } ?? ""
          let isReference = finding.code == .unknownReference
          refused.append(
            (
              key,
              Refusal(
                subject: "\(row.place), column \(column)",
                code: isReference ? .notFound : .malformed,
                reason: isReference
                  ? "there is no record “\(finding.detail)”; import it as well, or correct the identifier"
                  : "the days contradict each other (\(finding.detail)); correct them")
            ))
        }
      }
      guard !refused.isEmpty else { break }
      for (key, refusal) in refused {
        used[key] = nil
        kept.insert(key)
        self.refusals.append(refusal)
      }
    }
    compare(used)
  }

  /// Adds what another source says of a record; a refusal where that does not fit.
  private static func join(_ row: Row, to joined: inout Row) -> Refusal? {
    let key = row.record.key
    guard row.source != joined.source else {
      return Refusal(
        subject: "\(row.place), column \(row.fields["id"] ?? "id")", code: .duplicate,
        reason: "\(key) stands in \(joined.place) already; give each once")
    }
    for column in row.columns.intersection(joined.columns).sorted()
    where row.record.values[column] != joined.record.values[column] {
      return Refusal(
        subject: "\(row.place), column \(row.fields[column] ?? column)", code: .malformed,
        reason: "\(key): \(joined.place) says otherwise; correct one of the two")
    }
    guard row.record.outline == nil || joined.record.outline == nil else {
      return Refusal(
        subject: row.place, code: .duplicate,
        reason: "\(key) has an outline in \(joined.place) already; give one")
    }
    joined.record.values.merge(row.record.values) { old, _ in old }
    joined.columns.formUnion(row.columns)
    joined.fields.merge(row.fields) { old, _ in old }
    if let outline = row.record.outline {
      joined.record.outline = outline
      joined.record.gross = row.record.gross
    }
    return nil
  }

  private static func merged(
    _ base: Register, _ used: [RegisterRecord.Key: Row], _ complete: Set<RegisterKind>,
    _ kept: Set<RegisterRecord.Key>
  ) -> Register {
    var result = base
    for key in base.keys
    where complete.contains(key.kind) && used[key] == nil && !kept.contains(key) {
      result[key] = nil
    }
    for (key, row) in used { result[key] = row.record }
    return result
  }

  private mutating func compare(_ used: [RegisterRecord.Key: Row]) {
    for key in used.keys.sorted() {
      guard let old = base[key], let new = result[key] else {
        added.append(key)
        continue
      }
      var columns = key.kind.columns.map(\.name).filter { old.values[$0] != new.values[$0] }
      if old.outline != new.outline { columns.append("outline") }
      if columns.isEmpty {
        unchanged += 1
      } else {
        changed.append(Change(key: key, columns: columns))
      }
    }
    withdrawn = base.keys.filter { result[$0] == nil }.sorted()
    result.revision = base.revision + (isEmpty ? 0 : 1)
  }

  /// The lines that describe the outcome: equal proposals have equal lines. Their digest is what is confirmed.
  public var lines: [String] {
    var lines = ["revision \(base.revision)"]
    for key in added { lines.append("+ " + Self.line(result[key])) }
    for change in changed { lines.append("~ " + Self.line(result[change.key])) }
    for key in withdrawn { lines.append("- \(key)") }
    return lines
  }

  private static func line(_ record: RegisterRecord?) -> String {
    guard let record else { return "" }
    let values = record.key.kind.columns.compactMap { column in
      record.values[column.name].map { "\(column.name)=\($0)" }
    }
    let outline = record.outline?.polygons.map { polygon in
      polygon.rings.map { ring in
        ring.coordinates.map { "\($0.x) \($0.y)" }.joined(separator: ",")
      }.joined(separator: "/")
    }.joined(separator: "|")
    return ([record.key.description] + values + [outline ?? ""]).joined(separator: "\u{1F}")
  }
}
