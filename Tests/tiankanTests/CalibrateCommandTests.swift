import Foundation
import TestSupport
import Testing

/// Fields spliced from real crop years of Flanders and Slovenia (`simulation/farmland.py`), a fourth of them in each of four regions that
/// share no source parcel.
final class SplicedArea: Sendable {
  static let shared = Result { try SplicedArea() }

  private let folder: TemporaryFolder
  let root: String
  let until: String

  private init() throws {
    folder = try TemporaryFolder()
    root = folder.path("area")
    let script = """
      import json, pathlib, sys
      sys.path.insert(0, "\(TestData.packageRoot.appending(path: "simulation").path)")
      import farmland
      from osgeo import ogr, osr
      root = pathlib.Path("\(root)")
      world = farmland.spliced(farmland.Sources(pathlib.Path("\(TestData.folder.path)")), root, 1, fields=100, years=3)
      near, far = osr.SpatialReference(), osr.SpatialReference()
      near.ImportFromEPSG(32650); far.ImportFromEPSG(4326)
      for one in (near, far): one.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
      change = osr.CoordinateTransformation(near, far)
      lines = ["longitude,latitude,found,place"]
      for columns, shape in farmland.features(root / "parcels.gpkg"):
          middle = shape.Centroid(); middle.Transform(change)
          word = "变化" if columns["reference"] == "1" else "未变化"
          lines.append(f"{middle.GetX():.8f},{middle.GetY():.8f},{word},{columns['region']}")
      (root / "points.csv").write_text("\\n".join(lines) + "\\n", encoding="utf-8")
      (root / "south.csv").write_text("\\n".join(
          line for line in lines if line.endswith(("place", "south"))) + "\\n", encoding="utf-8")
      (root / "few.csv").write_text("\\n".join(lines[:17]) + "\\n", encoding="utf-8")
      print(world["until"])
      """
    let made = try Program.run(
      Program.python, ["-c", script], environment: ["PYTHONDONTWRITEBYTECODE": "1"])
    try #require(made.status == 0, "\(made.notices)")
    until = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  func calibrate(_ arguments: String...) throws -> Program.Outcome {
    try Program.tiankan(
      ["calibrate", "--config", "\(root)/tiankan.yaml", "--until", until, "--kind", "abandonment"]
        + arguments)
  }

  func write(_ text: String, _ name: String) throws -> String {
    try Data(text.utf8).write(to: URL(filePath: "\(root)/\(name)"))
    return "\(root)/\(name)"
  }
}

/// `tiankan calibrate` over series of real parcels.
@Suite(.enabled(if: TestData.isAvailable && Program.hasPython))
struct CalibrateCommandTests {
  let area: SplicedArea

  init() throws { area = try SplicedArea.shared.get() }

  private func report(_ outcome: Program.Outcome) throws -> [String: Any] {
    try #require(outcome.status == 0, "\(outcome.notices)")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
  }

  private func value(_ score: Any?, _ key: String) -> Double? {
    ((score as? [String: Any])?[key] as? [String: Any])?["value"] as? Double
  }

  @Test func `the best setting is written as rules that give the score it was chosen for`() throws {
    let rules = "\(area.root)/chosen.yaml"
    let grid = try area.write(
      "abandonment:\n  gate: {minimumDates: [40, 10], minimumPurePixels: 4}\n", "grid.yaml")
    let found = try report(
      try area.calibrate(
        "--samples", "\(area.root)/parcels.gpkg#cropland", "--region", "region", "--grid", grid,
        "--out", rules, "--name", "spliced-1", "--json"))
    // The area's own ledger and state are left alone.
    #expect(!FileManager.default.fileExists(atPath: "\(area.root)/ledger.gpkg"))
    #expect(!FileManager.default.fileExists(atPath: "\(area.root)/state"))
    #expect(found["units"] as? Int == 100)
    #expect((found["regions"] as? [String: Int])?.values.reduce(0, +) == 100)
    let settings = try #require(found["settings"] as? [[String: Any]])
    #expect(
      settings.compactMap { $0["values"] as? String } == [
        "abandonment.gate.minimumDates=40", "abandonment.gate.minimumDates=10",
      ])
    // Idle years have some 20 dates: a gate of 40 leaves them undecided.
    let shares = settings.compactMap { $0["decidedShare"] as? Double }
    #expect(shares.count == 2 && shares[0] < shares[1])
    #expect(found["best"] as? Int == 1)
    #expect((settings[1]["choosers"] as? [String])?.count == 4)
    let heldOut = try #require(value(found["heldOut"], "f1"))
    // Every region chose the same setting, so the regions left out together are all regions.
    let best = try #require(value(settings[1]["score"], "f1"))
    #expect(abs(heldOut - best) < 1e-12)
    let text = try String(contentsOfFile: rules, encoding: .utf8)
    #expect(text.contains("minimumDates: 10") && text.contains("name: spliced-1"))

