public import Diagnostics
import Imagery

extension RuleSet {
  /// Reads a rule set from the text of its file.
  ///
  /// - Parameter name: The file, for messages.
  /// - Throws: `.usage` with file and line for unknown keys, missing ones, identifiers that occur twice and values that
  ///   do not fit.
  public init(yaml text: String, name file: String) throws(TiankanError) {
    var root = try PolicyMapping(text: text, file: file)
    name = try root.required("name")
    version = try root.required("version")
    guard let title = try root.phrase("title") else {
      throw root.problem("title", "this key is missing; write {zh: …, en: …}")
    }
    self.title = title
    source = try root.required("source")
    jurisdiction = try root.text("jurisdiction") ?? ""
    guard jurisdiction.allSatisfy(\.isNumber) else {
      throw root.problem("jurisdiction", "digits of an administrative code (XZQDM) are expected")
    }
    guard let status = try root.choice("status", Status.self) else {
      throw root.problem("status", "this key is missing")
    }
    self.status = status
    validFrom = try root.day("valid_from")
    validTo = try root.day("valid_to")
    if let validFrom, let validTo, validTo < validFrom {
      throw root.problem("valid_to", "lies before valid_from")
    }
    selectedBy = try root.text("selected_by") ?? ""
    var read: [Rule] = []
    for mapping in try root.mappings("rules") {
      let rule = try Rule(mapping)
      guard !read.contains(where: { $0.id == rule.id }) else {
        throw mapping.problem("id", "the rule \(rule.id) is there twice")
      }
      read.append(rule)
    }
    rules = read
    process = try root.mapping("process").map { mapping throws(TiankanError) in
      try ProcessDefinition(mapping)
    }
    try root.finish()
    self.text = text
  }
}

extension Rule {
  init(_ given: PolicyMapping) throws(TiankanError) {
    var mapping = given
    id = try mapping.required("id")
    clause = try mapping.required("clause")
    phrase = try mapping.required("phrase")
    guard let title = try mapping.phrase("title") else {
      throw mapping.problem("title", "this key is missing; write {zh: …, en: …}")
    }
    self.title = title
    guard let role = try mapping.choice("role", Role.self) else {
      throw mapping.problem("role", "this key is missing")
    }
    self.role = role
    quantity = try mapping.required("quantity")
    guard let force = try mapping.choice("force", Force.self) else {
      throw mapping.problem("force", "this key is missing; hard or soft")
    }
    self.force = force
    if let origin = try mapping.choice("origin", Origin.self) { self.origin = origin }
    areaBasis = try mapping.choice("area_basis", AreaBasis.self)
    if let text = try mapping.text("test") {
      guard let test = RuleTest(text) else {
        throw given.problem("test", "“\(text)” is no comparison; write \"> 10 亩\" or \"<= 5 %\"")
      }
      self.test = test
    }
    if var scope = try mapping.mapping("scope") {
      self.scope.kinds = try scope.texts("kinds")
      self.scope.funding = try scope.texts("funding")
      try scope.finish()
    }
    consequence = try mapping.phrase("consequence")
    reading = try mapping.text("reading")
    for var option in try mapping.mappings("options") { options.append(try Option(&option)) }
    for var tier in try mapping.mappings("tiers") { tiers.append(try Tier(&tier)) }
    if var parts = try mapping.mapping("shares") {
      for (name, text) in try parts.entries() {
        guard let part = Ratio(text) else { throw parts.problem(name, "\(text) is no number") }
        shares.append(Share(name: name, part: part))
      }
    }
    for var example in try mapping.mappings("examples") {
      examples.append(try Example(&example))
    }
    try mapping.finish()
    try checkShape(given)
  }

