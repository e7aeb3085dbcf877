public import Diagnostics
import Foundation
import GeoIO
import Geometry
import Imagery
import LedgerStore
public import Supervision

/// Reads the sources of a mapping and proposes what the register would become. Nothing is written.
public struct RegisterImport {
  /// What came of reading.
  public struct Outcome: Sendable {
    /// The proposal, with every row that was left out.
    public var proposal: RegisterProposal
    /// What is wrong with the register as it would be.
    public var findings: [RegisterFinding]
    /// What a reader should know: encodings, repairs, other CRSs.
    public var notices: [String]
    /// The SHA-256 of the sources that are files, by name.
    public var sources: [String: String]
    /// The digest of the proposal: what is confirmed.
    public var code: String
  }

  private let mapping: RegisterMapping
  private let vocabulary: RegisterVocabulary
  private let library: RuleLibrary

  /// Prepares an import.
  public init(_ mapping: RegisterMapping, library: RuleLibrary) throws(TiankanError) {
    self.mapping = mapping
    self.library = library
    vocabulary = try RegisterVocabulary.builtIn()
  }

  /// Reads the sources and compares them with a register.
  ///
  /// - Throws: Where a source as a whole cannot be used: `.notFound`, `.missingCRS`, a field that is not there.
  public func propose(to base: Register) throws(TiankanError) -> Outcome {
    var rows: [RegisterProposal.Row] = []
    var refusals: [Refusal] = []
    var notices: [String] = []
    var sources: [String: String] = [:]
    var complete = Set(mapping.sources.filter(\.isComplete).map(\.kind))
    for (number, source) in mapping.sources.enumerated() {
      let table = try RegisterSourceTable(source)
      notices += table.notices
      var refused = table.refusals
      rows += try self.rows(of: table, number, in: base.crs, &refused, &notices)
      // Of a source that could not be read completely nothing is taken for withdrawn.
      if !refused.isEmpty { complete.remove(source.kind) }
      refusals += refused
      let path = BoundaryReader.source(of: source.source)
      if let data = FileManager.default.contents(atPath: path) {
        sources[(path as NSString).lastPathComponent] = SHA256.of(data)
      }
    }
    let check = RegisterRecordCheck(library)
    let proposal = RegisterProposal(
      rows, complete: complete, base: base, refusals: refusals, check: check)
    let findings =
      try check.findings(of: proposal.result)
      + RegisterLandCheck(library).findings(of: proposal.result)
    return Outcome(
      proposal: proposal, findings: findings, notices: notices, sources: sources,
      code: String(SHA256.of(proposal.lines.joined(separator: "\n").utf8).prefix(12)))
  }

  private func rows(
    of table: RegisterSourceTable, _ number: Int, in crs: CoordinateReferenceSystem,
    _ refusals: inout [Refusal], _ notices: inout [String]
  ) throws(TiankanError) -> [RegisterProposal.Row] {
    let source = mapping.sources[number]
    let subject = BoundaryReader.subject(of: source.source)
    var fields: [String: String] = [:]
    for (column, name) in source.fields.sorted(by: { $0.key < $1.key }) {
      guard let field = table.field(name) else {
        throw TiankanError(
          .usage,
          "there is no field \(name) (for \(column)); there are \(table.fields.joined(separator: ", "))",
          subject: "\(source.place): \(subject)")
      }
      fields[column] = field
    }
    let reader = RegisterValueReader(vocabulary: vocabulary, areaUnit: source.areaUnit)
    var records: [RegisterProposal.Row] = []
    for row in table.rows {
      do throws(TiankanError) {
        let record = try record(row, source, fields, reader)
        records.append(
          RegisterProposal.Row(
            record, place: row.place, source: number, fields: fields,
            columns: Set(fields.keys).union(source.constants.keys).subtracting(["id"])))
      } catch {
        refusals.append(
          Refusal(
            TiankanError(error.code, error.message, subject: nil, cause: error.cause),
            subject: error.subject ?? row.place))
      }
    }
    if let own = table.crs {
      try place(&records, from: own, in: crs, subject, &refusals, &notices)
    }
    return records
  }

  private func record(
    _ row: RegisterSourceTable.Row, _ source: RegisterMapping.Source, _ fields: [String: String],
    _ reader: RegisterValueReader
  ) throws(TiankanError) -> RegisterRecord {
    func problem(_ column: String, _ message: String) -> TiankanError {
      TiankanError(
        .malformed, message, subject: "\(row.place), column \(fields[column] ?? column)")
    }
    var values: [String: RegisterValue] = [:]
    for column in source.kind.columns {
      let given = fields[column.name].map { row.values[$0] ?? "" }
      guard let text = given ?? source.constants[column.name] else { continue }
      do throws(TiankanError) {
        values[column.name] = try reader.value(
          text, of: column, texts: source.values[column.name] ?? [:])
      } catch {
        throw problem(column.name, error.message)
      }
      if column.isRequired, values[column.name] == nil {
        throw problem(column.name, "the value is missing; fill it in")
      }
    }
    let id: String
    if let field = fields["id"] {
      id = (row.values[field] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
    } else {
      id = source.kind.derivedIdentifier.map { values[$0].map { "\($0)" } ?? "" }
        .joined(separator: "|")
    }
    guard !id.isEmpty, !id.contains(where: { $0.isNewline || $0 == ";" }) else {
      throw problem("id", "the identifier is missing or contains a line break or a semicolon")
    }
    return RegisterRecord(
      RegisterRecord.Key(source.kind, id), values: values, outline: row.outline)
  }

  /// Moves outlines into the register's CRS and measures them.
  private func place(
    _ rows: inout [RegisterProposal.Row], from source: CoordinateReferenceSystem,
    in crs: CoordinateReferenceSystem, _ subject: String, _ refusals: inout [Refusal],
    _ notices: inout [String]
  ) throws(TiankanError) {
    let transform = try CoordinateTransform(from: source, to: crs)
    let densification = try Densification(longestPiece: 500, in: source)
    let measure = try EllipsoidalArea(in: crs)
    if !transform.isIdentity {
      notices.append("\(subject): moved from \(source) to the register's \(crs)")
    }
    var placed: [RegisterProposal.Row] = []
    for var row in rows {
      guard let outline = row.record.outline else { continue }
      do throws(TiankanError) {
        let moved =
          transform.isIdentity
          ? outline : try transform.transformed(densification.densified(outline))
        row.record.outline = moved
        row.record.gross = LandArea(squareMetres: try measure.squareMetres(of: moved))
        placed.append(row)
      } catch {
        refusals.append(Refusal(error, subject: row.place))
      }
    }
    rows = placed
  }
}
