import Imagery

extension RouteParameter {
  /// The value of a parameter as it was sent, checked.
  enum Value: Sendable {
    case text(String)
    case integer(Int)
    case date(CalendarDate)
    case flag(Bool)
    case list([String])
    case box([Double])
    case interval(from: CalendarDate?, to: CalendarDate?)
  }

  /// Reads what was sent.
  ///
  /// - Throws: `RequestFailure` 400 that names the parameter and what it takes; for a part of the path 404.
  func value(of sent: String) throws -> Value {
    guard let value = read(sent) else {
      // An address with an impossible part is the address of nothing.
      if place == .path { throw RequestFailure.notFound }
      throw RequestFailure.malformed(name, "takes \(expectation)")
    }
    return value
  }

  private func read(_ sent: String) -> Value? {
    guard !sent.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
      return nil
    }
    switch kind {
    case .text(let limit):
      return !sent.isEmpty && sent.unicodeScalars.count <= limit ? .text(sent) : nil
    case .integer(let range):
      guard sent.count <= 12, let number = Int(sent), range.contains(number) else { return nil }
      return .integer(number)
    case .date: return CalendarDate(sent).map { .date($0) }
    case .flag: return ["true": true, "false": false][sent].map { .flag($0) }
    case .choice(let choices): return choices.contains(sent) ? .text(sent) : nil
    case .list(let choices):
      let words = sent.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard words.count <= 200, words.allSatisfy({ (1...64).contains($0.count) }),
        choices.isEmpty || words.allSatisfy(choices.contains)
      else { return nil }
      return .list(words)
    case .box: return Self.box(sent).map { .box($0) }
    case .interval: return Self.interval(sent)
    }
  }

  private static func box(_ sent: String) -> [Double]? {
    let parts = sent.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Double($0) }.filter(\.isFinite)
    guard numbers.count == parts.count, [4, 6].contains(numbers.count) else { return nil }
    let box = numbers.count == 4 ? numbers : [numbers[0], numbers[1], numbers[3], numbers[4]]
    return box[1] <= box[3] ? box : nil
  }

  private static func interval(_ sent: String) -> Value? {
    func day(_ text: Substring) -> CalendarDate?? {
      if text.isEmpty || text == ".." { return .some(nil) }
      // The rest of an instant does not matter: the ledger counts days.
      let parts = text.split(separator: "T", maxSplits: 1)
      guard let date = CalendarDate(String(parts[0])), text.count <= 40,
        parts.count == 1 || parts[1].first?.isNumber == true
      else { return nil }
      return .some(date)
    }
    let ends = sent.split(separator: "/", omittingEmptySubsequences: false)
    guard (1...2).contains(ends.count), let first = day(ends[0]),
      let last = day(ends[ends.count - 1])
    else { return nil }
    if ends.count == 1, first == nil { return nil }
    if let first, let last, last < first { return nil }
    return .interval(from: first, to: last)
  }

  /// What the parameter takes, in words.
  private var expectation: String {
    switch kind {
    case .text(let limit): "a text of 1 to \(limit) characters"
    case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .date: "a day such as 2025-01-31"
    case .flag: "true or false"
    case .choice(let choices): choices.joined(separator: ", ")
    case .list(let choices):
      choices.isEmpty
        ? "words separated by commas"
        : "words separated by commas: \(choices.joined(separator: ", "))"
    case .box: "west,south,east,north"
    case .interval: "an instant, a day, or an interval such as 2025-01-01/.."
    }
  }

  /// What the parameter takes, as OpenAPI describes it.
  var schema: JSONText {
    switch kind {
    case .text(let limit): ["type": "string", "minLength": 1, "maxLength": .integer(limit)]
    case .integer(let range):
      [
        "type": "integer", "minimum": .integer(range.lowerBound),
        "maximum": .integer(range.upperBound),
      ]
    case .date: ["type": "string", "format": "date"]
    case .flag: ["type": "boolean"]
    case .choice(let choices): ["type": "string", "enum": JSONText(choices)]
    case .list(let choices):
      [
        "type": "array", "minItems": 1, "maxItems": 200,
        "items": choices.isEmpty
          ? ["type": "string", "minLength": 1, "maxLength": 64, "pattern": "^[^,]+$"]
          : ["type": "string", "enum": JSONText(choices)],
      ]
    case .box:
      ["type": "array", "minItems": 4, "maxItems": 6, "items": ["type": "number"]]
    case .interval: ["type": "string"]
    }
  }

  /// The parameter as OpenAPI describes it.
  var description: JSONText {
    var pairs: [(String, JSONText)] = [
      ("name", .text(name)), ("in", .text(place.rawValue)), ("required", .flag(isRequired)),
      ("description", .text(summary)), ("schema", schema),
    ]
    switch kind {
    case .list, .box: pairs += [("style", place == .query ? "form" : "simple"), ("explode", false)]
    default: break
    }
    return .object(pairs)
  }
}