  /// Refuses what could not be applied: a limit without a number, tiers that do not end.
  private func checkShape(_ mapping: PolicyMapping) throws(TiankanError) {
    let needsTest = [.limit, .trigger, .target, .prohibition].contains(role)
    guard (test != nil) == needsTest else {
      throw mapping.problem(
        "test", needsTest ? "a \(role.rawValue) needs a test" : "a \(role.rawValue) has no test")
    }
    guard (role == .split) == !tiers.isEmpty, (role == .shares) == !shares.isEmpty else {
      throw mapping.problem(
        "role", "tiers belong to a split, shares to shares; \(role.rawValue) does not fit")
    }
    if role == .split,
      tiers.last?.upTo != nil || tiers.dropLast().contains(where: { $0.upTo == nil })
    {
      throw mapping.problem("tiers", "every tier but the last has up_to, and the last has none")
    }
    if let test, test.unit.isArea || test.unit.isShare, areaBasis == nil {
      throw mapping.problem("area_basis", "say which area counts: gross or net")
    }
    guard hasBothSides else {
      throw mapping.problem("examples", "there must be an example on each side of every edge")
    }
  }
}

extension Rule.Option {
  fileprivate init(_ mapping: inout PolicyMapping) throws(TiankanError) {
    name = try mapping.required("name")
    choices = try mapping.texts("choices")
    standard = try mapping.required("default")
    note = try mapping.required("note")
    guard choices.contains(standard) else {
      throw mapping.problem("default", "\(standard) is not among the choices")
    }
    try mapping.finish()
  }
}

extension Rule.Tier {
  fileprivate init(_ mapping: inout PolicyMapping) throws(TiankanError) {
    upTo = try mapping.ratio("up_to")
    end =
      switch try mapping.text("includes") {
      case "true": .included
      case nil, "false": .excluded
      case "option": .option
      case let other?: throw mapping.problem("includes", "\(other) is none of true, false, option")
      }
    guard let province = try mapping.ratio("province"), let county = try mapping.ratio("county")
    else { throw mapping.problem("province", "province and county are needed") }
    self.province = province
    self.county = county
    try mapping.finish()
  }
}

extension Rule.Example {
  fileprivate init(_ mapping: inout PolicyMapping) throws(TiankanError) {
    let text = try mapping.required("value")
    guard let value = RuleValue(text) else {
      throw mapping.problem(
        "value", "“\(text)” is no value; write 10 亩, 6666.67 m2, 5 亩 of 100 亩 or 12")
    }
    self.value = value
    if let tier = try mapping.text("tier") {
      guard let number = Int(tier), number > 0 else {
        throw mapping.problem("tier", "\(tier) is no number of a tier")
      }
      self.tier = number
    } else {
      switch try mapping.required("holds") {
      case "true": holds = true
      case "false": holds = false
      case let other: throw mapping.problem("holds", "\(other) is neither true nor false")
      }
    }
    try mapping.finish()
  }
}

extension ProcessDefinition {
  fileprivate init(_ given: PolicyMapping) throws(TiankanError) {
    var mapping = given
    start = try mapping.required("start")
    chain = try mapping.texts("chain")
    approved = try mapping.required("approved")
    completed = try mapping.required("completed")
    care = try mapping.required("care")
    states = []
    for var state in try mapping.mappings("states") {
      states.append(
        State(
          id: try state.required("id"),
          name: Phrase(chinese: try state.required("zh"), english: try state.required("en")),
          needsEvidence: try state.text("evidence") == "true"))
      try state.finish()
    }
    loops = []
    for var loop in try mapping.mappings("loops") {
      loops.append(
        Loop(
          from: try loop.texts("from"), to: try loop.required("to"),
          phrase: try loop.required("phrase")))
      try loop.finish()
    }
    try mapping.finish()
    let named = chain + [start, approved, completed, care] + loops.flatMap { $0.from + [$0.to] }
    if let unknown = named.first(where: { state($0) == nil }) {
      throw given.problem("states", "\(unknown) is named but is no state")
    }
    guard Set(states.map(\.id)).count == states.count, Set(chain).count == chain.count,
      chain.first == start
    else { throw given.problem("chain", "every state occurs once, and the chain begins at start") }
  }
}

extension PolicyMapping {
  fileprivate mutating func day(_ key: String) throws(TiankanError) -> CalendarDate? {
    guard let text = try text(key) else { return nil }
    guard let day = CalendarDate(text) else {
      throw problem(key, "\(text) is no day; write 2025-06-24")
    }
    return day
  }
}
