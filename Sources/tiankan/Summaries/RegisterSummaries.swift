import Diagnostics
import Imagery
import LedgerStore
import Monitoring
import Supervision

/// A finding of the register as it is printed.
struct RegisterFindingLine: Encodable {
  var code: String
  var severity: String
  var record: String
  var column: String?
  var other: String?
  var areaM2: Double?
  var areaMu: String?
  var detail: String
  var rule: String?
  var zh: String
  var en: String

  init(
    _ finding: RegisterFinding, in register: Register, _ vocabulary: RegisterVocabulary
  ) {
    let words = vocabulary.phrase(.finding, finding.code.rawValue)
    code = finding.code.rawValue
    severity = finding.severity.rawValue
    record = "\(finding.record)"
    column = finding.column
    other = finding.other.map { "\($0)" }
    areaM2 = finding.area?.squareMetres
    areaMu = finding.area?.muText
    detail = finding.detail
    rule = finding.rule
    zh = words.chinese
    en = words.english
  }

  /// One line: what, where, by how much, by which rule.
  var text: String {
    let sign = severity == RegisterFinding.Severity.error.rawValue ? "!" : "·"
    let place = column.map { "\(record).\($0)" } ?? record
    let also = other.map { " / \($0)" } ?? ""
    let more = detail.isEmpty ? "" : ": \(detail)"
    return "\(sign) \(place)\(also): \(zh) \(en)\(more)\(rule.map { " [\($0)]" } ?? "")"
  }
}

/// What an import would change, or has changed.
struct RegisterProposalSummary: Encodable {
  var code: String
  var baseRevision: Int
  var revision: Int?
  var added: [String]
  var changed: [String: [String]]
  var withdrawn: [String]
  var unchanged: Int
  var refused: [Refusal]
  var findings: [RegisterFindingLine]
  var sources: [String: String]
  private var kinds: [String]

  init(
    _ outcome: RegisterImport.Outcome, confirmed: RegisterRevision?
  ) throws(TiankanError) {
    let vocabulary = try RegisterVocabulary.builtIn()
    let proposal = outcome.proposal
    code = outcome.code
    baseRevision = proposal.base.revision
    revision = confirmed?.number
    added = proposal.added.map { "\($0)" }
    changed = Dictionary(proposal.changed.map { ("\($0.key)", $0.columns) }) { $1 }
    withdrawn = proposal.withdrawn.map { "\($0)" }
    unchanged = proposal.unchanged
    refused = proposal.refusals
    findings = outcome.findings.map {
      RegisterFindingLine($0, in: proposal.result, vocabulary)
    }
    sources = outcome.sources
    kinds = RegisterKind.allCases.compactMap { kind in
      let new = proposal.added.count { $0.kind == kind }
      let other = proposal.changed.count { $0.key.kind == kind }
      let gone = proposal.withdrawn.count { $0.kind == kind }
      guard new + other + gone > 0 else { return nil }
      let words = vocabulary.phrase(.recordKind, kind.rawValue)
      return "  \(words.chinese) \(words.english): +\(new) ~\(other) -\(gone)"
    }
  }

  enum CodingKeys: CodingKey {
    case code, baseRevision, revision, added, changed, withdrawn, unchanged, refused, findings
    case sources
  }

  var lines: [String] {
    var lines = [
      revision.map { "修订 revision: \($0)" } ?? "拟议 proposal on revision \(baseRevision)",
      "新增 added: \(added.count), 变更 changed: \(changed.count), 撤回 withdrawn: \(withdrawn.count), "
        + "未变 unchanged: \(unchanged), 未采用 refused: \(refused.count)",
    ]
    lines += kinds
    lines += changed.sorted { $0.key < $1.key }.prefix(50).map {
      "  ~ \($0.key): \($0.value.joined(separator: ", "))"
    }
    let errors = findings.count { $0.severity == RegisterFinding.Severity.error.rawValue }
    lines.append("待核清 to settle: \(errors), 提示 notices: \(findings.count - errors)")
    lines += findings.prefix(200).map { "  \($0.text)" }
    if findings.count > 200 { lines.append("  … \(findings.count - 200)") }
    if revision == nil {
      lines.append(
        added.isEmpty && changed.isEmpty && withdrawn.isEmpty
          ? "nothing would change" : "确认 to confirm: --confirm \(code) --person NAME")
    }
    return lines
  }
}

/// What a register holds.
struct RegisterSummary: Encodable {
  struct Revision: Encodable {
    var number: Int
    var time: String
    var person: String
    var program: String
    var code: String
    var added: Int
    var changed: Int
    var withdrawn: Int
    var refused: Int
  }

  var revision: Int
  var crs: String
  var counts: [String: Int]
  var revisions: [Revision]
  private var kinds: [String]
  private var projects: [String]

