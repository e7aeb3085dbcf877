import Foundation
import Glibc
import TestSupport
import Testing

/// What a night tells: alerts, the document, metrics.
@Suite(.enabled(if: Program.hasPython)) struct NightOutputTests {
  func lines(_ area: PublishedArea, run: Int) throws -> [[String: Any]] {
    try area.text("alerts/run-\(run).jsonl").split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  func document(_ area: PublishedArea, run: Int) throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(
        with: Data(try area.text("alerts/run-\(run).json").utf8)) as? [String: Any])
  }

  @Test func `alerts are ranked, capped, counted, and the same for map programs`() throws {
    let area = try PublishedArea(cap: 2)
    let outcome = try area.run("ledger", "alerts")
    #expect(outcome.status == 0, "\(outcome.notices)")
    let alerts = try lines(area, run: 1)
    let told = try document(area, run: 1)
    #expect(told["alerts"] as? Int == alerts.count)
    // Every clue of the first run is new; those with a single hit are counted only.
    let clues = try area.sqlite("SELECT count(*) FROM clue WHERE detection_state <> 'first'")
    #expect("\(alerts.count + (told["held_back"] as? Int ?? -1))" == clues)
    let single = try area.sqlite("SELECT count(*) FROM clue WHERE detection_state = 'first'")
    #expect(single != "0")
    #expect("\(told["unconfirmed"] as? Int ?? -1)" == single)
    #expect(alerts.allSatisfy { $0["detection_state"] as? String != "first" })
    #expect(alerts.allSatisfy { ($0["events"] as? [String])?.first == "new" })
    #expect(alerts.compactMap { $0["rank"] as? Int } == Array(1...alerts.count))
    let priorities = alerts.compactMap { $0["priority"] as? String }
    #expect(priorities == priorities.sorted())
    let first = try area.sqlite(
      "SELECT count(*) FROM clue WHERE priority = 'P1' AND detection_state <> 'first'")
    #expect("\(priorities.count { $0 == "P1" })" == first)
    for alert in alerts where alert["never_dropped"] as? Bool == false {
      // Those that a cap may drop are at most as many as the cap.
      let same = alerts.filter {
        $0["county"] as? String == alert["county"] as? String
          && $0["never_dropped"] as? Bool == false
      }
      #expect(same.count <= 2)
    }
    let map = try Reference.python(
      """
      source = ogr.Open(sys.argv[1]); layer = source.GetLayer(0)
      for row in layer:
          shape = row.GetGeometryRef()
          print(row["clue_key"], shape.IsValid(), shape.GetEnvelope()[0] < row["longitude"] < shape.GetEnvelope()[1])
      """, area.path("alerts/run-1.geojson"))
    #expect(map == alerts.map { "\($0["clue_key"] ?? "") True True" })
    for name in ["jsonl", "json", "geojson"] {
      let text = try area.text("alerts/run-1.\(name)")
      for word in WordsTests.forbidden { #expect(!text.contains(word)) }
    }
    #expect(try area.run("ledger", "alerts", "--run", "7").status == 3)
    try area.area.configure()
    #expect(try area.run("ledger", "alerts").status == 2)
  }

  @Test func `a run that finds the alerts of the last commit missing writes the same bytes`() throws
  {
    let area = try PublishedArea(cap: 3)
    #expect(try area.run("ledger", "alerts").status == 0)
    let before = try area.checksums("alerts")
    // As a crash between the commit and the last file leaves it.
    try FileManager.default.removeItem(atPath: area.path("alerts/run-1.json"))
    try FileManager.default.removeItem(atPath: area.path("alerts/run-1.geojson"))
    let outcome = try area.area.monitor("--json-file", area.path("summary.json"))
    #expect(outcome.status == 0, "\(outcome.notices)")
    #expect(outcome.notices.contains("alerts of the last run were missing"))
    let after = try area.checksums("alerts").split(separator: "\n").filter {
      $0.contains("run-1.")
    }
    #expect(after.joined(separator: "\n") + "\n" == before)
    // The same scenes: nothing is new.
    #expect(try lines(area, run: 2).isEmpty)
    #expect((try document(area, run: 2))["events"] as? [String: Int] == [:])
    let report = try summary(outcome)
    #expect(report["run"] as? Int == 2)
    #expect((report["alerts"] as? [String: Any])?["held_back"] as? Int == 0)
    #expect(try area.text("summary.json") == outcome.output)
    try checkMetrics(area, status: 0, run: 2)
    let people = try Program.tiankan([
      "monitor", "--config", area.path("tiankan.yaml"), "--quiet", "--until", "2023-10-01",
    ])
    #expect(people.status == 0)
    #expect(people.output.contains("提醒 alerts: "))
    #expect(!people.notices.contains("missing"))
    // Later clues are gone with their days: said, not dropped in silence.
    let gone = try #require((try document(area, run: 3))["gone"] as? [[String: Any]])
    #expect(!gone.isEmpty)
    #expect(
      gone.allSatisfy { ["withdrawn", "merged", "rekeyed"].contains($0["event"] as? String) })
  }

  /// The metrics as Prometheus' own parser reads them.
  func checkMetrics(_ area: PublishedArea, status: Int, run: Int) throws {
    let text = try area.text("night.prom")
    #expect(text.contains("tiankan_monitor_attempt_exit_status \(status)\n"))
    #expect(text.hasSuffix("\n"))
    guard let python = PublishedArea.python else { return }
    let parsed = try Program.run(
      python,
      [
        "-c",
        """
        import sys, collections
        from prometheus_client.parser import text_string_to_metric_families
        families = list(text_string_to_metric_families(open(sys.argv[1], encoding="utf-8").read()))
        assert len({f.name for f in families}) == len(families)
        assert all(f.type == "gauge" and f.documentation for f in families), families
        seen = {f.name: sum(s.value for s in f.samples) for f in families}
        assert len({(s.name, tuple(sorted(s.labels.items()))) for f in families for s in f.samples}) == sum(len(f.samples) for f in families)
        for name in "tiankan_monitor_attempt_exit_status", "tiankan_ledger_run", "tiankan_clues": print(name, int(seen[name]))
        """, area.path("night.prom"),
      ])
    #expect(parsed.status == 0, "\(parsed.notices)")
    let clues = try area.sqlite("SELECT count(*) FROM clue")
    #expect(
      parsed.output.split(separator: "\n") == [
        "tiankan_monitor_attempt_exit_status \(status)", "tiankan_ledger_run \(run)",
        "tiankan_clues \(clues)",
      ])
  }

  @Test func `metrics tell of a run that failed, and not of one that found the lock taken`() throws
  {
    let area = try PublishedArea()
    let text = try area.text("tiankan.yaml")
    try text.replacing("/scenes]", with: "/no-scenes]").write(
      toFile: area.path("tiankan.yaml"), atomically: true, encoding: .utf8)
    #expect(try area.area.monitor().status == 3)
    try checkMetrics(area, status: 3, run: 1)
    let before = try area.text("night.prom")
    let lock = unsafe open(area.area.ledger + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    try #require(flock(lock, LOCK_EX | LOCK_NB) == 0)
    defer { close(lock) }
    #expect(try area.area.monitor().status == 4)
    #expect(try area.text("night.prom") == before)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: area.area.folder.url.path)
        .allSatisfy { !$0.hasSuffix(".tmp") })
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/systemd-analyze")))
  func `systemd accepts the units, and the timer's calendar`() throws {
    let folder = try TemporaryFolder()
    let units = TestData.packageRoot.appending(path: "packaging/systemd")
    for kind in ["service", "timer"] {
      let text = try String(
        contentsOf: units.appending(path: "tiankan-monitor@.\(kind)"), encoding: .utf8)
      // The program is not installed here; everything else is checked as it is.
      try text.replacing("/usr/local/bin/tiankan", with: Program.tiankan.path).write(
        toFile: folder.path("tiankan-monitor@.\(kind)"), atomically: true, encoding: .utf8)
    }
    func verify() throws -> Program.Outcome {
      try Program.run(
        "/usr/bin/systemd-analyze",
        [
          "verify", folder.path("tiankan-monitor@350582.service"),
          folder.path("tiankan-monitor@350582.timer"),
        ])
    }
    let outcome = try verify()
    #expect(outcome.status == 0)
    // What systemd does not know it only mentions.
    #expect(outcome.output + outcome.notices == "")
    let service = folder.path("tiankan-monitor@.service")
    try String(contentsOfFile: service, encoding: .utf8)
      .replacing("Type=oneshot", with: "Type=nightly")
      .write(toFile: service, atomically: true, encoding: .utf8)
    #expect(try verify().notices.contains("nightly"))
  }
}
