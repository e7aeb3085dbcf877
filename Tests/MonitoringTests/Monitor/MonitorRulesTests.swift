import ChangeDetection
import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Monitoring

@Suite struct MonitorRulesTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  func rules(_ text: String?, named name: String = "own.yaml", more: [String] = []) throws
    -> MonitorRules
  {
    if let text { try text.write(toFile: folder.path(name), atomically: true, encoding: .utf8) }
    let lines = [
      "version: 1", "grid: {crs: EPSG:32650, origin: [0, 100], pixel: 10}",
      "tiles: [{id: A, core: [0, 0, 100, 100]}]", "scenes: [s/]", "state: state/",
      "ledger: l.gpkg", "rules: [\(name)]",
    ]
    let path = folder.path("tiankan.yaml")
    try (lines + more).joined(separator: "\n").write(
      toFile: path, atomically: true, encoding: .utf8)
    return try MonitorRules(try Configuration(reading: path))
  }

  func failure(_ text: String?, named name: String = "own.yaml") -> TiankanError? {
    do {
      _ = try rules(text, named: name)
      return nil
    } catch { return error as? TiankanError }
  }

  static let head = "name: own\nversion: 3\njurisdiction: 3599\nsource: test\n"

  @Test func `a rule file changes the constants that it names and no others`() throws {
    let read = try rules(
      Self.head + "construction: {confirmingHits: 7}\nindex: {soilNDVI: 0.1}\n"
        + "minimum_mapping_unit: 900\n")
    var construction = ConstructionParameters()
    construction.confirmingHits = 7
    construction.baselineYears = 3
    construction.rolloverMonth = 1
    construction.rolloverDay = 1
    #expect(read.construction == construction)
    #expect(read.index.soilNDVI == 0.1)
    #expect(read.index.vegetationNDVI == IndexParameters().vegetationNDVI)
    #expect(read.rehabilitation == RehabilitationParameters())
    #expect(read.minimumMappingUnit == 900)
    #expect(read.sources.map(\.name) == ["own"])
    #expect(read.sources.map(\.version) == ["3"])
    #expect(read.sources.map(\.jurisdiction) == ["3599"])
    #expect(read.sources[0].text.hasPrefix(Self.head))
  }

  @Test func `settings of the long background are changed one by one`() throws {
    let read = try rules(
      Self.head
        + "rehabilitation: {backgroundSeasons: 15, background: {preventsOneYearRecovery: false, maximumSegments: 4}}\n"
    )
    var expected = RehabilitationParameters()
    expected.backgroundSeasons = 15
    expected.background.preventsOneYearRecovery = false
    expected.background.maximumSegments = 4
    #expect(read.rehabilitation == expected)
  }

  @Test func `crop year and baseline come from the configuration`() throws {
    let read = try rules(
      Self.head, more: ["crop_year: \"11-15\"", "baseline: {years: 2, rollover: \"03-05\"}"])
    #expect("\(read.abandonment.calendar.start)" == "11-15")
    #expect(read.construction.baselineYears == 2)
    #expect(read.construction.rolloverMonth == 3)
    #expect(read.construction.rolloverDay == 5)
  }

  @Test func `a rule set that comes with the program is found by its name`() throws {
    let read = try rules(nil, named: "fujian-2025")
    #expect(read.sources.count == 1)
    #expect(!read.sources[0].version.isEmpty)
  }

  @Test(arguments: [
    ("colour: red\n", "colour"), ("construction: {confirmingHit: 7}\n", "confirmingHit"),
    ("abandonment: {cultivation: {bare: 1}}\n", "cultivation.bare"),
    ("construction: {confirmingHits: many}\n", "does not fit"),
    ("rehabilitation: {background: {maximumSegments: 99}}\n", "does not fit"),
    ("rehabilitation: {background: {spikes: 1}}\n", "background.spikes"),
    ("construction: 5\n", "mapping"), ("construction: [1, 2]\n", "mapping"),
    ("index: text\n", "mapping"), ("construction: {confirmingHits: 2025-01-01}\n", "does not fit"),
    ("construction: {vegetationLoss: .nan}\n", "does not fit"),
    ("construction: {confirmingHits: {a: 1}}\n", "does not fit"),
    ("minimum_mapping_unit: 0\n", "positive"), ("minimum_mapping_unit: big\n", "positive"),
    ("minimum_mapping_unit: .inf\n", "positive"), ("minimum_mapping_unit: .nan\n", "positive"),
  ])
  func `a constant that is not known or does not fit is wrong usage`(text: String, part: String) {
    let error = failure(Self.head + text)
    #expect(error?.code == .usage)
    #expect(error?.message.contains(part) == true, "\(error?.message ?? "")")
    #expect(error?.subject == folder.path("own.yaml"))
  }

  @Test func `an empty section changes nothing`() throws {
    #expect(try rules(Self.head + "construction:\nindex: {}\n").index == IndexParameters())
  }

  @Test(arguments: [
    "name: own\n", "version: 1\n", "- a\n", "a: [\n", "", "name: ''\nversion: ''\n",
  ])
  func `a file that is no rule file is wrong usage`(text: String) {
    #expect(failure(text)?.code == .usage)
  }

  @Test func `a file that is not there is missing, a name that is not known is wrong usage`() {
    #expect(failure(nil, named: "no.yaml")?.code == .notFound)
    #expect(failure(nil, named: "no-such-rules")?.code == .usage)
  }
}