  init(
    _ register: Register, _ revisions: [RegisterRevision], _ vocabulary: RegisterVocabulary
  ) {
    revision = register.revision
    crs = register.crs.description
    var counts: [String: Int] = [:]
    for kind in RegisterKind.allCases { counts[kind.rawValue] = register.all(kind).count }
    self.counts = counts
    kinds = RegisterKind.allCases.map { kind in
      let words = vocabulary.phrase(.recordKind, kind.rawValue)
      return "\(words.chinese) \(words.english): \(counts[kind.rawValue] ?? 0)"
    }
    projects = register.all(.project).map { project in
      "  project:\(project.id)  \(project.title)  \(project.gross.map { "\($0.muText) 亩" } ?? "")"
    }
    self.revisions = revisions.map {
      Revision(
        number: $0.number, time: $0.time, person: $0.person, program: $0.program, code: $0.code,
        added: $0.added, changed: $0.changed, withdrawn: $0.withdrawn, refused: $0.refused)
    }
  }

  enum CodingKeys: CodingKey {
    case revision, crs, counts, revisions
  }

  var lines: [String] {
    ["项目库 register: revision \(revision), \(crs)", kinds.joined(separator: ", ")] + projects
      + revisions.map {
        "修订 revision \($0.number): \($0.time) \($0.person) +\($0.added) ~\($0.changed) -\($0.withdrawn), refused \($0.refused), \($0.code)"
      }
  }
}

/// A version of a record.
struct RegisterVersionLine: Encodable {
  var from: Int
  var to: Int?
  var values: [String: String]
  var grossM2: Double?
  private var texts: [String]

  init(
    _ record: RegisterRecord, from: Int, to: Int, _ vocabulary: RegisterVocabulary
  ) {
    self.from = from
    self.to = to == 0 ? nil : to
    values = record.values.mapValues { "\($0)" }
    grossM2 = record.gross?.squareMetres
    texts = record.texts(in: vocabulary)
  }

  enum CodingKeys: CodingKey {
    case from, to, values, grossM2
  }

  var lines: [String] { ["修订 revision \(from) – \(to.map { "\($0)" } ?? "…")"] + texts }
}

/// A record with what belongs to it.
struct RegisterRecordDocument: Encodable {
  var record: String
  var values: [String: String]
  var grossM2: Double?
  var grossMu: String?
  var ruleSet: String?
  var state: String?
  var stateZh: String?
  var parts: [String]
  private var texts: [String]
  private var partLines: [String]

  init(
    _ found: RegisterRecord, in register: Register, _ vocabulary: RegisterVocabulary,
    library: RuleLibrary
  ) {
    record = "\(found.key)"
    values = found.values.mapValues { "\($0)" }
    grossM2 = found.gross?.squareMetres
    grossMu = found.gross?.muText
    texts = found.texts(in: vocabulary)
    var below: [RegisterRecord] = []
    if found.key.kind == .project {
      let process = ProjectProcess(found, in: register, library: library)
      ruleSet = process.ruleSet?.name
      state = process.state?.id
      stateZh = process.state?.name.chinese
      below = register.subprojects(of: found.id) + register.plots(of: found.id)
    }
    below += register.sorted.filter {
      $0.key != found.key
        && ($0.text("owner") == found.id || $0.text("unit") == found.id
          || (found.key.kind == .subproject && $0.text("subproject") == found.id))
    }
    parts = below.map { "\($0.key)" }
    partLines = below.map { part in
      let values = part.texts(in: vocabulary).map { $0.trimmingPrefix("  ") }.prefix(6)
      return "  \(part.key): \(values.joined(separator: "; "))"
    }
  }

  enum CodingKeys: CodingKey {
    case record, values, grossM2, grossMu, ruleSet, state, stateZh, parts
  }

  var lines: [String] {
    var lines = [record] + texts
    if let ruleSet { lines.append("  程序 process: \(ruleSet), 环节 state: \(stateZh ?? "-")") }
    return lines + partLines
  }
}

extension RegisterRecord {
  /// The values with their words, a line each.
  func texts(in vocabulary: RegisterVocabulary) -> [String] {
    var lines = key.kind.columns.compactMap { column -> String? in
      guard let value = values[column.name] else { return nil }
      let words = vocabulary.phrase(.column, column.name)
      let text: String
      switch (column.content, value) {
      case (.code(let list), .text(let code)): text = vocabulary.phrase(list, code).chinese
      case (_, .area(let area)): text = "\(area.muText) 亩 = \(area) m²"
      default: text = "\(value)"
      }
      return "  \(words.chinese) \(words.english): \(text)"
    }
    if let gross {
      let words = vocabulary.phrase(.column, "gross")
      lines.append("  \(words.chinese) \(words.english): \(gross.muText) 亩 = \(gross) m²")
    }
    return lines
  }
}
