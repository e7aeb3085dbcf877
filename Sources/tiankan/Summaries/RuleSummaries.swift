import LedgerStore
import Supervision

/// A rule set in a list.
struct RuleSetSummary: Encodable {
  var name: String
  var version: String
  var titleZh: String
  var titleEn: String
  var source: String
  var jurisdiction: String
  var status: String
  var validFrom: String?
  var validTo: String?
  var selectedBy: String
  var rules: Int
  var hash: String

  init(_ set: RuleSet) {
    name = set.name
    version = set.version
    titleZh = set.title.chinese
    titleEn = set.title.english
    source = set.source
    jurisdiction = set.jurisdiction
    status = set.status.rawValue
    validFrom = set.validFrom.map { "\($0)" }
    validTo = set.validTo.map { "\($0)" }
    selectedBy = set.selectedBy
    rules = set.rules.count
    hash = SHA256.of(set.text.utf8)
  }

  var lines: [String] {
    [
      "\(name) \(version) [\(status)] \(titleZh)",
      "  \(source), XZQDM \(jurisdiction.isEmpty ? "全国 all" : jurisdiction), "
        + "\(validFrom ?? "…") – \(validTo ?? "…"), rules: \(rules), sha256 \(hash.prefix(12))",
    ]
  }
}

/// A rule as it is shown.
struct RuleSummary: Encodable {
  var id: String
  var clause: String
  var phrase: String
  var titleZh: String
  var titleEn: String
  var role: String
  var quantity: String
  var test: String?
  var areaBasis: String?
  var force: String
  var origin: String
  var kinds: [String]
  var funding: [String]
  var consequenceZh: String?
  var consequenceEn: String?
  var reading: String?
  var options: [String: [String]]
  var examples: Int

  init(_ rule: Rule) {
    id = rule.id
    clause = rule.clause
    phrase = rule.phrase
    titleZh = rule.title.chinese
    titleEn = rule.title.english
    role = rule.role.rawValue
    quantity = rule.quantity
    test =
      rule.test.map { "\($0)" }
      ?? (rule.tiers.isEmpty
        ? nil : rule.tiers.map { "…\($0.upTo.map { "\($0) %" } ?? "")" }.joined(separator: " "))
    areaBasis = rule.areaBasis?.rawValue
    force = rule.force.rawValue
    origin = rule.origin.rawValue
    kinds = rule.scope.kinds
    funding = rule.scope.funding
    consequenceZh = rule.consequence?.chinese
    consequenceEn = rule.consequence?.english
    reading = rule.reading
    options = Dictionary(rule.options.map { ($0.name, $0.choices) }) { $1 }
    examples = rule.examples.count
  }

  var lines: [String] {
    var lines = ["", "\(id)  \(titleZh) \(titleEn)", "  原文 \(clause): \(phrase)"]
    let basis = areaBasis.map { ", \($0)" } ?? ""
    lines.append("  \(role), \(force)\(basis): \(test ?? "-")  (\(quantity))")
    if let reading { lines.append("  读法 reading: \(reading)") }
    for (name, choices) in options.sorted(by: { $0.key < $1.key }) {
      lines.append("  选项 option \(name): \(choices.joined(separator: " | "))")
    }
    if !kinds.isEmpty || !funding.isEmpty {
      lines.append("  适用 scope: \((kinds + funding).joined(separator: ", "))")
    }
    if let consequenceZh, let consequenceEn {
      lines.append("  结果 consequence: \(consequenceZh) \(consequenceEn)")
    }
    if origin != "stated" { lines.append("  来源 origin: \(origin)") }
    return lines
  }
}

/// A rule set with rules, as JSON.
struct RuleSetDocument: Encodable {
  var set: RuleSetSummary
  var rules: [RuleSummary]

  init(_ set: RuleSet, rules: [Rule]) {
    self.set = RuleSetSummary(set)
    self.rules = rules.map(RuleSummary.init)
  }
}
