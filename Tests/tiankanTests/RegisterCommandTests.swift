import Foundation
import TestSupport
import Testing

/// `tiankan register` and `tiankan rules` as an office uses them, on files that GDAL's own bindings write.
@Suite(.enabled(if: Program.hasPython)) struct RegisterCommandTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    _ = try Reference.python(Self.files, folder.url.path)
    try Self.mapping.write(toFile: path("mapping.yaml"), atomically: true, encoding: .utf8)
  }

  func path(_ name: String) -> String { folder.path(name) }

  /// Townships in a GeoPackage (3° zone), units in a Shapefile in GB18030, projects in a FileGDB in longitude and latitude with their
  /// attributes in a spreadsheet, plots in another GeoPackage in 亩, the rest in CSV files in UTF-8 and GB18030.
  static let files = """
    import os
    folder = sys.argv[1]
    def layer(driver, name, table, code, fields, rows, options=[]):
        made = ogr.GetDriverByName(driver)
        source = made.CreateDataSource(folder + "/" + name)
        srs = osr.SpatialReference(); srs.ImportFromEPSG(code)
        srs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        work = osr.SpatialReference(); work.ImportFromEPSG(4548)
        work.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        move = osr.CoordinateTransformation(work, srs)
        found = source.CreateLayer(table, srs, ogr.wkbMultiPolygon, options)
        for field, kind in fields: found.CreateField(ogr.FieldDefn(field, kind))
        for west, south, side, values in rows:
            feature = ogr.Feature(found.GetLayerDefn())
            for index, value in enumerate(values): feature.SetField(index, value)
            x, y = 520000 + west, 2870000 + south
            shape = ogr.CreateGeometryFromWkt(f"MULTIPOLYGON((({x} {y},{x+side} {y},{x+side} {y+side},{x} {y+side},{x} {y})))")
            if code != 4548: shape.Transform(move)
            feature.SetGeometry(shape)
            found.CreateFeature(feature)
        found = source = None
    T, R = ogr.OFTString, ogr.OFTReal
    layer("GPKG", "land.gpkg", "xz", 4548, [("XZQDM", T), ("XZQMC", T), ("DX", T), ("YN", R)],
          [(0, 0, 2000, ("350582100", "甲镇", "山区", 3000.0)), (2000, 0, 2000, ("350582101", "乙镇", "平原", 2000.0))])
    layer("ESRI Shapefile", "dy.shp", "dy", 4548, [("DYBH", T), ("DYMC", T), ("ZTDW", T)],
          [(100, 100, 1800, ("U1", "甲镇单元", "甲镇人民政府"))], ["ENCODING=GB18030"])
    layer("OpenFileGDB", "xm.gdb", "XM", 4490, [("XMBH", T)], [(100, 100, 900, ("A",)), (1000, 100, 900, ("B",))])
    layer("GPKG", "plots.gpkg", "dk", 4548, [("DKBH", T), ("XM", T), ("YT", T), ("SB", R), ("SC", R), ("RD", R), ("RDRQ", T)],
          [(200, 200, 100, ("P1", "A", "新增耕地", 14.9, 14.8, 14.7, "2026/3/1")),
           (1100, 200, 100, ("P2", "B", "补充", 15.0, 14.9, 14.9, "2026年4月2日"))])
    table = ogr.GetDriverByName("XLSX").CreateDataSource(folder + "/xm.xlsx")
    sheet = table.CreateLayer("项目")
    for field in ("项目编号", "项目名称", "单元", "批准日期"): sheet.CreateField(ogr.FieldDefn(field, T))
    for values in (("A", "农田整理", "U1", "2025-07-01"), ("B", "旱改水", "U1", "2025-08-01")):
        feature = ogr.Feature(sheet.GetLayerDefn())
        for index, value in enumerate(values): feature.SetField(index, value)
        sheet.CreateFeature(feature)
    sheet = table = None
    open(folder + "/jd.csv", "w", encoding="gb18030", newline="").write(
        "项目,节点,计划,完成\\r\\nA,开工,2025-09-01,2025-09-10\\r\\nA,\\"验收,整体\\",2027-06-30,\\r\\nB,开工,2025-10-01,\\r\\n")
    open(folder + "/jh.csv", "w", encoding="utf-8").write("owner,what,due,mu\\nA,新增耕地,2026-12-31,14\\nB,旱改水,2026-12-31,15\\n")
    open(folder + "/hj.csv", "w", encoding="utf-8").write(
        "unit,state,day,scenes\\nU1,划定单元,2025-01-10,\\nU1,编制方案,2025-02-10,\\nU1,县级初审,2025-03-10,\\n"
        "U1,市级审查,2025-04-10,\\nU1,省级批准,2025-07-01,\\n")
    """

  static let mapping = """
    version: 1
    crs: EPSG:4548
    area_unit: 亩
    tables:
      - kind: township
        source: land.gpkg#xz
        fields: {id: XZQDM, name: XZQMC, terrain: DX, designated: YN}
        constants: {county: "350582"}
      - kind: unit
        source: dy.shp
        fields: {id: DYBH, name: DYMC, responsible: ZTDW}
        constants: {county: "350582", townships: "350582100", process: fujian-consolidation-2025}
      - kind: project
        source: xm.gdb#XM
        fields: {id: XMBH}
      - kind: project
        source: xm.xlsx
        fields: {id: 项目编号, name: 项目名称, unit: 单元, approved_on: 批准日期}
      - kind: plot
        source: plots.gpkg#dk
        fields: {id: DKBH, project: XM, role: YT, declared: SB, surveyed: SC, recognised: RD, recognised_on: RDRQ}
        constants: {surveyor: 测绘院, survey_method: RTK, surveyed_on: 2026-02-01}
        values: {role: {补充: new_farmland}}
      - kind: milestone
        source: jd.csv
        fields: {owner: 项目, name: 节点, due_on: 计划, done_on: 完成}
      - kind: plan
        source: jh.csv
        fields: {owner: owner, category: what, due_on: due, area: mu}
      - kind: gate
        source: hj.csv
        fields: {owner: unit, state: state, reached_on: day, evidence: scenes}

    """

  func register(_ arguments: [String]) throws -> Program.Outcome {
    try Program.tiankan(
      ["register"] + arguments + ["--register", path("register.gpkg"), "--log", "text"])
  }

  func summary(_ outcome: Program.Outcome) throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any],
      "\(outcome.notices)")
  }

  /// Proposes and confirms.
  @discardableResult
  func confirm(_ mapping: String = "mapping.yaml") throws -> Program.Outcome {
    let proposal = try summary(try register(["import", path(mapping), "--json"]))
    let code = try #require(proposal["code"] as? String)
    return try register([
      "import", path(mapping), "--confirm", code, "--person", "张三", "--json",
    ])
  }

  @Test func `an import is a proposal until it is confirmed with its code`() throws {
    let proposed = try register(["import", path("mapping.yaml"), "--json"])
    #expect(proposed.status == 0, "\(proposed.notices)")
    let proposal = try summary(proposed)
    #expect((proposal["added"] as? [String])?.count == 17)
    #expect(proposal["revision"] == nil)
    #expect(!FileManager.default.fileExists(atPath: path("register.gpkg")))

    let wrong = try register([
      "import", path("mapping.yaml"), "--confirm", "000000000000", "--person", "张三",
    ])
    #expect(wrong.status == 2)
    #expect(!FileManager.default.fileExists(atPath: path("register.gpkg")))

    let confirmed = try confirm()
    #expect(confirmed.status == 0, "\(confirmed.notices)")
    #expect(try summary(confirmed)["revision"] as? Int == 1)
    let again = try summary(try register(["import", path("mapping.yaml"), "--json"]))
    #expect(again["unchanged"] as? Int == 17)
    #expect((again["added"] as? [String])?.isEmpty == true)
    #expect((again["changed"] as? [String: Any])?.isEmpty == true)
    let check = try register(["check"])
    #expect(check.status == 0, "\(check.output)\(check.notices)")
  }

  @Test func `values come through every format, encoding and CRS`() throws {
    try confirm()
    let unit = try register(["show", "unit:U1"]).output
    #expect(unit.contains("甲镇人民政府"))
    let project = try register(["show", "project:A"]).output
    #expect(project.contains("农田整理") && project.contains("2025-07-01"))
    #expect(project.contains("省级批准"))
    #expect(project.contains("验收,整体"))
    let plot = try summary(try register(["show", "plot:P2", "--json"]))
    let values = try #require(plot["values"] as? [String: String])
    #expect(values["role"] == "new_farmland")
    #expect(values["recognised_on"] == "2026-04-02")
    // 14.9 亩 = 9933.333… m².
    #expect(values["recognised"] == "9933.333333")
    // 21 km from the central meridian the scale of the projection is 1 + 5.5e-6 (k = 1 + E²/2R²), so 100 m × 100 m is 10 000 m² within 1e-4.
    #expect(abs((plot["grossM2"] as? Double ?? 0) / 10_000 - 1) < 1e-4)
    // The FileGDB is in degrees; moved back, its square has its size.
    let shown = try summary(try register(["show", "project:A", "--json"]))
    #expect(abs((shown["grossM2"] as? Double ?? 0) / 810_000 - 1) < 2e-4)
  }

  @Test func `an export reads back without loss, also into a register on a server`() throws {
    try confirm()
    let exported = try register(["export", "--out", path("export.gpkg")])
    #expect(exported.status == 0, "\(exported.notices)")
    let same = try summary(try register(["import", path("export.yaml"), "--json"]))
    #expect(same["unchanged"] as? Int == 17, "\(same)")
    #expect((same["changed"] as? [String: Any])?.isEmpty == true, "\(same)")
    guard PostgresServer.obstacle == nil else { return }
    let server = try PostgresServer()
    func remote(_ arguments: [String]) throws -> Program.Outcome {
      try Program.tiankan(["register"] + arguments + ["--register", server.address])
    }
    let proposal = try summary(try remote(["import", path("export.yaml"), "--json"]))
    let code = try #require(proposal["code"] as? String)
    let confirmed = try remote([
      "import", path("export.yaml"), "--confirm", code, "--person", "李四",
    ])
    #expect(confirmed.status == 0, "\(confirmed.notices)")
    _ = try remote(["export", "--out", path("second.gpkg")])
    let back = try summary(try register(["import", path("second.yaml"), "--json"]))
    #expect(back["unchanged"] as? Int == 17, "\(back)")
    #expect((back["changed"] as? [String: Any])?.isEmpty == true, "\(back)")
    // The server refuses what the file refuses, whoever asks.
    let schema = "tiankan_register"
    for sql in [
      "DELETE FROM \(schema).register_revision",
      "UPDATE \(schema).register_revision SET person = '王五'",
      "TRUNCATE \(schema).register_revision", "DELETE FROM \(schema).register_plot",
      "TRUNCATE \(schema).register_milestone",
      "UPDATE \(schema).register_milestone SET v_name = '别名'",
      "UPDATE \(schema).register_plot SET geom = ST_Translate(geom, 1, 0)",
      "UPDATE \(schema).register_plot SET from_revision = 2, to_revision = 2",
    ] {
      var refusal = ""
      do { try server.sql(sql) } catch { refusal = "\(error)" }
      #expect(refusal.contains("append-only"), "\(sql): \(refusal)")
    }
    // A later revision ends a version, once.
    try "owner,what,due,mu\nA,新增耕地,2026-12-31,20\nB,旱改水,2026-12-31,15\n".write(
      toFile: path("jh.csv"), atomically: true, encoding: .utf8)
    let later = try summary(try remote(["import", path("mapping.yaml"), "--json"]))
    let second = try remote([
      "import", path("mapping.yaml"), "--confirm", try #require(later["code"] as? String),
      "--person", "李四",
    ])
    #expect(second.status == 0, "\(second.notices)")
    let history = try remote(["show", "plan:A|new_farmland|2026-12-31", "--history"]).output
    #expect(history.contains("revision 1 – 1") && history.contains("revision 2 – …"), "\(history)")
    var refusal = ""
    do {
      try server.sql("UPDATE \(schema).register_plan SET to_revision = 3 WHERE to_revision = 1")
    } catch { refusal = "\(error)" }
    #expect(refusal.contains("append-only"), "\(refusal)")
  }

  /// An elevation model in four strips of 500 m from west to east, 5°, 10°, 30° and 12°, with a swell over them; woods and cropland in
  /// pairs; the mean slope of each plot by gdaldem's algorithm.
  static let terrain = """
    folder = sys.argv[1]
    srs = osr.SpatialReference(); srs.ImportFromEPSG(4548)
    x = np.arange(200) * 10 + 5; y = np.arange(40) * 10 + 5
    tangent = np.tan(np.radians(np.repeat([5, 10, 30, 12], 50)))
    heights = np.cumsum(tangent * 10)[None, :] + 2 * np.sin(x / 90)[None, :] * np.cos(y / 70)[:, None]
    dem = gdal.GetDriverByName("GTiff").Create(folder + "/dem.tif", 200, 40, 1, gdal.GDT_Float32)
    dem.SetProjection(srs.ExportToWkt()); dem.SetGeoTransform((520000, 10, 0, 2870400, 0, -10))
    dem.GetRasterBand(1).WriteArray(heights); dem.GetRasterBand(1).SetNoDataValue(-9999); dem = None
    slope = gdal.DEMProcessing("", folder + "/dem.tif", "slope", format="MEM").ReadAsArray()
    ogr.GetDriverByName("GPKG").DeleteDataSource(folder + "/plots.gpkg")
    source = ogr.GetDriverByName("GPKG").CreateDataSource(folder + "/plots.gpkg")
    srs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    table = source.CreateLayer("dk", srs, ogr.wkbMultiPolygon)
    for name in "DKBH", "XM", "YT", "DY": table.CreateField(ogr.FieldDefn(name, ogr.OFTString))
    for pair, (up, down) in enumerate([(1200, 700), (200, 600), (800, 1300), (1700, 2300)], start=1):
        for name, role, west in ("U", "林耕置换上山林地", up), ("D", "林耕置换下山耕地", down):
            row = ogr.Feature(table.GetLayerDefn())
            row["DKBH"], row["XM"], row["YT"], row["DY"] = f"{name}{pair}", "A", role, f"{'D' if name == 'U' else 'U'}{pair}"
            left, top = 520000 + west, 2870300
            row.SetGeometry(ogr.CreateGeometryFromWkt(
                f"MULTIPOLYGON((({left} {top-100},{left+100} {top-100},{left+100} {top},{left} {top},{left} {top-100})))"))
            table.CreateFeature(row)
            if west < 1900: print(f"{name}{pair}", slope[10:20, west // 10:west // 10 + 10].mean())
    table = source = None
    """

  @Test func `slopes of exchanged woods and cropland are those that GDAL computes`() throws {
    let expected = try Reference.python(Self.terrain, folder.url.path)
    try Self.mapping.replacing(
      "declared: SB, surveyed: SC, recognised: RD, recognised_on: RDRQ}", with: "pair: DY}"
    ).replacing(
      "    constants: {surveyor: 测绘院, survey_method: RTK, surveyed_on: 2026-02-01}\n    values: {role: {补充: new_farmland}}\n",
      with: ""
    ).write(toFile: path("mapping.yaml"), atomically: true, encoding: .utf8)
    #expect(try confirm().status == 0)
    let arguments = ["accounts", "exchange", "--register", path("register.gpkg")]
    let refused = try Program.tiankan(arguments)
    #expect(refused.status == 2 && refused.notices.contains("--dem"), "no slope is guessed")
    let outcome = try Program.tiankan(arguments + ["--dem", path("dem.tif"), "--json"])
    let pairs = try #require(try summary(outcome)["pairs"] as? [[String: Any]])
    var slopes: [String: Double] = [:]
    var outcomes: [String: String] = [:]
    for pair in pairs {
      let up = try #require(pair["up"] as? String)
      let down = try #require(pair["down"] as? String)
      #expect(up.dropFirst() == down.dropFirst())
      slopes[up] = pair["up_slope"] as? Double
      slopes[down] = pair["down_slope"] as? Double
      outcomes[up] = (pair["outcome"] as? [String: Any])?["code"] as? String
    }
    #expect(
      outcomes == [
        "U1": "slope_downhill", "U2": "slope_not_flatter", "U3": "slope_too_steep",
        "U4": "slope_undecidable",
      ])
    #expect(expected.count == 7 && slopes.count == 7)
    for line in expected {
      let words = line.split(separator: " ").map(String.init)
      let slope = try #require(slopes[words[0]])
      // The pixels are metres on the ground in ours and of the projection in gdaldem: 6e-6 apart.
      #expect(abs(slope - (Double(words[1]) ?? .nan)) < 0.001, "\(line): \(slope)")
    }
    let text = try Program.tiankan(arguments + ["--dem", path("dem.tif")]).output
    #expect(text.contains("✓ U1") && text.contains("! U3"), "\(text)")
    for word in WordsTests.forbidden { #expect(!text.lowercased().contains(word)) }
  }

  @Test func `bad rows are listed with row and column, and the register stays as it is`() throws {
    try confirm()
    let before = try Data(contentsOf: URL(filePath: path("register.gpkg")))
    let bytes: [UInt8] =
      Array("owner,what,due,mu\nA,新增耕地,2027-02-30,14\nB,梯田,2026-12-31,15\n".utf8)
      + Array("C,旱改水,2026-12-31,15\nA,复垦,2026-12-31,十亩\nA,复垦,2026-12-31,-1\nB,".utf8)
      + [0xFF, 0xFE] + Array(",2026-12-31,3\nB,复垦,2026-12-31\nB,复垦,2026-12-31,4\n".utf8)
    try Data(bytes).write(to: URL(filePath: path("jh.csv")))
    let outcome = try register(["import", path("mapping.yaml")])
    #expect(outcome.status == 1)
    for (row, column) in [
      (2, "due"), (3, "what"), (4, "owner"), (5, "mu"), (6, "mu"), (7, "what"), (8, "mu"),
    ] {
      #expect(
        outcome.notices.contains("jh.csv: row \(row), column \(column):"),
        "row \(row): \(outcome.notices)")
    }
    #expect(outcome.output.contains("新增 added: 1,"))
    #expect(try Data(contentsOf: URL(filePath: path("register.gpkg"))) == before)
  }

  @Test func `land in two projects and claims that are too large end with status 1`() throws {
    _ = try Reference.python(
      """
      source = ogr.Open(sys.argv[1] + "/plots.gpkg", 1)
      table = source.GetLayer(0)
      feature = table.GetNextFeature()
      feature.SetField("SB", 15.5)
      table.SetFeature(feature)
      copy = ogr.Feature(table.GetLayerDefn())
      for name, value in (("DKBH", "P3"), ("XM", "B"), ("YT", "新增耕地"), ("SB", 1.0)): copy.SetField(name, value)
      copy.SetGeometry(feature.GetGeometryRef().Clone())
      table.CreateFeature(copy)
      copy = feature = table = source = None
      """, folder.url.path)
    let confirmed = try confirm()
    #expect(confirmed.status == 0)
    let check = try register(["check"])
    #expect(check.status == 1)
    for words in [
      "plot:P1 / plot:P3: 新增耕地重复申报", "plot:P1.declared: 申报面积大于范围面积",
      "plot:P1.declared: 申报面积大于实测面积", "plot:P3 / project:B: 超出所属范围",
    ] { #expect(check.output.contains(words), "\(words): \(check.output)") }
  }

  @Test func `every revision can be read, and a record's history`() throws {
    try confirm()
    try "owner,what,due,mu\nA,新增耕地,2026-12-31,20\nB,旱改水,2026-12-31,15\n".write(
      toFile: path("jh.csv"), atomically: true, encoding: .utf8)
    #expect(try confirm().status == 0)
    let history = try register(["show", "plan:A|new_farmland|2026-12-31", "--history"]).output
    #expect(history.contains("revision 1 – 1") && history.contains("revision 2 – …"))
    #expect(history.contains("14.00 亩") && history.contains("20.00 亩"))
    let old = try register(["show", "plan:A|new_farmland|2026-12-31", "--revision", "1"]).output
    #expect(old.contains("14.00 亩"))
    #expect(try register(["show", "--revision", "3"]).status == 3)
    let all = try register(["show"]).output
    #expect(all.contains("张三") && all.contains("修订 revision 2"))
  }

  @Test func `nobody changes or removes revisions, and a record ends once`() throws {
    try confirm()
    func sqlite(_ sql: String) throws -> Program.Outcome {
      try Program.run("/usr/bin/sqlite3", [path("register.gpkg"), sql])
    }
    for sql in [
      "DELETE FROM register_revision", "UPDATE register_revision SET person = '王五'",
      "DELETE FROM register_milestone", "UPDATE register_milestone SET v_name = '别名'",
      "UPDATE register_milestone SET from_revision = 2, to_revision = 2",
      "INSERT OR REPLACE INTO register_milestone (fid, record_id, from_revision, to_revision) SELECT fid, record_id, from_revision, 5 FROM register_milestone",
      "DELETE FROM register_township",
    ] {
      let outcome = try sqlite(sql)
      #expect(outcome.status != 0 && outcome.notices.contains("append-only"), "\(sql): \(outcome)")
    }
    #expect(try sqlite("UPDATE register_milestone SET to_revision = 1").status == 0)
    #expect(try sqlite("UPDATE register_milestone SET to_revision = 2").status != 0)
  }

  @Test func `rules are listed, shown and held against values`() throws {
    let list = try Program.tiankan(["rules", "list", "--place", "350582", "--on", "2025-07-01"])
    #expect(list.output.contains("fujian-consolidation-2025"))
    #expect(!list.output.contains("jiangsu"))
    let show = try Program.tiankan([
      "rules", "show", "fujian-consolidation-2025", "visit-enclosed-hills",
    ])
    #expect(show.output.contains("山区丘陵地区单个图斑3亩以上"))
    let test = try Program.tiankan(["rules", "test"])
    #expect(test.status == 0)
    #expect(test.output.contains("all as stated"))
    let edge = try Program.tiankan([
      "rules", "test", "fujian-consolidation-2025", "visit-outside-boundary", "--value",
      "6666.67 m2",
    ])
    #expect(edge.output.contains("成立 holds") && edge.output.contains("临界"))
    let split = try Program.tiankan([
      "rules", "test", "jiangsu-intensive-2014", "new-cropland-split", "--value", "100 亩 of 1000 亩",
    ])
    #expect(split.output.contains("省 province 80.00 亩, 县 county 20.00 亩"))
    #expect(try Program.tiankan(["rules", "show", "nothing"]).status == 2)
    let json = try Program.tiankan(["rules", "list", "--json"])
    #expect(json.output.contains("\"hash\""))
  }

  @Test func `a mapping that names what is not there is refused before anything is read`() throws {
    for (old, new, words) in [
      ("name: XZQMC", "nome: XZQMC", "nome"),
      ("id: DYBH", "id: NICHTS", "there is no field NICHTS"),
      ("area_unit: 亩", "area_unit: 坪", "坪 is not known"), ("area_unit: 亩\n", "", "area_unit"),
      ("crs: EPSG:4548", "crs: EPSG:3857", "Web Mercator"),
      ("kind: gate", "kind: door", "door is not known"),
    ] {
      try Self.mapping.replacing(old, with: new).write(
        toFile: path("bad.yaml"), atomically: true, encoding: .utf8)
      let outcome = try register(["import", path("bad.yaml")])
      #expect(outcome.status == 2, "\(new)")
      #expect(outcome.notices.contains(words), "\(outcome.notices)")
    }
  }
}
