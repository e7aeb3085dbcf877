import Foundation
import TestSupport
import Testing

/// The register of the simulated township, its accounts, three lines and month, held against Python on the same tables.
@Suite(.enabled(if: Program.hasPython)) struct AccountsCommandTests {
  let area: MonitoredArea

  init() throws {
    area = try MonitoredArea(try Township.shared.get()).configure(
      more: ["register: register.gpkg"])
    let config = area.path("tiankan.yaml")
    let mapping = "\(area.township.root)/register/mapping.yaml"
    let proposal = try Program.tiankan([
      "register", "import", mapping, "--config", config, "--json",
    ])
    let code = try #require(proposal.output.firstMatch(of: /"code" : "([0-9a-f]{12})"/)).1
    let confirmed = try Program.tiankan([
      "register", "import", mapping, "--config", config, "--confirm", "\(code)", "--person", "张三",
    ])
    try #require(confirmed.status == 0, "\(confirmed.notices)")
  }

  func json(_ arguments: [String]) throws -> [String: Any] {
    let outcome = try Program.tiankan(arguments + ["--config", area.path("tiankan.yaml")])
    try #require(outcome.status == 0, "\(outcome.notices)")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
  }

  static func mu(_ value: Any?) -> Double {
    ((value as? [String: Any])?["square_metres"] as? Double ?? .nan) * 0.0015
  }

  /// Recognised areas by unit, year and role, straight from the tables; without the plot that claims another's land again.
  static let sums = """
    import csv, collections
    folder = sys.argv[1]
    units = {row["XMBH"]: row["DYBH"] for row in csv.DictReader(open(folder + "/projects.csv", encoding="utf-8"))}
    roles = {"新增耕地": "cropland credit", "补划": "permanent_farmland credit", "调出": "permanent_farmland debit"}
    sums = collections.defaultdict(float)
    source = ogr.Open(folder + "/register-layers.gpkg")
    for plot in source.GetLayerByName("plots"):
        if plot["DKYT"] not in roles or plot["RDMJ"] is None or plot["DKBH"] == "XZ-CHONGFU": continue
        sums[f'{roles[plot["DKYT"]]} {units[plot["XMBH"]]} {plot["HSRQ"][:4]}'] += plot["RDMJ"]
    for key in sorted(sums): print(key, round(sums[key], 6))
    """

  @Test func `accounts are the sums of the tables, and add up over units`() throws {
    let document = try json(["accounts", "land", "--json"])
    let accounts = try #require(document["accounts"] as? [[String: Any]])
    var found: [String: Double] = [:]
    var closing: [String: [String: Double]] = [:]
    for account in accounts {
      let kind = (account["account"] as? [String: Any])?["code"] as? String ?? ""
      let level = account["level"] as? String ?? ""
      closing[kind, default: [:]][level, default: 0] += Self.mu(account["closing"])
      guard level == "unit" else { continue }
      for year in account["years"] as? [[String: Any]] ?? [] {
        for side in ["credit", "debit"] where Self.mu(year[side]) > 0 {
          found["\(kind) \(side) \(account["place"] ?? "") \(year["year"] ?? "")"] = Self.mu(
            year[side])
        }
      }
    }
    let expected = try Reference.python(Self.sums, "\(area.township.root)/register")
    #expect(!expected.isEmpty)
    #expect(found.count == expected.count)
    for line in expected {
      let words = line.split(separator: " ")
      let key = words.dropLast().joined(separator: " ")
      let value = try #require(Double(words[words.count - 1]))
      #expect(abs((found[key] ?? .nan) - value) < 1e-6, "\(key)")
    }
    for (kind, sums) in closing {
      #expect(abs((sums["unit"] ?? 0) - (sums["all"] ?? 0)) < 1e-9, "\(kind)")
      #expect(abs((sums["county"] ?? 0) - (sums["all"] ?? 0)) < 1e-9, "\(kind)")
    }
  }

  /// For each plot that is moved out: the share within the outer rings of the growth boundary, and whether a visit is needed.
  static let visits = """
    folder = sys.argv[1]
    layers = ogr.Open(folder + "/layers.gpkg")
    lines = layers.GetLayerByName("control_lines")
    inside = ogr.Geometry(ogr.wkbMultiPolygon)
    for line in lines:
        if line["KZXLX"] != "城镇开发边界": continue
        for part in line.GetGeometryRef():
            outer = ogr.Geometry(ogr.wkbPolygon); outer.AddGeometry(part.GetGeometryRef(0).Clone()); inside.AddGeometry(outer)
    inside = inside.UnionCascaded()
    source = ogr.Open(folder + "/register/register-layers.gpkg")
    for plot in source.GetLayerByName("plots"):
        if plot["DKYT"] != "调出": continue
        shape = plot.GetGeometryRef()
        share = 0 if inside is None or inside.IsEmpty() else shape.Intersection(inside).GetArea() / shape.GetArea()
        mu = plot["RDMJ"]
        limit = (5 if plot["XZDM"].startswith("359901") else 3)
        print(plot["DKBH"], round(share, 3), (mu > 10) if share < 0.01 else (mu >= limit))
    """

  @Test func `patches that need a site visit are those of the document's numbers`() throws {
    let document = try json(["accounts", "lines", "--json"])
    let units = try #require(document["units"] as? [[String: Any]])
    var found: [String: String] = [:]
    for unit in units {
      #expect((unit["rule_set"] as? String)?.hasPrefix("fujian-consolidation-2025") == true)
      for patch in unit["patches"] as? [[String: Any]] ?? [] {
        let share = (patch["enclosed_share"] as? Double ?? .nan)
        let needs = patch["needs_visit"] as? Bool == true ? "True" : "False"
        found[patch["plot"] as? String ?? ""] = "\((share * 1000).rounded() / 1000) \(needs)"
      }
    }
    let expected = try Reference.python(Self.visits, area.township.root)
    #expect(found.count == expected.count)
    for line in expected {
      let words = line.split(separator: " ").map(String.init)
      let share = Double(words[1]) ?? .nan
      #expect(found[words[0]] == "\(share) \(words[2])", "\(line)")
    }
    for unit in units {
      let papers = unit["papers"] as? [[String: Any]] ?? []
      #expect(papers.count == 4)
      let states = papers.compactMap { ($0["state"] as? [String: Any])?["code"] as? String }
      #expect(states.count { $0 == "provided" } == 1)
    }
  }

  @Test func `the month says what is planned, reached and seen`() throws {
    #expect(try area.monitor().status == 0)
    let document = try json(["report", "month", "2025-09", "--format", "json"])
    let totals = try #require(document["totals"] as? [String: Any])
    #expect(totals["projects"] as? Int == 12)
    #expect(document["generation"] as? Int == 1)
    let projects = try #require(document["projects"] as? [[String: Any]])
    func project(_ id: String) -> [String: Any] {
      projects.first { $0["id"] as? String == id } ?? [:]
    }
    func reasons(_ id: String) -> [String] {
      (project(id)["reasons"] as? [[String: Any]] ?? []).compactMap { $0["code"] as? String }
    }
    #expect(reasons("SIMXM012").contains("milestone_late"))
    #expect(projects.allSatisfy { (($0["clues"] as? [String: Any])?["open"] as? Int) != nil })
    let clock = try #require(project("SIMXM001")["clock"] as? [String: Any])
    // Approved 90 days before the archive ends on 2025-09-30; three years.
    #expect(clock["start"] as? String == "2025-07-02")
    #expect(clock["deadline"] as? String == "2028-07-02")
    let places = try #require(document["provinces"] as? [[String: Any]])
    #expect(places.map { $0["code"] as? String } == ["35"])

    // After the clock: every project is red for it; before the plans were approved there is none.
    let late = try json(["report", "month", "2028-07-03", "--format", "json"])
    #expect((late["totals"] as? [String: Any])?["red"] as? Int == 12)
    let early = try json(["report", "month", "2025-06", "--format", "json"])
    #expect((early["projects"] as? [[String: Any]] ?? []).allSatisfy { $0["clock"] == nil })
  }

  @Test func `the month is a page in two languages and a spreadsheet, without judging words`()
    throws
  {
    let config = area.path("tiankan.yaml")
    for (language, words) in [
      ("zh", ["月度报告", "红黄预警", "节点逾期超过一季度"]),
      ("en", ["Monthly report", "more than a quarter late"]),
    ] {
      let outcome = try Program.tiankan([
        "report", "month", "2025-09", "--config", config, "--lang", language,
      ])
      #expect(outcome.status == 0, "\(outcome.notices)")
      for word in words { #expect(outcome.output.contains(word), "\(language): \(word)") }
      for word in WordsTests.forbidden { #expect(!outcome.output.lowercased().contains(word)) }
    }
    let sheet = try Program.tiankan([
      "report", "month", "2025-09", "--config", config, "--format", "xlsx", "--out",
      area.path("month.xlsx"),
    ])
    #expect(sheet.status == 0, "\(sheet.notices)")
    let rows = try Reference.python(
      """
      source = ogr.Open(sys.argv[1])
      layer = source.GetLayer(0)
      print(layer.GetFeatureCount(), sorted(row["标识"] for row in layer)[0])
      """, area.path("month.xlsx"))
    #expect(rows == ["12 SIMXM001"])
    #expect(try Program.tiankan(["report", "month", "2025-13", "--config", config]).status == 2)
    #expect(
      try Program.tiankan(["report", "tile", "A", "--config", config, "--format", "xlsx"]).status
        == 2)
  }

  @Test func `aftercare needs images, and says which crop years it rests on`() throws {
    let config = area.path("tiankan.yaml")
    #expect(try Program.tiankan(["accounts", "care", "--config", config]).status == 2)
    #expect(try area.monitor().status == 0)
    // No project of the township has come to aftercare.
    let none = try Program.tiankan(["accounts", "care", "--config", config])
    #expect(none.output.hasPrefix("后期管护 aftercare: 0"), "\(none.notices)")
  }
}
