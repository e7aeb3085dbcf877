import Diagnostics
import Foundation
import Imagery
import Supervision
import TestSupport
import Testing

@Suite struct RuleLibraryTests {
  static func day(_ text: String) -> CalendarDate {
    CalendarDate(text) ?? CalendarDate(dayNumber: 0)
  }

  @Test func `examples of all built-in rules come out as their files say`() throws {
    let library = try RuleLibrary.load()
    #expect(
      library.sets.map(\.name) == [
        "fujian-consolidation-2025", "jiangsu-intensive-2014", "jiaxing-consolidation-2023",
        "jinjiang-reply-2024", "jinxian-consolidation-draft", "national", "proposed",
      ])
    for set in library.sets {
      for rule in set.rules {
        #expect(rule.failedExamples() == [], "\(set.name)/\(rule.id)")
        #expect(rule.hasBothSides)
      }
    }
  }

  // 本文件有效期5年: 2025-06-24 to 2030-06-24; the places are 晋江 (Fujian), 嘉善 (Jiaxing), 进贤, 如东 (Jiangsu).
  @Test(arguments: [
    ("350582", "2025-06-23", []),
    ("350582", "2025-06-24", ["fujian-consolidation-2025"]),
    ("350582", "2030-06-24", ["fujian-consolidation-2025"]),
    ("350582", "2030-06-25", []),
    ("330421", "2025-07-01", ["jiaxing-consolidation-2023"]),
    ("330421", "2028-01-01", []), ("330106", "2025-07-01", []),
    ("360124", "2025-07-01", []), ("320623", "2016-07-01", []),
  ]) func `only documents in force of the unit's own jurisdiction hold`(
    place: String, date: String, names: [String]
  ) throws {
    let library = try RuleLibrary.load()
    let own = library.holding(in: place, on: Self.day(date)).map(\.name).filter {
      !["national", "proposed", "jinjiang-reply-2024"].contains($0)
    }
    #expect(own == names)
  }

  @Test func `drafts and expired documents are found when asked for`() throws {
    let library = try RuleLibrary.load()
    func names(_ place: String, _ date: String, _ status: RuleSet.Status) -> [String] {
      library.holding(in: place, on: Self.day(date), statuses: [status]).map(\.name)
    }
    #expect(names("360124", "2025-07-01", .draft) == ["jinxian-consolidation-draft"])
    #expect(names("320623", "2016-07-01", .expired) == ["jiangsu-intensive-2014"])
    #expect(names("320623", "2021-01-01", .expired) == [])
  }

  @Test func `a province adds a rule set without code, and replaces a built-in one by its name`()
    throws
  {
    let folder = try TemporaryFolder()
    let text = """
      name: proposed
      version: "2"
      title: {zh: 本省, en: own}
      source: own
      status: 现行
      jurisdiction: ""
      rules:
        - id: overlap-area
          clause: 一
          phrase: 大于100平方米
          title: {zh: 重叠, en: overlap}
          role: trigger
          quantity: common area
          test: "> 100 m2"
          area_basis: gross
          force: hard
          examples: [{value: 100 m2, holds: false}, {value: 100.01 m2, holds: true}]
      """
    try text.write(toFile: folder.path("own.yaml"), atomically: true, encoding: .utf8)
    let set = try RuleLibrary.load(files: [folder.path("own.yaml")]).set("proposed")
    #expect(set.version == "2")
    #expect(set.rules.count == 1)
  }

  static let head =
    "name: x\nversion: 1\ntitle: {zh: 甲, en: a}\nsource: s\nstatus: 现行\nrules:\n"
  static let rule =
    "  - {id: r, clause: 一, phrase: 二, title: {zh: 甲, en: a}, role: limit, quantity: q, force: hard, "

  @Test(arguments: [
    (
      rule + "test: \"> 10 亩\", area_basis: net, examples: [{value: 11 亩, holds: true}]}",
      "examples: there must be an example on each side"
    ),
    (rule + "test: \"> 10 acres\", examples: []}", "is no comparison"),
    (rule + "examples: []}", "needs a test"),
    (
      rule
        + "test: \"> 10 亩\", examples: [{value: 11 亩, holds: true}, {value: 9 亩, holds: false}]}",
      "say which area counts"
    ),
    (rule + "tset: x}", "this key is not known"),
    ("  - {id: r, clause: 一}", "phrase: this key is missing"),
    ("  []\nstatsu: x", "statsu: this key is not known"),
    ("  []\nvalid_from: 2025-13-01", "is no day"),
    ("  []\nvalid_from: 2025-02-01\nvalid_to: 2025-01-01", "lies before valid_from"),
    (
      "  []\nprocess: {start: a, states: [{id: a, zh: 甲, en: a}], chain: [a, b], approved: a, completed: a, care: a}",
      "b is named but is no state"
    ),
  ]) func `a rule file that could mislead is refused with its reason`(
    text: String, reason: String
  ) throws {
    do {
      _ = try RuleSet(yaml: Self.head + text, name: "x.yaml")
      Issue.record("it was read")
    } catch {
      #expect(error.code == .usage)
      #expect("\(error)".contains(reason), "\(error)")
      #expect(error.subject?.hasPrefix("x.yaml") == true)
    }
  }

  @Test func `an example that does not come out is told`() throws {
    let text =
      Self.head + Self.rule
      + "test: \">= 10 亩\", area_basis: net, examples: [{value: 10 亩, holds: false}, {value: 9 亩, holds: true}]}"
    let set = try RuleSet(yaml: text, name: "x.yaml")
    #expect(set.rules[0].failedExamples().count == 2)
  }

  @Test func `a value that prints like the threshold is at the edge`() throws {
    let test = try #require(RuleTest("> 10 亩"))
    for (value, edge) in [
      ("6666.67 m2", true), ("10 亩", true), ("10.004 亩", true), ("10.01 亩", false),
      ("9.99 亩", false),
    ] {
      #expect(test.isAtEdge(try #require(RuleValue(value))) == edge, "\(value)")
    }
  }

  @Test func `months end on the same day or on the last there is`() {
    let end = Self.day("2024-01-31")
    #expect(end.adding(months: 1) == Self.day("2024-02-29"))
    #expect(end.adding(months: 13) == Self.day("2025-02-28"))
    #expect(end.adding(months: -2) == Self.day("2023-11-30"))
    #expect(Self.day("2024-02-29").adding(months: 36) == Self.day("2027-02-28"))
  }
}
