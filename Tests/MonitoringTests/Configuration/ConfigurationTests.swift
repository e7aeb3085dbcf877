import GeoIO
import Diagnostics
import Foundation
import Imagery
import TestSupport
import Testing

@testable import Monitoring

@Suite struct ConfigurationTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The smallest configuration, as lines that a test may change.
  static let lines = [
    "version: 1",
    "grid: {crs: EPSG:32650, origin: [400000, 3500000], pixel: 10}",
    "tiles:",
    "  - {id: A, core: [400000, 3499000, 400500, 3500000]}",
    "  - {id: B, core: [400500, 3499000, 401000, 3500000]}",
    "scenes: [catalog.json, more/]",
    "state: state/",
    "ledger: ledger.gpkg",
  ]

  func read(_ lines: [String], name: String = "tiankan.yaml") throws -> Configuration {
    let path = folder.path(name)
    try (lines.joined(separator: "\n") + "\n").write(
      toFile: path, atomically: true, encoding: .utf8)
    return try Configuration(reading: path)
  }

  /// The error of a configuration with one line changed or lines added.
  func failure(_ lines: [String]) -> TiankanError? {
    do {
      _ = try read(lines)
      return nil
    } catch { return error as? TiankanError }
  }

  /// Checks that a configuration is refused at a line, in words that contain `text`.
  func expectRefused(
    _ lines: [String], line: Int, _ text: String, _ location: SourceLocation = #_sourceLocation
  ) {
    let error = failure(lines)
    #expect(error?.code == .usage, "\(String(describing: error))", sourceLocation: location)
    #expect(
      error?.subject == "\(folder.path("tiankan.yaml")):\(line)", sourceLocation: location)
    #expect(
      error?.message.contains(text) == true, "\(error?.message ?? "")", sourceLocation: location)
  }

  func changed(_ index: Int, _ line: String) -> [String] {
    var lines = Self.lines
    lines[index] = line
    return lines
  }

  @Test func `the smallest configuration is filled with the documented values`() throws {
    let read = try read(Self.lines)
    let folder = folder.url.path
    #expect(read.grid.crs.authorityCode == "EPSG:32650")
    #expect((read.grid.columns, read.grid.rows) == (100, 100))
    #expect(read.tiles.map(\.id) == ["A", "B"])
    #expect(read.tiles[0].core == Window(column: 0, row: 0, width: 50, height: 100))
    #expect(read.tiles[1].core == Window(column: 50, row: 0, width: 50, height: 100))
    #expect(read.scenes == ["\(folder)/catalog.json", "\(folder)/more/"])
    #expect(read.layers.isEmpty)
    #expect(read.rules.isEmpty)
    #expect("\(read.cropYear)" == "10-01")
    #expect(read.baseline.years == 3)
    #expect("\(read.baseline.rollover)" == "01-01")
    #expect(read.state == "\(folder)/state/")
    #expect(read.ledger == "\(folder)/ledger.gpkg")
    #expect(read.limits == .init(memory: 1_500_000_000, threads: nil))
    #expect(read.publish == .init(mode: .internal, capPerCounty: 50))
  }

  @Test func `every key is read`() throws {
    var lines = Self.lines
    lines[7] = "ledger: postgresql://user@host/db"
    lines += [
      "layers:",
      "  supervised: watched.gpkg",
      "  counties: {source: l.gpkg, layer: c, fields: {id: XZQDM, name: XZQMC}, version: 2025-12-31}",
      "  cropland: {source: /data/d.gpkg, fields: {id: BSM, class: DLBM},"
        + " fallow: {source: f.csv, fields: {id: BSM, from: a, to: b}}}",
      "  mines: {source: m.shp, encoding: GBK}",
      "  mine_plan: {source: p.csv, fields: {mine: K, date: D, cover: C, area: M}}",
      "  approvals: {source: a.gpkg, fields: {id: P, kind: X, from: F, to: T}, complete_to: 2025-12-31,"
        + " coverage: cov.gpkg}",
      "  control_lines: {source: l.gpkg, fields: {kind: K}}",
      "  grid_cells: {source: l.gpkg, layer: g, fields: {id: W, name: N, responsible: R}}",
      "rules: [fujian-2025, mine.yaml]",
      "crop_year: \"11-15\"",
      "baseline: {years: 2, rollover: \"03-01\"}",
      "limits: {memory: 800MB, threads: 7}",
      "publish: {mode: internal, cap_per_county: 0, alerts: alerts/, metrics: /m/n.prom, batches: b,"
        + " trial_batches: 0}",
    ]
    let read = try read(lines)
    let folder = folder.url.path
    #expect(read.ledger == "postgresql://user@host/db")
    #expect(read.layers[.supervised]?.source == "\(folder)/watched.gpkg")
    #expect(read.layers[.counties]?.source == "\(folder)/l.gpkg#c")
    #expect(read.layers[.counties]?.fields == ["id": "XZQDM", "name": "XZQMC"])
    #expect(read.layers[.counties]?.version == "2025-12-31")
    #expect(read.layers[.cropland]?.source == "/data/d.gpkg")
    #expect(
      read.layers[.cropland]?.fallow
        == .init(source: "\(folder)/f.csv", fields: ["id": "BSM", "from": "a", "to": "b"]))
    #expect(read.layers[.mines]?.options.encoding != nil)
    #expect(read.layers[.minePlan]?.fields["area"] == "M")
    #expect(read.layers[.approvals]?.completeTo == CalendarDate("2025-12-31"))
    #expect(read.layers[.approvals]?.coverage == "\(folder)/cov.gpkg")
    #expect(read.rules == ["fujian-2025", "\(folder)/mine.yaml"])
    #expect("\(read.cropYear)" == "11-15")
    #expect(read.baseline.years == 2)
    #expect("\(read.baseline.rollover)" == "03-01")
    #expect(read.limits == .init(memory: 800_000_000, threads: 7))
    #expect(read.publish.capPerCounty == 0)
    #expect(read.publish.alerts == "\(folder)/alerts/")
    #expect(read.publish.metrics == "/m/n.prom")
    #expect(read.publish.batches == "\(folder)/b")
    #expect(read.publish.trialBatches == 0)
    #expect(read.layers[.gridCells]?.fields == ["id": "W", "name": "N", "responsible": "R"])
  }

  @Test(arguments: [
    ("colour: red", "colour"), ("baseline: {year: 3}", "year"), ("limits: {cpu: 1}", "cpu"),
    ("publish: {to: all}", "to"), ("layers: {roads: r.gpkg}", "roads"),
    ("layers: {mines: {source: m.gpkg, file: x}}", "file"),
    ("layers: {mines: {source: m.gpkg, fields: {kind: K}}}", "kind"),
    ("layers: {mines: {source: m.gpkg, complete_to: 2025-01-01}}", "complete_to"),
    ("layers: {counties: {source: m.gpkg, fallow: {source: f}}}", "fallow"),
    (
      "layers: {cropland: {source: c, fallow: {source: f, fields: {id: a, from: b, to: c}, x: 1}}}",
      "x"
    ),
  ])
  func `an unknown key is an error with its line`(line: String, key: String) {
    expectRefused(Self.lines + [line], line: 9, "\(key): this key is not known")
  }

  @Test func `unknown keys of grid and tiles are errors with their line`() {
    expectRefused(
      changed(1, "grid: {crs: EPSG:32650, origin: [400000, 3500000], pixel: 10, size: 4}"),
      line: 2, "size: this key is not known")
    expectRefused(
      changed(3, "  - {id: A, core: [400000, 3499000, 400500, 3500000], halo: 3}"), line: 4,
      "halo: this key is not known")
  }

  @Test func `a missing key is an error that names it`() {
    for (index, key) in [
      (0, "version"), (1, "grid"), (5, "scenes"), (6, "state"), (7, "ledger"),
    ] {
      var lines = Self.lines
      lines.remove(at: index)
      let error = failure(lines)
      #expect(error?.code == .usage)
      #expect(error?.message.hasPrefix("\(key):") == true, "\(error?.message ?? "")")
      #expect(error?.subject?.hasPrefix(folder.path("tiankan.yaml:")) == true)
    }
    var lines = Self.lines
    lines.removeSubrange(2...4)
    #expect(failure(lines)?.message.hasPrefix("tiles:") == true)
    expectRefused(changed(3, "  - {core: [400000, 3499000, 400500, 3500000]}"), line: 4, "id")
    expectRefused(changed(3, "  - {id: A}"), line: 4, "core")
    expectRefused(changed(1, "grid: {origin: [400000, 3500000], pixel: 10}"), line: 2, "crs")
    expectRefused(changed(1, "grid: {crs: EPSG:32650, pixel: 10}"), line: 2, "origin")
    expectRefused(changed(1, "grid: {crs: EPSG:32650, origin: [0, 0]}"), line: 2, "pixel")
  }

  @Test(arguments: ["version: 2", "version: one", "version: 1.0", "version: []"])
  func `another version is refused`(line: String) {
    expectRefused(changed(0, line), line: 1, "version")
  }

  @Test(arguments: [
    ("grid: {crs: EPSG:3857, origin: [0, 0], pixel: 10}", "Web Mercator"),
    ("grid: {crs: EPSG:99999999, origin: [0, 0], pixel: 10}", "crs"),
    ("grid: {crs: EPSG:32650, origin: [0], pixel: 10}", "origin"),
    ("grid: {crs: EPSG:32650, origin: [a, b], pixel: 10}", "origin"),
    ("grid: {crs: EPSG:32650, origin: [.inf, 0], pixel: 10}", "origin"),
    ("grid: {crs: EPSG:32650, origin: [0, 0], pixel: 0}", "pixel"),
    ("grid: {crs: EPSG:32650, origin: [0, 0], pixel: -10}", "pixel"),
    ("grid: {crs: EPSG:32650, origin: [0, 0], pixel: nan}", "pixel"),
    ("grid: EPSG:32650", "mapping"),
  ])
  func `a grid that cannot be is refused`(line: String, text: String) {
    expectRefused(changed(1, line), line: 2, text)
  }

  @Test func `cores that cannot be are refused with their line`() {
    for (core, text) in [
      ("[400400, 3499000, 401000, 3500000]", "overlaps the core of A"),
      ("[400505, 3499000, 401000, 3500000]", "pixel edges"),
      ("[400500, 3499000, 401000, 3499999.5]", "pixel edges"),
      ("[399990, 3499000, 400000, 3500000]", "west or north"),
      ("[400500, 3499000, 401000, 3500010]", "west or north"),
      ("[401000, 3499000, 400500, 3500000]", "west, south, east, north"),
      ("[400500, 3500000, 401000, 3499000]", "west, south, east, north"),
      ("[400500, 3499000, 400500, 3500000]", "west, south, east, north"),
      ("[400500, 3499000, 401000]", "west, south, east, north"),
      ("[400500, 3499000, 400500000, 3500000]", "16 million"),
      ("[400500, 3499000, 1.0e300, 3500000]", "16 million"),
      ("[400500, -1.0e300, 401000, 3500000]", "16 million"),
    ] {
      expectRefused(changed(4, "  - {id: B, core: \(core)}"), line: 5, text)
    }
    // Cores that touch, and cores apart from each other, are fine.
    #expect(failure(changed(4, "  - {id: B, core: [400600, 3498000, 401000, 3498990]}")) == nil)
  }

  @Test func `a grid of thirds of a degree is not off its own pixels`() throws {
    var lines = Self.lines
    lines[1] = "grid: {crs: EPSG:4490, origin: [117.1, 26.3], pixel: 0.0001}"
    lines[3] = "  - {id: A, core: [117.1, 26.2, 117.2, 26.3]}"
    lines[4] = "  - {id: B, core: [117.2, 26.2, 117.3, 26.3]}"
    let tiles = try read(lines).tiles
    #expect(tiles[0].core == Window(column: 0, row: 0, width: 1000, height: 1000))
    #expect(tiles[1].core == Window(column: 1000, row: 0, width: 1000, height: 1000))
  }

  @Test func `ids of tiles are unique words`() {
    expectRefused(
      changed(4, "  - {id: A, core: [400500, 3499000, 401000, 3500000]}"), line: 5, "twice")
    for id in ["a-b", "a/b", "\"\"", "\"..\"", "a b"] {
      expectRefused(
        changed(4, "  - {id: \(id), core: [400500, 3499000, 401000, 3500000]}"), line: 5, "id:")
    }
  }

  @Test(arguments: [
    (
      "layers: {mine_plan: {source: p.csv, fields: {mine: K, date: D, cover: C}}}",
      "needs the layer mines"
    ),
    (
      "layers: {approvals: {source: a, fields: {kind: K, from: F}, coverage: c.gpkg}}",
      "says nothing without complete_to"
    ),
    (
      "layers: {approvals: {source: a, fields: {kind: K, from: F}, complete_to: soon}}", "no date"
    ),
    (
      "layers: {approvals: {source: a, fields: {kind: K, from: F}, complete_to: 2025-02-29}}",
      "no date"
    ),
    ("layers: {approvals: a.gpkg}", "kind, from"),
    ("layers: {approvals: {source: a, fields: {kind: K}}}", "from is missing"),
    ("layers: {control_lines: {source: a}}", "kind is missing"),
    ("layers: {mines: {source: a.gpkg#x, layer: y}}", "names a layer already"),
    ("layers: {mines: {layer: y}}", "source"),
    ("layers: {cropland: {source: c, fallow: {source: f}}}", "id is missing"),
  ])
  func `layers that contradict themselves are refused`(line: String, text: String) {
    expectRefused(Self.lines + [line], line: 9, text)
  }

  @Test(arguments: [
    ("crop_year: \"02-29\"", "no day of every year"), ("crop_year: October", "no day"),
    ("crop_year: \"13-01\"", "no day"), ("baseline: {rollover: \"02-29\"}", "no day"),
    ("baseline: {years: 0}", "1 to 10"), ("baseline: {years: 11}", "1 to 10"),
    ("baseline: {years: 2.5}", "whole number"), ("limits: {threads: 0}", "1 to 256"),
    ("limits: {threads: 257}", "1 to 256"), ("publish: {mode: public}", "known is internal"),
    ("publish: {cap_per_county: -1}", "negative"), ("publish: {metrics: a.txt}", ".prom"),
    ("publish: {trial_batches: -1}", "negative"), ("publish: {alert: a}", "alert"),
    ("scenes: []", "at least one"),
    ("rules: {a: b}", "list"),
  ])
  func `values that do not fit are refused`(line: String, text: String) {
    let lines = line.hasPrefix("scenes") ? changed(5, line) : Self.lines + [line]
    let error = failure(lines)
    #expect(error?.code == .usage)
    #expect(error?.message.contains(text) == true, "\(error?.message ?? "")")
    #expect(error?.subject?.hasSuffix(line.hasPrefix("scenes") ? ":6" : ":9") == true)
  }

  @Test(arguments: [
    ("1.5GB", 1_500_000_000), ("800MB", 800_000_000), ("300000000", 300_000_000),
    ("0.3GB", 300_000_000),
  ])
  func `an amount of memory is read`(text: String, bytes: Int) throws {
    #expect(try read(Self.lines + ["limits: {memory: \(text)}"]).limits.memory == bytes)
  }

  @Test(arguments: [
    "lots", "GB", "1.5TB", "-1GB", "0", "1GiB", "inf", "nan", "1e12GB", "1e300", "299MB", "1.5 gb",
  ])
  func `what is no amount of memory is refused`(text: String) {
    expectRefused(Self.lines + ["limits: {memory: \(text)}"], line: 9, "memory")
  }

  @Test(arguments: ["", "- a\n- b", "a: [", "text", "version: 1\nversion: 1"])
  func `a file that is no configuration is wrong usage`(text: String) throws {
    let path = folder.path("broken.yaml")
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    var found: TiankanError?
    do { _ = try Configuration(reading: path) } catch { found = error }
    #expect(found?.code == .usage)
    #expect(found?.subject?.hasPrefix(path) == true)
  }

  @Test func `a file that is not there is said to be missing`() {
    var found: TiankanError?
    do { _ = try Configuration(reading: folder.path("no.yaml")) } catch { found = error }
    #expect(found?.code == .notFound)
  }
}
