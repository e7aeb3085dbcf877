import Foundation
import Glibc
import TestSupport
import Testing

/// One run of `monitor` over the township, which the other tests compare theirs with.
final class MonitorReference: Sendable {
  static let shared = Result { try MonitorReference() }

  let area: MonitoredArea
  let outcome: Program.Outcome
  let derived: [String]

  private init() throws {
    area = try MonitoredArea(try Township.shared.get()).configure()
    outcome = try area.monitor("--threads", "2")
    try #require(outcome.status == 0, "\(outcome.notices)")
    derived = try area.derived()
  }
}

/// Results do not depend on how a run is cut: threads, tiles, blocks, order, store.
@Suite(.enabled(if: Program.hasPython)) struct MonitorEqualityTests {
  let reference: MonitorReference

  init() throws { reference = try MonitorReference.shared.get() }

  var township: Township { reference.area.township }

  /// Compares lines, and says only the first that differ.
  func expectEqual(
    _ found: [String], _ expected: [String], _ location: SourceLocation = #_sourceLocation
  ) {
    if found == expected { return }
    let more = Set(found).subtracting(expected).sorted().prefix(3).map { $0.prefix(600) }
    let less = Set(expected).subtracting(found).sorted().prefix(3).map { $0.prefix(600) }
    Issue.record(
      "found \(found.count) rows, expected \(expected.count); only found: \(more); missing: \(less)",
      sourceLocation: location)
  }

  @Test func `a run leaves clues with evidence, observations and results`() throws {
    let report = try summary(reference.outcome)
    #expect((report["refusals"] as? [Any])?.isEmpty == true)
    #expect(report["tiles"] as? [String] == ["A", "B"])
    let rows = try ExportRows(reference.derived)
    let dates = try township.scenes.count
    #expect(dates > 50)
    #expect(rows.of("scene").count == dates)
    let keys = rows.texts("clue", "clue_key")
    #expect(keys.contains { $0.contains("-construction-") })
    #expect(keys.contains { $0.contains("-rehabilitation_lag-") })
    #expect(Set(rows.texts("clue_evidence", "clue_key")) == Set(keys))
    for clue in rows.of("clue") {
      #expect((clue["area_m2"] as? Double ?? 0) >= 400)
      #expect(clue["first_date"] as? String ?? "9" <= clue["last_date"] as? String ?? "")
    }
    // Each parcel has its current result, decided or not.
    let parcels = rows.of("land_unit").filter { $0["layer"] as? String == "cropland" }
    let current = rows.of("unit_result").filter {
      $0["period"] as? String == "current" && $0["layer"] as? String == "cropland"
    }
    #expect(
      Set(parcels.compactMap { $0["unit_id"] as? String })
        == Set(current.compactMap { $0["unit_id"] as? String }))
    #expect(parcels.count == current.count)
    // No text says more than a suspicion.
    for word in ["违法", "违规", "合法", "violation", "illegal"] {
      #expect(!reference.derived.contains { $0.contains(word) })
      #expect(!reference.outcome.output.contains(word))
    }
  }

  @Test func `other programs see every column of the ledger`() throws {
    let found = try Reference.python(
      """
      gdal.PushErrorHandler("CPLQuietErrorHandler"); gdal.ErrorReset()
      source = ogr.Open(sys.argv[1])
      layer = source.GetLayerByName("clue")
      for row in layer: print(row["pixels"], row["area_m2"], row["hits"], row["anchor_row"])
      print(gdal.GetLastErrorMsg())
      """, reference.area.ledger)
    #expect(found.count == (try ExportRows(reference.derived)).of("clue").count, "\(found)")
  }

  @Test func `a second run on one thread changes nothing but adds its row`() throws {
    let area = try MonitoredArea(township).configure()
    try FileManager.default.copyItem(atPath: reference.area.ledger, toPath: area.ledger)
    try FileManager.default.copyItem(
      atPath: reference.area.path("state"), toPath: area.path("state"))
    let before = try area.journal()
    let outcome = try area.monitor("--threads", "1")
    #expect(outcome.status == 0, "\(outcome.notices)")
    expectEqual(try area.derived(), reference.derived)
    let after = try area.journal()
    func tables(_ lines: [String]) throws -> [String: Int] {
      try ExportRows(lines).rows.reduce(into: [:]) {
        $0[$1["table"] as? String ?? "", default: 0] += 1
      }
    }
    var counts = try tables(before)
    counts["run", default: 0] += 1
    #expect(try tables(after) == counts)
    #expect((try summary(outcome)["events"] as? [String: Any])?.isEmpty == true)
    let state = try FileManager.default.contentsOfDirectory(atPath: area.path("state"))
    #expect(state.sorted() == ["CURRENT", "contents.json", "generation-2", "scenes.bin"])
  }

  @Test func `earlier first, then tile by tile, gives what one run gives`() throws {
    let area = try MonitoredArea(township).configure()
    #expect(try area.monitor("--tile", "A").status == 2)
    let early = try area.monitor("--until", "2023-10-01")
    #expect(early.status == 0, "\(early.notices)")
    #expect(try summary(early)["until"] as? String == "2023-10-01")
    let rows = try ExportRows(try area.derived())
    #expect(rows.texts("observation", "date").allSatisfy { $0 <= "2023-10-01" })
    for tile in ["A", "B"] {
      let outcome = try area.monitor("--tile", tile)
      #expect(outcome.status == 0, "\(outcome.notices)")
      #expect(try summary(outcome)["tiles"] as? [String] == [tile])
    }
    expectEqual(try area.derived(), reference.derived)
  }

  // 16 threads of 150 MB and some 60 dates leave the least height of blocks: 16 rows.
  @Test func `little memory cuts blocks and units, and changes nothing`() throws {
    let area = try MonitoredArea(township).configure(memory: "300MB")
    let outcome = try area.monitor("--threads", "16")
    #expect(outcome.status == 0, "\(outcome.notices)")
    let blocks = try summary(outcome)["blocks"] as? [String: Int]
    #expect((blocks?["read"] ?? 0) + (blocks?["skipped"] ?? 0) >= 8)
    expectEqual(try area.derived(), reference.derived)
  }

  @Test func `one tile finds what two tiles find`() throws {
    let area = try MonitoredArea(township).configure(tiles: [MonitoredArea.both])
    let outcome = try area.monitor()
    #expect(outcome.status == 0, "\(outcome.notices)")
    func named(_ line: String) -> String {
      line.replacing("\"tile\":\"A\"", with: "\"tile\":\"W\"")
        .replacing("\"tile\":\"B\"", with: "\"tile\":\"W\"")
        .replacing("\"A-", with: "\"W-").replacing("\"B-", with: "\"W-")
    }
    expectEqual(try area.derived().sorted(), reference.derived.map(named).sorted())
    let rows = try ExportRows(reference.derived)
    let units = rows.of("land_unit").map { "\($0["layer"] ?? "") \($0["unit_id"] ?? "")" }
    #expect(Set(units).count == units.count)
    // A mine may be behind its plan and relapse, from different days; a pixel is built on once.
    let anchors = rows.of("clue").map {
      "\($0["kind"] ?? "") \($0["anchor_row"] ?? "") \($0["anchor_column"] ?? "")"
        + ($0["kind"] as? String == "rehabilitation_lag" ? " \($0["anchor_date"] ?? "")" : "")
    }
    #expect(Set(anchors).count == anchors.count)
  }

  @Test(.enabled(if: PostgresServer.obstacle == nil))
  func `a ledger on a server has the same derived data`() throws {
    let server = try PostgresServer()
    let area = try MonitoredArea(township).configure(ledger: server.address)
    let outcome = try area.monitor()
    #expect(outcome.status == 0, "\(outcome.notices)")
    #expect(!outcome.notices.contains(PostgresServer.password))
    expectEqual(try area.derived(server.address), reference.derived)
  }

  // As MGRS tiles overlap: columns 0–79 and 60–127 of each scene, as two tiles of one overpass.
  @Test func `overlapping scenes of one overpass count nothing twice`() throws {
    let area = try MonitoredArea(township)
    _ = try Reference.python(
      """
      import pathlib
      source, target = map(pathlib.Path, sys.argv[1:3])
      for scene in sorted(source.iterdir()):
          text = (scene / "scene.yaml").read_text()
          for name, first, last in ("simW", 0, 80), ("simE", 60, 128):
              folder = target / scene.name.replace("_sim_", f"_{name}_"); folder.mkdir(parents=True)
              (folder / "scene.yaml").write_text(text.replace("tile: sim\\n", f"tile: {name}\\n"))
              for band in scene.glob("*.tif"):
                  step = 128 // gdal.Open(str(band)).RasterXSize
                  gdal.Translate(str(folder / band.name), str(band),
                      srcWin=[first // step, 0, (last - first) // step, 128 // step]).FlushCache()
      """, "\(township.root)/scenes", area.path("halves"))
    try area.configure(scenes: [area.path("halves")])
    let outcome = try area.monitor()
    #expect(outcome.status == 0, "\(outcome.notices)")
    let found = try ExportRows(try area.derived())
    let whole = try ExportRows(reference.derived)
    #expect(found.of("scene").count == 2 * whole.of("scene").count)
    func key(_ row: [String: Any]) -> String {
      "\(row["layer"] ?? "") \(row["unit_id"] ?? "") \(row["date"] ?? "")"
    }
    let units = found.of("observation").filter { $0["layer"] as? String != "clue" }
    #expect(Set(units.map(key)).count == units.count)
    #expect(units.allSatisfy { ($0["clear_share"] as? Int ?? 0) <= 10_000 })
    // The mask around clouds does not reach from one half into the other, and 20 m bands are interpolated at the cuts:
    // farther than that from both, on every date the numbers are those of the whole scenes.
    let far = try Set(
      found.of("land_unit").filter { unit in
        let outline = try #require(unit["outline"] as? [[[[Int]]]])
        let columns = outline.joined().joined().map { $0[0] / 1000 + 20 }
        return (columns.max() ?? 0) <= 44 || (columns.min() ?? 0) >= 95
      }.map { "\($0["layer"] ?? "") \($0["unit_id"] ?? "")" })
    #expect(far.count >= 20)
    func numbers(_ rows: ExportRows) -> [String: [String: Int]] {
      let seen = rows.of("observation").filter {
        far.contains("\($0["layer"] ?? "") \($0["unit_id"] ?? "")")
      }
      return Dictionary(
        seen.map { row in (key(row), row.compactMapValues { $0 as? Int }) },
        uniquingKeysWith: { first, _ in first })
    }
    let (first, second) = (numbers(found), numbers(whole))
    #expect(second.count >= 200)
    #expect(first.keys.sorted() == second.keys.sorted())
    #expect(second.keys.allSatisfy { first[$0] == second[$0] })
  }

  @Test func `without layers clues of construction say that approvals are incomplete`() throws {
    let area = try MonitoredArea(township).configure(layers: [])
    let outcome = try area.monitor()
    #expect(outcome.status == 0, "\(outcome.notices)")
    let rows = try ExportRows(try area.derived())
    let findings = rows.texts("clue", "finding")
    #expect(!findings.isEmpty)
    #expect(findings.allSatisfy { $0 == "construction_approvals_incomplete" })
    #expect(rows.texts("clue", "approval").allSatisfy { $0 == "incomplete" })
    #expect(rows.of("land_unit").isEmpty)
  }
}

