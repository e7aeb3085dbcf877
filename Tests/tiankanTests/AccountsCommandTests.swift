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
    // Half of an approved plot is supplied, and nothing was seen on it for more than a year after the agreed start.
    let idle = try json(["accounts", "idle", "--on", "2025-09-30", "--json"])
    let plots = try #require(idle["plots"] as? [[String: Any]])
    let outcomes = Dictionary(
      plots.map {
        ($0["plot"] as? String ?? "", ($0["outcome"] as? [String: Any])?["code"] as? String)
      },
      uniquingKeysWith: { $1 })
    #expect(
      outcomes == ["PZ-001": "idle_approved_not_supplied", "GD-001": "idle_supplied_not_used"])
    // No project of the township has come to aftercare.
    let none = try Program.tiankan(["accounts", "care", "--config", config])
    #expect(none.output.hasPrefix("后期管护 aftercare: 0"), "\(none.notices)")
  }

  @Test func `demolition is dated by the scenes as the township's truth has it`() throws {
    let document = try json(["accounts", "reclaim", "--on", "2025-09-30", "--json"])
    let plots = try #require(document["plots"] as? [[String: Any]])
    let truth = try Reference.python(
      """
      import datetime
      day = lambda text: datetime.date(*map(int, text.replace("/", "-").split("-")))
      source = ogr.Open(sys.argv[1] + "/truth.gpkg"); layer = source.GetLayerByName("event")
      for row in layer:
          if row["subtype"] != "demolition": continue
          start, seen = day(row["start"]), day(row["visible_from"])
          crop = start + datetime.timedelta(150)
          print("CJ-" + row["event_id"], start, seen + datetime.timedelta(120), crop)
      """, area.township.root)
    #expect(plots.count == truth.count && !truth.isEmpty)
    for line in truth {
      let words = line.split(separator: " ").map(String.init)
      let plot = try #require(plots.first { $0["plot"] as? String == words[0] })
      let since = try #require(plot["since"] as? [String: String])
      let cleared = try #require(since["cleared"])
      let reclaimed = try #require(since["reclaimed"])
      #expect(cleared >= words[1] && cleared <= words[2], "\(since)")
      #expect(reclaimed >= words[3], "\(since)")
      #expect((plot["state"] as? [String: Any])?["code"] as? String != "reclaim_standing")
    }
    let config = area.path("tiankan.yaml")
    let text = try Program.tiankan([
      "accounts", "reclaim", "--on", "2023-06-30", "--config", config,
    ])
    #expect(text.output.contains("未拆 not demolished"), "\(text.notices)")
  }

  @Test func `quota, exchange, evaluation and change sets follow from the register`() throws {
    let config = area.path("tiankan.yaml")
    let quota = try json([
      "accounts", "quota", "--rule-set", "jiangsu-intensive-2014", "--ten-percent", "6:4", "--json",
    ])
    let projects = try #require(quota["projects"] as? [[String: Any]])
    #expect(projects.count == 12)
    for project in projects {
      let split = try #require(project["split"] as? [String: Any])
      let parts = Self.mu(split["province"]) + Self.mu(split["county"])
      #expect(abs(parts - Self.mu(split["new_cropland"])) < 1e-9)
      #expect(split["ten_percent"] as? String == "6:4")
      let percent = try #require(split["percent"] as? Double)
      #expect(split["tier"] as? Int == (percent <= 5 ? 1 : percent < 10 ? 2 : 3))
    }
    #expect(projects.contains { !(($0["shares"] as? [[String: Any]]) ?? []).isEmpty })
    let unknown = try Program.tiankan([
      "accounts", "quota", "--rule-set", "nowhere", "--config", config,
    ])
    #expect(unknown.status == 2)
    let exchange = try Program.tiankan(["accounts", "exchange", "--config", config])
    #expect(exchange.status == 0, "\(exchange.notices)")
    #expect(try Program.tiankan(["accounts", "idle", "--config", config]).status == 2)

    try "title: {zh: 评估, en: evaluation}\nweights: {milestones_done: 50, farmland_used: 50}\n"
      .write(
        toFile: area.path("formula.yaml"), atomically: true, encoding: .utf8)
    let scores = try json([
      "accounts", "evaluate", "--formula", area.path("formula.yaml"), "--on", "2025-09-30",
      "--json",
    ])
    let counties = try #require(scores["counties"] as? [[String: Any]])
    #expect(counties.count == 2 && (scores["cities"] as? [[String: Any]])?.count == 1)
    // Without a ledger nobody knows how the parcels are used: half of the score is open, and both are tied.
    #expect(counties.allSatisfy { $0["is_tied"] as? Bool == true && $0["rank"] as? Int == 1 })

    func file(_ name: String, _ language: String) throws -> Program.Outcome {
      try Program.tiankan([
        "accounts", "evaluate", "--formula", area.path("formula.yaml"), "--on", "2025-09-30",
        "--config", config, "--out", area.path(name), "--lang", language,
      ])
    }
    for (name, language, words) in [
      ("zh.html", "zh", ["年度成效评估", "设区市", "并列", "节点"]),
      ("en.html", "en", ["Yearly evaluation", "tied", "full score"]),
    ] {
      let made = try file(name, language)
      #expect(made.status == 0, "\(made.notices)")
      let page = try String(contentsOfFile: area.path(name), encoding: .utf8)
      for word in words { #expect(page.contains(word), "\(name): \(word)") }
      for word in WordsTests.forbidden { #expect(!page.lowercased().contains(word)) }
    }
    #expect(try file("places.xlsx", "zh").status == 0)
    #expect(try file("places.pdf", "zh").status == 2)
    let places = try Reference.python(
      """
      source = ogr.Open(sys.argv[1] + "/places.xlsx")
      for row in source.GetLayer(0): print(row["层级"], row["行政区代码"], row["名次"], row["并列"], float(row["得分下限"]), float(row["得分上限"]))
      """, area.path(""))
    let ranked =
      ((scores["cities"] as? [[String: Any]] ?? []).map { ("设区市", $0) }
      + counties.map { ("县（市、区）", $0) }).map { level, place in
        "\(level) \(place["code"] ?? "") \(place["rank"] ?? "") \(place["is_tied"] as? Bool == true ? "是" : "否") "
          + "\(place["lower"] as? Double ?? .nan) \(place["upper"] as? Double ?? .nan)"
      }
    #expect(places == ranked)

    let written = try Program.tiankan([
      "export", "onemap", "--config", config, "--out", area.path("one.gdb"),
    ])
    #expect(written.status == 0, "\(written.notices)")
    let survey = try Program.tiankan([
      "export", "survey", "--config", config, "--out", area.path("survey.csv"),
    ])
    #expect(survey.status == 0, "\(survey.notices)")
    let rows = try Reference.python(
      """
      first = ogr.Open(sys.argv[1] + "/one.gdb"); one = first.GetLayer(0)
      rows = [(row["BSM"], row["BGLX"], row["HBB"]) for row in one]
      print(len({row[0] for row in rows}) == len(rows) > 0, {row[1:] for row in rows})
      second = ogr.Open(sys.argv[2] + "/register/register-layers.gpkg"); plots = second.GetLayerByName("plots")
      wanted = {row["DKBH"]: row["RDMJ"] for row in plots if row["MBDL"] and row["MBDL"] != row["YDL"] and row["RDMJ"] is not None}
      third = ogr.Open(sys.argv[1] + "/survey.csv")
      found = {row["BSM"]: float(row["MJ"]) * 0.0015 for row in third.GetLayer(0)}
      print(found.keys() == wanted.keys(), all(abs(found[key] - wanted[key]) < 1e-6 for key in wanted))
      """, area.path(""), area.township.root)
    #expect(rows == ["True {('新增', 1)}", "True True"])
    let again = try Program.tiankan([
      "export", "onemap", "--config", config, "--from", "1", "--out", area.path("two.gpkg"),
    ])
    #expect(again.output.contains("0 条"), "\(again.notices)")
  }

  /// Parcels of a survey ten kilometres east of the township, on a plane of 10° with 30° in its east, one of them in the township's red
  /// line, one on a parcel of it; squares of `side` metres.
  static let survey = """
    folder, township = sys.argv[1:3]
    srs = osr.SpatialReference(); srs.ImportFromEPSG(4548); srs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    store = ogr.Open(township + "/layers.gpkg")
    red = [row.GetGeometryRef().Clone() for row in store.GetLayerByName("control_lines") if row["KZXLX"] == "生态保护红线"][0]
    inside = red.PointOnSurface()
    field = max((row.GetGeometryRef().Clone() for row in store.GetLayerByName("cropland")), key=lambda shape: shape.GetArea())
    def square(west, side, south=2869000):
        x = 530000 + west
        return ogr.CreateGeometryFromWkt(f"POLYGON(({x} {south},{x+side} {south},{x+side} {south+side},{x} {south+side},{x} {south}))")
    rows = [("CROP", "0103", None, square(0, 100)), ("ORCHARD", "0201", "JKHF", square(100, 50)),
            ("WOODS", "0301", "GCHF", square(400, 100)), ("FOREST", "0301", None, square(600, 100)),
            ("IDLE", "0102", "WG", square(100, 30, 2869060)), ("VILLAGE", "0702", None, square(800, 60)),
            ("GRASS", "0404", None, square(900, 40)), ("STEEP", "0404", None, square(1500, 100)),
            ("SMALL", "1206", None, square(1000, 19)), ("OUTSIDE", "0404", None, square(9000, 100)),
            ("RED", "0404", None, inside.Buffer(15)), ("FIELD", "0101", "WG", field), ("WORKS", "0601", None, square(1500, 80, 2869200))]
    made = ogr.GetDriverByName("GPKG").CreateDataSource(folder + "/dltb.gpkg")
    layer = made.CreateLayer("DLTB", srs, ogr.wkbMultiPolygon)
    for name in "BSM", "DLBM", "ZZSXDM": layer.CreateField(ogr.FieldDefn(name, ogr.OFTString))
    for name, kind, attribute, shape in rows:
        row = ogr.Feature(layer.GetLayerDefn()); row["BSM"], row["DLBM"] = name, kind
        if attribute: row["ZZSXDM"] = attribute
        row.SetGeometry(ogr.ForceToMultiPolygon(shape)); layer.CreateFeature(row)
    layer = made = None
    columns = (532000 - 519000) // 10
    angle = np.where(519000 + 10 * np.arange(columns) < 531400, 10, 30)
    heights = np.repeat(np.cumsum(np.tan(np.radians(angle)) * 10)[None, :], 600, axis=0)
    dem = gdal.GetDriverByName("GTiff").Create(folder + "/dem.tif", columns, 600, 1, gdal.GDT_Float32)
    dem.SetProjection(srs.ExportToWkt()); dem.SetGeoTransform((519000, 10, 0, 2873000, 0, -10))
    dem.GetRasterBand(1).WriteArray(heights); dem = None
    """

  @Test func `the potential survey ranks what could be treated and counts what is left out`() throws
  {
    _ = try Reference.python(Self.survey, area.path(""), area.township.root)
    let layer = area.path("dltb.gpkg#DLTB")
    let config = area.path("tiankan.yaml")
    let missing = try Program.tiankan(["accounts", "potential", layer, "--config", config])
    #expect(missing.status == 2 && missing.notices.contains("--dem"), "no slope is guessed")
    let arguments = ["accounts", "potential", layer, "--dem", area.path("dem.tif")]
    let document = try json(arguments + ["--look", "5", "--on", "2025-09-30", "--json"])
    let candidates = try #require(document["candidates"] as? [[String: Any]])
    func names(_ kind: String) -> [String] {
      candidates.filter {
        ($0["kind"] as? [String: Any])?["code"] as? String == "potential_\(kind)"
      }
      .compactMap { $0["parcel"] as? String }
    }
    // Beside cropland first, then by size; FIELD lies 10 km from any other cropland.
    #expect(names("restore").prefix(2) == ["ORCHARD", "IDLE"])
    #expect(Set(names("restore").dropFirst(2)) == ["WOODS", "FIELD"])
    #expect(names("reclaim") == ["VILLAGE"] && names("develop") == ["GRASS"])
    #expect(names("revive") == ["WORKS"], "on 30°, which is nothing to works")
    #expect(
      document["left_out"] as? [String: Int] == [
        "steep": 1, "small": 1, "no_slope": 1, "red_line": 1,
      ])
    for candidate in candidates {
      let name = candidate["parcel"] as? String ?? ""
      // tan is of the plane's own angle: 10° wherever a candidate lies.
      let angle = name == "WORKS" ? 30.0 : 10
      #expect(abs((candidate["slope"] as? Double ?? .nan) - angle) < 0.051, "\(name)")
      // Only one of them lies in the scenes.
      let greenest = candidate["greenest"] as? Double
      let barest = candidate["barest"] as? Double
      #expect((greenest != nil) == (name == "FIELD"), "\(name)")
      if let greenest, let barest { #expect(barest < greenest && greenest <= 1 && barest >= -1) }
    }
    let text = try Program.tiankan(arguments + ["--config", config])
    #expect(text.status == 0 && text.output.contains("复垦 1. VILLAGE"), "\(text.output)")
    for word in WordsTests.forbidden { #expect(!text.output.lowercased().contains(word)) }
  }
}
