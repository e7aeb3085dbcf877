import Foundation
import Glibc
import TestSupport
import Testing

/// Batches by the real program on a ledger of the simulated township.
@Suite(.enabled(if: Program.hasPython)) struct BatchCommandTests {
  func list(_ area: PublishedArea) throws -> [[String: Any]] {
    let outcome = try area.run("batch", "list", "--json")
    try #require(outcome.status == 0, "\(outcome.notices)")
    return try objects(outcome.output)
  }

  func number(_ area: PublishedArea, _ serial: Int) throws -> String {
    let names = try list(area).compactMap { $0["batch"] as? String }
    return try #require(names.count >= serial ? names[serial - 1] : nil)
  }

  @Test func `a batch is what was proposed, in every format`() throws {
    let area = try PublishedArea()
    let proposed = try area.run("batch", "propose", "--json", "--county", area.county)
    #expect(proposed.status == 0, "\(proposed.notices)")
    let clues = try #require(try objects(proposed.output).first?["clues"] as? [[String: Any]])
    let numbers = clues.compactMap { $0["public_number"] as? String }
    #expect(!numbers.isEmpty && numbers.count == clues.count)
    let waiting = try area.sqlite(
      "SELECT count(*) FROM clue WHERE county = '\(area.county)' AND detection_state = 'confirmed'")
    #expect("\(numbers.count)" == waiting)
    #expect(try area.issue().status == 2, "no cell of the grid is named")
    #expect(try list(area).isEmpty)

    let outcome = try area.issue("--grid-cell", "东村")
    #expect(outcome.status == 0, "\(outcome.notices)")
    let name = try number(area, 1)
    #expect(name.hasPrefix("\(area.county)-20") && name.hasSuffix("-001"))
    #expect(outcome.output.contains(name) && outcome.output.contains("试运行"))
    let folder = "batches/\(name)"
    let check = try Program.run(
      "/bin/sh",
      ["-c", "cd \"$1\" && sha256sum --check --quiet SHA256SUMS", "sh", area.path(folder)])
    #expect(check.status == 0, "\(check.output)\(check.notices)")
    let cover = try area.text("\(folder)/index.html")
    #expect(cover.contains("试运行") && cover.contains("尚无实地核查") && cover.contains("张三"))
    for clue in numbers {
      #expect(cover.contains("href=\"pages/\(clue).html\""))
      let page = try area.text("\(folder)/pages/\(clue).html")
      #expect(page.contains(clue) && page.contains("已下发"))
      for word in WordsTests.forbidden { #expect(!page.contains(word)) }
    }
    for word in WordsTests.forbidden { #expect(!cover.contains(word)) }
    // GDAL reads map layer and Shapefile; the encoding of the latter comes from its .cpg file alone.
    let read = try Reference.python(
      """
      for path, column in (sys.argv[1] + "/clues.gpkg", "public_number"), (sys.argv[1] + "/clues.shp", "JCBH"):
          source = ogr.Open(path); layer = source.GetLayer(0)
          print(layer.GetSpatialRef().GetAuthorityCode(None), *[row[column] for row in layer])
          layer.ResetReading()
          print(sum(row.GetGeometryRef().IsValid() for row in layer))
      layer.ResetReading()
      print(*sorted({row["ZRR"] + row["WG"] for row in layer}), {row["BZ"] for row in layer})
      print(open(sys.argv[1] + "/clues.cpg").read())
      store = ogr.Open(sys.argv[1] + "/clues.gpkg")
      print(*[(row["f_table_name"], row["useAsDefault"]) for row in store.GetLayerByName("layer_styles")])
      """, area.path(folder))
    let all = numbers.joined(separator: " ")
    #expect(
      read == [
        "4548 \(all)", "\(numbers.count)", "4548 \(all)", "\(numbers.count)",
        "张三东村 {'线索，待实地核查'}", "UTF-8", "('clue', 1)",
      ])
    #expect(
      try area.sqlite(
        "SELECT count(*) FROM clue WHERE handling_state = 'issued' AND public_number IS NOT NULL")
        == "\(numbers.count)")
    #expect(
      try area.sqlite("SELECT count(*) FROM event WHERE kind = 'issued'") == "\(numbers.count)")
    #expect(try area.run("batch", "show", name).status == 0)
    // Nothing waits now.
    #expect(try area.issue("--grid-cell", "东村").status == 3)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: area.path("batches")) == [name])
  }

  @Test(.enabled(if: PublishedArea.python != nil))
  func `the spreadsheet is read by openpyxl, filled in, and read back`() throws {
    let area = try PublishedArea()
    #expect(try area.issue("--grid-cell", "东村").status == 0)
    let name = try number(area, 1)
    let python = try #require(PublishedArea.python)
    let filled = try Program.run(
      python,
      [
        "-c",
        """
        import sys, datetime, openpyxl
        book = openpyxl.load_workbook(sys.argv[1])
        sheet = book.active
        head = [cell.value for cell in sheet[1]]
        rows = [dict(zip(head, [cell.value for cell in row])) for row in sheet.iter_rows(min_row=2)]
        assert sheet.title == sys.argv[3], sheet.title
        assert all(isinstance(row["面积(亩)"], float) and row["责任人"] == "张三" for row in rows)
        column = {name: position + 1 for position, name in enumerate(head)}
        results = ["现场属实", "现场无此变化", "现场无法判定"]
        for position, row in enumerate(rows):
            sheet.cell(position + 2, column["核查结果"]).value = results[min(position, 2)]
            sheet.cell(position + 2, column["核查日期"]).value = datetime.date(2026, 3, 1)
            sheet.cell(position + 2, column["备注"]).value = "已到现场 \\"甲\\" <1>"
        book.save(sys.argv[2])
        print(len(rows))
        """, area.path("batches/\(name)/clues.xlsx"), area.path("answer.xlsx"), name,
      ])
    #expect(filled.status == 0, "\(filled.notices)")
    let outcome = try area.run(
      "batch", "feedback", name, area.path("answer.xlsx"), "--person", "李四")
    #expect(outcome.status == 0, "\(outcome.notices)")
    let count = try #require(
      Int(filled.output.trimmingCharacters(in: .whitespacesAndNewlines)))
    #expect(try area.sqlite("SELECT count(*) FROM verdict WHERE person = '李四'") == "\(count)")
    #expect(
      try area.sqlite("SELECT DISTINCT remark FROM verdict") == "已到现场 \"甲\" <1>")
    let checked = try objects("[\(try area.run("batch", "show", name, "--json").output)]")[0]
    let clues = try #require(checked["clues"] as? [[String: Any]])
    #expect(clues.allSatisfy { $0["checked"] as? String == "2026-03-01" })
    #expect(clues.first?["result"] as? String == "present")
    #expect(try area.run("batch", "close", name, "--person", "张三").status == 0)
    #expect(try list(area)[0]["closed"] as? String != nil)
  }

  @Test func `later runs never change an issued batch`() throws {
    let area = try PublishedArea()
    #expect(try area.issue("--grid-cell", "东村").status == 0)
    let name = try number(area, 1)
    func state() throws -> [String] {
      [
        try area.checksums("batches"), try area.run("batch", "show", name, "--json").output,
        try area.sqlite("SELECT * FROM batch"),
        try area.sqlite("SELECT * FROM event WHERE run = 0"),
      ]
    }
    let before = try state()
    // A year earlier: clues are withdrawn, have other states, other areas.
    let early = try area.area.monitor("--until", "2024-06-01")
    #expect(early.status == 0, "\(early.notices)")
    let events = try #require(try summary(early)["events"] as? [String: Int])
    #expect(!events.isEmpty)
    #expect(try state() == before)
    let again = try area.area.monitor()
    #expect(again.status == 0, "\(again.notices)")
    #expect(try state() == before)
    // What somebody changes by hand is seen.
    let page = area.path("batches/\(name)/index.html")
    try (String(contentsOfFile: page, encoding: .utf8) + " ").write(
      toFile: page, atomically: true, encoding: .utf8)
    let show = try area.run("batch", "show", name)
    #expect(show.status == 1)
    #expect(show.notices.contains("index.html"))
  }

  @Test func `answers make the precision that the next batch prints`() throws {
    let area = try PublishedArea(more: ", trial_batches: 1")
    try area.promote(to: "provisional")
    let proposed = try area.run("batch", "propose", "--json", "--provisional")
    let most = try #require(
      try objects(proposed.output).max {
        ($0["clues"] as? [Any])?.count ?? 0 < ($1["clues"] as? [Any])?.count ?? 0
      })
    let county = try #require(most["county"] as? String)
    let keys = try #require(most["clues"] as? [[String: Any]]).compactMap {
      $0["clue_key"] as? String
    }
    try #require(keys.count >= 3)
    func issue(_ more: String...) throws -> Program.Outcome {
      try Program.tiankan(
        [
          "batch", "issue", "--county", county, "--deadline", "2099-12-31", "--responsible", "张三",
          "--grid-cell", "东村", "--provisional", "--no-pictures", "--config",
          area.path("tiankan.yaml"),
        ] + more)
    }
    let first = try issue("--clue", keys[0], "--clue", keys[1])
    #expect(first.status == 0, "\(first.notices)")
    // Both have numbers now, confirmed or not; what was issued does not wait any more.
    let numbers = try keys.prefix(2).map {
      try area.sqlite("SELECT public_number FROM clue WHERE clue_key = '\($0)'")
    }
    #expect(numbers.allSatisfy { $0.hasPrefix(county) && $0.count == 17 })
    #expect(try issue("--clue", numbers[0]).status == 2)
    let name = try number(area, 1)
    func answer(_ rows: [String]) throws -> Program.Outcome {
      try (["public_number,result,date,note"] + rows).joined(separator: "\n").write(
        toFile: area.path("answers.csv"), atomically: true, encoding: .utf8)
      return try area.run("batch", "feedback", name, area.path("answers.csv"), "--person", "李四")
    }
    let poor = try answer([
      "\(numbers[0]),属实,2026/3/1,", "3505832026JS99999,属实,,", "\(numbers[1]),也许,,",
      "\(numbers[1]),,,", "\(numbers[1]),present,2999-01-01,",
    ])
    #expect(poor.status == 1)
    #expect(poor.notices.contains("3505832026JS99999") && poor.notices.contains("也许"))
    #expect(try area.sqlite("SELECT count(*) FROM verdict") == "1")
    let early = try area.run("batch", "close", name, "--person", "张三")
    #expect(early.status == 2)
    #expect(early.notices.contains(numbers[1]))
    let closed = try area.run(
      "batch", "close", name, "--person", "张三", "--reason", "汛期道路中断")
    #expect(closed.status == 0, "\(closed.notices)")
    #expect(try answer(["\(numbers[1]),属实,,"]).status == 2)
    // The clue without an answer waits again; 1 of 1 has the interval 21 % to 100 % (Wilson).
    let second = try issue("--lang", "en")
    #expect(second.status == 0, "\(second.notices)")
    #expect(!second.output.contains("试运行"))
    let cover = try area.text("batches/\(try number(area, 2))/index.html")
    #expect(cover.contains("21 % – 100 %"))
    #expect(cover.contains(numbers[1]) && !cover.contains(numbers[0]))
    #expect(!cover.contains("no field checks yet") && !cover.contains("Trial"))
  }

  /// Keys drawn by SplitMix64 (Steele et al. 2014) and Floyd's sampling (1987), written again in Python.
  static let draw = """
    count, state, keys = int(sys.argv[2]), int(sys.argv[3]), json.loads(sys.argv[1])
    mask = (1 << 64) - 1
    def number(bound):
        global state
        state = (state + 0x9E3779B97F4A7C15) & mask
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        return ((z ^ (z >> 31)) * bound) >> 64
    for kind in "construction", "change", "abandonment", "non_grain", "rehabilitation_lag":
        own = sorted(key for key, named in keys if named == kind)
        chosen = set()
        for last in range(max(0, len(own) - count), len(own)):
            one = number(last + 1)
            chosen.add(last if one in chosen else one)
        for one in sorted(chosen): print(own[one])
    """

  @Test func `a sample is drawn at random by its seed, and no cap cuts it`() throws {
    for seed in ["1", "7"] {
      let area = try PublishedArea()
      try area.promote(to: "provisional")
      let rows = try area.sqlite(
        "SELECT json_group_array(json_array(clue_key, kind)) FROM clue WHERE county = '\(area.county)' AND detection_state IN ('provisional', 'confirmed')"
      )
      let expected = try Reference.python(Self.draw, rows, "2", seed)
      #expect(!expected.isEmpty && expected.count < rows.split(separator: "[").count)
      let outcome = try area.issue(
        "--grid-cell", "东村", "--provisional", "--sample", "2", "--seed", seed)
      #expect(outcome.status == 0, "\(outcome.notices)")
      let issued = try area.sqlite("SELECT clue_key FROM clue WHERE handling_state = 'issued'")
      #expect(Set(issued.split(separator: "\n").map(String.init)) == Set(expected))
    }
    let capped = try PublishedArea(cap: 0)
    try capped.promote(to: "provisional")
    let refused = try capped.issue("--grid-cell", "东村", "--provisional", "--sample", "1000")
    #expect(refused.status == 2 && refused.notices.contains("--sample"), "\(refused.notices)")
    #expect(try list(capped).isEmpty)
  }

  @Test func `a cap holds back all but what may not be dropped`() throws {
    let area = try PublishedArea(cap: 0)
    try area.promote(to: "confirmed")
    let proposed = try area.run("batch", "propose", "--json", "--county", area.county)
    let proposal = try #require(try objects(proposed.output).first)
    let clues = try #require(proposal["clues"] as? [[String: Any]])
    let heldBack = try #require(proposal["held_back"] as? Int)
    #expect(clues.allSatisfy { $0["never_held_back"] as? Bool == true })
    let urgent = try area.sqlite(
      "SELECT count(*) FROM clue WHERE county = '\(area.county)' AND detection_state = 'confirmed' AND priority = 'P1'"
    )
    #expect("\(clues.count { $0["priority"] as? String == "P1" })" == urgent)
    let all = try area.sqlite(
      "SELECT count(*) FROM clue WHERE county = '\(area.county)' AND detection_state = 'confirmed'")
    #expect("\(clues.count + heldBack)" == all)
    #expect(heldBack > 0 && !clues.isEmpty)
  }

  @Test func `cells of a layer divide the work and name who is responsible`() throws {
    let reference = try MonitorReference.shared.get()
    let grid = reference.area.path("grid-\(UUID().uuidString).gpkg")
    defer { try? FileManager.default.removeItem(atPath: grid) }
    _ = try Reference.python(
      """
      srs = osr.SpatialReference(); srs.ImportFromEPSG(4548); srs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
      source = ogr.GetDriverByName("GPKG").CreateDataSource(sys.argv[1])
      layer = source.CreateLayer("cells", srs, ogr.wkbPolygon)
      for name in "WGBM", "WGMC", "WGY": layer.CreateField(ogr.FieldDefn(name, ogr.OFTString))
      for code, name, person, west, east in ("1", "西村网格", "王五", 520000, 520660), ("2", "东村网格", "", 520660, 522000):
          row = ogr.Feature(layer.GetLayerDefn())
          row["WGBM"], row["WGMC"], row["WGY"] = code, name, person
          row.SetGeometry(ogr.CreateGeometryFromWkt(f"POLYGON(({west} 2868000,{east} 2868000,{east} 2871000,{west} 2871000,{west} 2868000))"))
          layer.CreateFeature(row)
      """, grid)
    let layers =
      try reference.area.layers() + [
        "  grid_cells: {source: \(grid), fields: {id: WGBM, name: WGMC, responsible: WGY}}"
      ]
    let area = try PublishedArea(layers: layers)
    let outcome = try area.area.monitor()
    #expect(outcome.status == 0, "\(outcome.notices)")
    let issued = try area.issue()
    #expect(issued.status == 0, "\(issued.notices)")
    let clues = try #require(try list(area).first?["clues"] as? [[String: Any]])
    let cells = Set(clues.compactMap { $0["grid_cell"] as? String })
    #expect(cells.isSubset(of: ["西村网格", "东村网格"]) && !cells.isEmpty)
    for clue in clues {
      let east = clue["grid_cell"] as? String == "东村网格"
      // Where the layer names nobody, the option does.
      #expect(clue["responsible"] as? String == (east ? "张三" : "王五"))
    }
    #expect(try area.text("alerts/run-2.json").contains("\"alerts\""))
  }

  @Test func `two people at once: the second ends with the status of the lock`() throws {
    let area = try PublishedArea()
    let lock = unsafe open(area.area.ledger + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    try #require(flock(lock, LOCK_EX | LOCK_NB) == 0)
    #expect(try area.issue("--grid-cell", "东村").status == 4)
    close(lock)
    #expect(try list(area).isEmpty)
    #expect(!FileManager.default.fileExists(atPath: area.path("batches")))
    // Reading needs no lock.
    #expect(try area.run("batch", "propose").status == 0)
  }

  @Test func `what a crash leaves is finished or removed by the next command`() throws {
    let area = try PublishedArea()
    #expect(try area.issue("--grid-cell", "东村").status == 0)
    let name = try number(area, 1)
    let (place, left) = (area.path("batches/\(name)"), area.path("batches/.\(name).new"))
    // Killed between the transaction and the rename.
    try FileManager.default.moveItem(atPath: place, toPath: left)
    #expect(try area.run("batch", "show", name).status == 1)
    // Killed before the transaction.
    let unissued = String(name.dropLast(3)) + "002"
    try FileManager.default.createDirectory(
      atPath: area.path("batches/.\(unissued).new"), withIntermediateDirectories: true)
    let next = try area.issue("--grid-cell", "东村", "--provisional")
    #expect(next.status == 0 || next.status == 3, "\(next.notices)")
    #expect(try area.run("batch", "show", name).status == 0)
    #expect(!FileManager.default.fileExists(atPath: left))
    #expect(!FileManager.default.fileExists(atPath: area.path("batches/.\(unissued).new")))
  }

  @Test func `kills while issuing leave nothing or the whole batch`() throws {
    let area = try PublishedArea()
    let copy = area.path("clean.gpkg")
    try FileManager.default.copyItem(atPath: area.area.ledger, toPath: copy)
    let start = Date()
    #expect(try area.issue("--grid-cell", "东村").status == 0)
    let duration = Date().timeIntervalSince(start)
    var random = SeededGenerator(seed: UInt64(ProcessInfo.processInfo.processIdentifier))
    for _ in 0..<6 {
      for file in ["", "-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: area.area.ledger + file)
      }
      try? FileManager.default.removeItem(atPath: area.path("batches"))
      try FileManager.default.copyItem(atPath: copy, toPath: area.area.ledger)
      let process = Process()
      process.executableURL = Program.tiankan
      process.arguments = [
        "batch", "issue", "--county", area.county, "--deadline", "2099-12-31", "--responsible",
        "张三", "--no-pictures", "--grid-cell", "东村", "--config", area.path("tiankan.yaml"),
      ]
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      Thread.sleep(forTimeInterval: Double.random(in: 0.3...1.05, using: &random) * duration)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let issued = try list(area).count
      let events = try area.sqlite("SELECT count(*) FROM event WHERE kind = 'issued'")
      #expect((issued == 0) == (events == "0"))
      // The next command that writes: the batch is whole, or can be issued now.
      let next = try area.issue("--grid-cell", "东村")
      #expect(next.status == (issued == 0 ? 0 : 3), "\(next.notices)")
      let name = try number(area, 1)
      #expect(try area.run("batch", "show", name).status == 0)
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: area.path("batches")) == [name])
    }
  }

  @Test func `without a folder for batches, and with wrong numbers, it is wrong usage`() throws {
    let area = try PublishedArea()
    #expect(try area.run("batch", "show", "350582-2026-1").status == 2)
    #expect(try area.run("batch", "show", "350582-2026-001").status == 3)
    let past = try Program.tiankan([
      "batch", "issue", "--county", area.county, "--deadline", "2020-01-01", "--responsible", "a",
      "--config", area.path("tiankan.yaml"),
    ])
    #expect(past.status == 2)
    try area.area.configure()
    let missing = try area.issue("--grid-cell", "东村")
    #expect(missing.status == 2)
    #expect(missing.notices.contains("publish"))
  }
}