/// Archives that are short, cloudy, poor or damaged, and configurations that are wrong.
@Suite(.enabled(if: Program.hasPython)) struct MonitorCommandTests {
  let area: MonitoredArea

  init() throws { area = try MonitoredArea(try Township.shared.get()) }

  /// Some scenes of the township, by position.
  func some(_ positions: Int...) throws -> [String] {
    let all = try area.township.scenes
    return positions.map { all[$0] }
  }

  func states(_ table: ExportRows) -> Set<String> {
    Set(
      table.of("unit_result").filter { $0["layer"] as? String == "cropland" }
        .compactMap { $0["state"] as? String })
  }

  @Test func `two dates decide nothing and say so`() throws {
    try area.configure(scenes: [try area.scenes(try some(0, 1))])
    let outcome = try area.monitor()
    #expect(outcome.status == 0, "\(outcome.notices)")
    let report = try summary(outcome)
    #expect((report["pixels"] as? [String: Int])?["decided"] == 0)
    #expect((report["parcels"] as? [String: Int])?["decided"] == 0)
    #expect((report["parcels"] as? [String: Int])?["all"] ?? 0 > 0)
    let rows = try ExportRows(try area.derived())
    #expect(states(rows).isSubset(of: ["undecidable", "too_small", "pending"]))
    #expect(rows.of("clue").isEmpty)
  }

  // Parcels that blocks cut and no date shows have their results all the same.
  @Test func `under closed cloud every unit is undecidable, however blocks are cut`() throws {
    // In a folder of their own: a path from the configuration's folder is part of the derived data.
    let archive = try MonitoredArea(area.township)
    let scenes = try archive.scenes(try some(2, 3))
    _ = try Reference.python(
      """
      import glob, os
      for path in glob.glob(sys.argv[1] + "/*/SCL.tif"):
          source = gdal.Open(path); driver = gdal.GetDriverByName("GTiff")
          target = driver.CreateCopy(path + ".new", source); source = None
          target.GetRasterBand(1).Fill(9); target = None
          os.replace(path + ".new", path)
      """, scenes)
    try area.configure(scenes: [scenes])
    #expect(try area.monitor().status == 0)
    let whole = try area.derived()
    let cut = try MonitoredArea(area.township)
    try cut.configure(scenes: [scenes], memory: "300MB")
    // 200 threads leave blocks of 16 rows.
    #expect(try cut.monitor("--threads", "200").status == 0)
    #expect(try cut.derived() == whole)
    let rows = try ExportRows(whole)
    #expect(rows.of("observation").isEmpty)
    #expect(states(rows).isSubset(of: ["undecidable", "too_small", "pending"]))
    let parcels = rows.of("land_unit").filter { $0["layer"] as? String == "cropland" }
    let current = rows.of("unit_result").filter {
      $0["period"] as? String == "current" && $0["layer"] as? String == "cropland"
    }
    #expect(current.count == parcels.count)
    #expect(!parcels.isEmpty)
  }

  @Test func `scenes of red and near infrared alone are used for what they show`() throws {
    let scenes = try area.scenes(try some(10, 11, 12, 13))
    for scene in try FileManager.default.contentsOfDirectory(atPath: scenes) {
      for band in ["B02", "B03", "B11", "B12"] {
        try FileManager.default.removeItem(atPath: "\(scenes)/\(scene)/\(band).tif")
      }
    }
    try area.configure(scenes: [scenes])
    let outcome = try area.monitor()
    #expect(outcome.status == 0, "\(outcome.notices)")
    let seen = try ExportRows(try area.derived()).of("observation")
    #expect(!seen.isEmpty)
    for row in seen {
      #expect(row["ndvi_mean"] as? Int ?? -32768 != -32768)
      #expect(row["bsi_mean"] as? Int ?? -32768 == -32768)
    }
  }

  @Test func `two sensors are mixed and each is named with its observations`() throws {
    let mixed = try MonitoredArea(
      try Township(seed: 6, "--years", "1", "--dates-per-year", "4", "--landsat", "--cloudy-year"))
    try mixed.configure()
    let outcome = try mixed.monitor()
    #expect(outcome.status == 0, "\(outcome.notices)")
    let rows = try ExportRows(try mixed.derived())
    #expect(Set(rows.texts("scene", "profile")) == ["generic", "sentinel2-l2a"])
    let acquisitions = Set(rows.texts("observation", "acquisition"))
    #expect(acquisitions.contains { $0.contains("generic") })
    #expect(acquisitions.contains { $0.contains("sentinel2-l2a") })
    #expect(acquisitions.isSubset(of: rows.texts("scene", "acquisition")))
  }

  // The tile reaches 640 m beyond the western and northern edge of the scenes.
  @Test func `a tile at the edge of the scenes is watched as far as they reach`() throws {
    let tile = "{id: E, core: [519360, 2869360, 520640, 2870640]}"
    try area.configure(tiles: [tile], scenes: [try area.scenes(try some(0, 1, 2))], layers: [])
    let text = try String(contentsOfFile: area.path("tiankan.yaml"), encoding: .utf8)
    try text.replacing("origin: [520200, 2869760]", with: "origin: [519360, 2870640]").write(
      toFile: area.path("tiankan.yaml"), atomically: true, encoding: .utf8)
    let outcome = try area.monitor()
    #expect(outcome.status == 0, "\(outcome.notices)")
    #expect((try summary(outcome)["pixels"] as? [String: Int])?["watched"] == 128 * 128)
    let shares = try ExportRows(try area.derived()).of("scene").compactMap {
      $0["usable_share"] as? Int
    }
    #expect(shares.count == 3)
    // A quarter of the tile has scenes.
    #expect(shares.allSatisfy { $0 <= 2500 })
  }

  @Test func `a damaged and an undated scene are listed and the rest is done`() throws {
    let scenes = try area.scenes(try some(0, 1, 2))
    let names = try some(0, 1)
    try FileManager.default.removeItem(atPath: "\(scenes)/\(names[0])/B04.tif")
    try Data("no raster".utf8).write(to: URL(filePath: "\(scenes)/\(names[0])/B04.tif"))
    let sidecar = "\(scenes)/\(names[1])/scene.yaml"
    let text = try String(contentsOfFile: sidecar, encoding: .utf8)
    try FileManager.default.removeItem(atPath: sidecar)
    try text.split(separator: "\n").filter { !$0.hasPrefix("date:") }.joined(separator: "\n")
      .write(toFile: sidecar, atomically: true, encoding: .utf8)
    // A name from which nobody could read a date either.
    try FileManager.default.moveItem(
      atPath: "\(scenes)/\(names[1])", toPath: "\(scenes)/undated-one")
    try area.configure(scenes: [scenes])
    let outcome = try area.monitor()
    #expect(outcome.status == 1, "\(outcome.notices)")
    #expect(outcome.notices.contains(names[0]))
    #expect(outcome.notices.contains("undated-one"))
    let report = try summary(outcome)
    #expect((report["scenes"] as? [String: Int])?["used"] == 1)
    #expect((report["refusals"] as? [Any])?.count == 2)
    #expect(try ExportRows(try area.derived()).of("scene").count == 1)
  }

  @Test func `a scene that turns out damaged while it is read is listed`() throws {
    let scenes = try area.scenes(try some(0, 1, 2))
    let path = "\(scenes)/\(try some(1)[0])/B08.tif"
    let data = try Data(contentsOf: URL(filePath: path))
    try FileManager.default.removeItem(atPath: path)
    try data.prefix(data.count / 2).write(to: URL(filePath: path))
    try area.configure(scenes: [scenes])
    let outcome = try area.monitor()
    #expect(outcome.status == 1, "\(outcome.notices)")
    let name = try some(1)[0]
    #expect(outcome.notices.contains("B08.tif") || outcome.notices.contains(name))
  }

  @Test func `nothing but damaged scenes is a failure that leaves no clue`() throws {
    let scenes = try area.scenes(try some(0, 1))
    for name in try some(0, 1) {
      for file in try FileManager.default.contentsOfDirectory(atPath: "\(scenes)/\(name)")
      where file.hasSuffix(".tif") {
        try FileManager.default.removeItem(atPath: "\(scenes)/\(name)/\(file)")
        try Data("no raster".utf8).write(to: URL(filePath: "\(scenes)/\(name)/\(file)"))
      }
    }
    try area.configure(scenes: [scenes])
    let outcome = try area.monitor()
    #expect(outcome.status == 3, "\(outcome.notices)")
    #expect(outcome.notices.contains(try some(0)[0]))
    #expect(outcome.output.isEmpty)
  }

  @Test func `wrong configurations and options are wrong usage, with file and line`() throws {
    try area.configure(more: ["colour: red"])
    let text = try String(contentsOfFile: area.path("tiankan.yaml"), encoding: .utf8)
    let line = text.components(separatedBy: "\n").count
    let wrong = try area.monitor()
    #expect(wrong.status == 2)
    #expect(wrong.notices.contains("tiankan.yaml:\(line)"), "\(wrong.notices)")
    #expect(wrong.notices.contains("colour"))
    try area.configure()
    let tile = try area.monitor("--tile", "Z")
    #expect(tile.status == 2)
    #expect(tile.notices.contains("A, B"))
    #expect(try area.monitor("--until", "yesterday").status == 2)
    #expect(try area.monitor("--rebuild", "--tile", "A").status == 2)
    #expect(try Program.tiankan(["monitor", "--config", area.path("no.yaml")]).status != 0)
    #expect(!FileManager.default.fileExists(atPath: area.ledger))
  }

  @Test func `inputs and outputs that are not there are failures`() throws {
    try area.configure(scenes: [area.path("no-such-folder")])
    let missing = try area.monitor()
    #expect(missing.status == 3, "\(missing.notices)")
    #expect(missing.notices.contains("no-such-folder"))
    // Root may read everything, so the folder that cannot be used is one that is a file.
    try area.configure(scenes: [try area.scenes(try some(0, 1))])
    try Data().write(to: URL(filePath: area.path("state")))
    let blocked = try area.monitor()
    #expect(blocked.status == 3, "\(blocked.notices)")
    #expect(blocked.notices.contains("state"))
    try FileManager.default.removeItem(atPath: area.path("state"))
    let early = try area.monitor("--until", "2001-01-01")
    #expect(early.status == 3, "\(early.notices)")
    #expect(early.notices.contains("--until"))
    let layer = try area.layers().map { $0.replacing("layer: mines", with: "layer: no_mines") }
    try area.configure(scenes: [area.path("scenes")], layers: layer)
    let unknown = try area.monitor()
    #expect(unknown.status == 2 || unknown.status == 3)
    #expect(unknown.notices.contains("no_mines"))
  }

  @Test func `another run that holds the ledger is left alone`() throws {
    try area.configure(scenes: [try area.scenes(try some(0, 1))])
    #expect(try area.monitor().status == 0)
    let before = try area.derived()
    let lock = unsafe open(area.ledger + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    try #require(flock(lock, LOCK_EX | LOCK_NB) == 0)
    let outcome = try area.monitor()
    #expect(outcome.status == 4, "\(outcome.notices)")
    close(lock)
    #expect(try area.derived() == before)
    #expect(try area.monitor().status == 0)
  }

  @Test func `a run that is killed leaves the generation before, and the next one succeeds`() throws
  {
    let archive = try MonitoredArea(area.township)
    let all = try archive.scenes(try area.township.scenes.prefix(9))
    try area.configure(scenes: [try archive.scenes(try area.township.scenes.prefix(3), in: "few")])
    #expect(try area.monitor().status == 0)
    let before = try area.derived()
    try area.configure(scenes: [all])
    // How long a whole run takes here and now.
    let other = try MonitoredArea(area.township)
    try other.configure(scenes: [all])
    let start = Date()
    #expect(try other.monitor().status == 0)
    let duration = Date().timeIntervalSince(start)
    let after = try other.derived()
    var random = SeededGenerator(seed: UInt64(ProcessInfo.processInfo.processIdentifier))
    for _ in 0..<3 {
      let process = Process()
      process.executableURL = Program.tiankan
      process.arguments = ["monitor", "--config", area.path("tiankan.yaml"), "--quiet"]
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      Thread.sleep(forTimeInterval: Double.random(in: 0.1...0.8, using: &random) * duration)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      // Either nothing has happened, or all of it: the kill may come after the commit.
      let left = try area.derived()
      #expect(left == before || left == after)
    }
    let outcome = try area.monitor()
    #expect(outcome.status == 0, "\(outcome.notices)")
    #expect(try area.derived() == after)
    let state = try FileManager.default.contentsOfDirectory(atPath: area.path("state"))
    #expect(state.count { $0.hasPrefix("generation-") } == 1)
  }
}