    // A run with the rules, and F1 by SQLite: confirmed clues against labels, by the parcel's number.
    let score = """
      import sqlite3, subprocess, sys
      root, program = "\(area.root)", "\(Program.tiankan.path)"
      text = open(root + "/tiankan.yaml").read().replace("state: state/", "rules: [chosen.yaml]\\nstate: again/")
      open(root + "/again.yaml", "w").write(text.replace("ledger.gpkg", "again.gpkg"))
      subprocess.run([program, "monitor", "--config", root + "/again.yaml", "--until", "\(area.until)", "--quiet"],
                     check=True, stdout=subprocess.DEVNULL)
      there = {row[0] for row in sqlite3.connect(root + "/parcels.gpkg").execute(
          "SELECT BSM FROM cropland WHERE reference = '1'")}
      found = {row[0] for row in sqlite3.connect(root + "/again.gpkg").execute(
          "SELECT unit_id FROM clue WHERE kind = 'abandonment' AND detection_state IN ('confirmed', 'ended')")}
      print(2 * len(there & found) / (len(there) + len(found)))
      """
    let again = try Program.run(Program.python, ["-c", score])
    try #require(again.status == 0, "\(again.notices)")
    let expected = try #require(
      Double(again.output.trimmingCharacters(in: .whitespacesAndNewlines)))
    #expect(expected > 0)
    #expect(abs(best - expected) < 1e-12)
  }

  @Test func `points in a table are labels as well, and few clues give no probability`() throws {
    let grid = try area.write("abandonment: {gate: {minimumDates: 10}}\n", "one.yaml")
    let outcome = try area.calibrate(
      "--samples", "\(area.root)/points.csv", "--label", "found", "--region", "place", "--grid",
      grid, "--out", "\(area.root)/points-rules.yaml")
    #expect(outcome.status == 0, "\(outcome.notices)")
    #expect(outcome.output.contains("留出区域 regions left out: F1 0."))
    #expect(outcome.output.contains("可判定 decided"))
    #expect(outcome.output.contains("未校准 not calibrated"))
    #expect(outcome.output.contains("200 are needed"))
    for word in WordsTests.forbidden { #expect(!outcome.output.contains(word)) }
  }

  @Test func `one region or too few labels end before a run, with the numbers needed`() throws {
    let grid = try area.write("abandonment: {gate: {minimumDates: [10, 12]}}\n", "two.yaml")
    let out = "\(area.root)/none.yaml"
    for (file, words) in [
      ("south.csv", "the labels lie in 1 region; label at least 2 regions"),
      ("few.csv", "label at least 5 of each in every region"),
    ] {
      let outcome = try area.calibrate(
        "--samples", "\(area.root)/\(file)", "--label", "found", "--region", "place", "--grid",
        grid, "--out", out)
      #expect(outcome.status == 3)
      #expect(outcome.notices.contains(words), "\(outcome.notices)")
      #expect(!FileManager.default.fileExists(atPath: out))
    }
  }

  @Test func `grids and columns that are not there are told by name`() throws {
    let unknown = try area.write("abandonment: {gate: {dates: [1, 2]}}\n", "unknown.yaml")
    let points = ["--samples", "\(area.root)/points.csv", "--label", "found"]
    let out = ["--out", "\(area.root)/none.yaml"]
    func run(_ arguments: [String]) throws -> Program.Outcome {
      try Program.tiankan(
        ["calibrate", "--config", "\(area.root)/tiankan.yaml", "--kind", "abandonment"] + points
          + out + arguments)
    }
    let constant = try run(["--region", "place", "--grid", unknown])
    #expect(constant.status == 2)
    #expect(constant.notices.contains("this constant is not known"), "\(constant.notices)")
    let column = try run(["--region", "county", "--grid", unknown])
    #expect(column.status == 2)
    #expect(column.notices.contains("there is no column county"), "\(column.notices)")
    let many = try area.write(
      "abandonment: {gate: {minimumDates: [\((1...257).map(String.init).joined(separator: ", "))]}}\n",
      "many.yaml")
    let large = try run(["--region", "place", "--grid", many])
    #expect(large.status == 2)
    #expect(large.notices.contains("more than 256 settings"), "\(large.notices)")
  }
}
