import Geometry
import Imagery
import Supervision
import Testing

@Suite struct RegisterCheckTests {
  var fixture: RegisterFixture

  init() throws { fixture = try RegisterFixture() }

  @Test func `a register in order has nothing to settle`() throws {
    #expect(try fixture.land() == [])
    #expect(fixture.records() == [])
  }

  @Test mutating func `the same land in two projects is told with its area`() throws {
    // B moves 10 m to the west: 10 × 900 m in common.
    try fixture.add(.project, "B", fixture.register[.project, "B"]?.values ?? [:], (990, 100, 900))
    let findings = try fixture.land().filter { $0.code == .sameLand }
    #expect(
      findings.map { "\($0.record) \($0.other?.description ?? "")" } == ["project:A project:B"])
    // Planar 9000 m², on the ellipsoid of zone 117E at 0.2° from the meridian the same within 1e-4.
    #expect(abs((findings.first?.area?.squareMetres ?? 0) / 9000 - 1) < 2e-4)
    #expect(findings.first?.rule == "proposed/overlap-share")
  }

  // 1 % of the smaller, or 50 m²: 100 m × 0.4 m = 40 m² of 10 000 m² is neither.
  @Test(arguments: [(0.4, 0), (0.6, 1), (1.2, 1)])
  mutating func `new cropland is claimed twice from 50 m² or 1 % on`(
    width: Double, count: Int
  ) throws {
    try fixture.claim("1", of: "A", (200, 200, 100))
    try fixture.claim("2", of: "A", (300 - width, 200, 100))
    #expect(try fixture.land().count { $0.code == .claimedTwice } == count)
  }

  @Test mutating func `a small plot claimed again whole is told though it is below 50 m²`() throws {
    try fixture.claim("1", of: "A", (200, 200, 100))
    try fixture.claim("2", of: "A", (210, 210, 5))
    #expect(try fixture.land().map(\.code) == [.claimedTwice])
  }

  @Test mutating func `what reaches beyond its project is told`() throws {
    try fixture.claim("1", of: "A", (950, 200, 100))
    let findings = try fixture.land()
    #expect(findings.map(\.code) == [.outside])
    #expect(findings.first?.other == RegisterRecord.Key(.project, "A"))
    #expect(abs((findings.first?.area?.squareMetres ?? 0) / 5000 - 1) < 2e-4)
  }

  @Test mutating func `claims larger than measured, recognised larger than surveyed`() throws {
    let size = try #require(fixture.record(.plot, "x", [:], (200, 200, 100)).gross)
    func metres(_ share: Double) -> RegisterValue {
      .area(LandArea(squareMetres: size.squareMetres * share) ?? .zero)
    }
    let survey: [String: RegisterValue] = [
      "surveyor": .text("测绘院"), "survey_method": .text("RTK"),
      "surveyed_on": .date(RegisterFixture.day("2026-01-01")),
    ]
    try fixture.claim("1", of: "A", (200, 200, 100), ["declared": metres(1.009)])
    #expect(fixture.records() == [])
    try fixture.claim("1", of: "A", (200, 200, 100), ["declared": metres(1.02)])
    #expect(fixture.records().map(\.code) == [.largerThanOutline])
    try fixture.claim(
      "1", of: "A", (200, 200, 100),
      survey.merging(["declared": metres(0.95), "surveyed": metres(0.9)]) { $1 })
    #expect(fixture.records().map(\.code) == [.largerThanSurveyed])
    try fixture.claim(
      "1", of: "A", (200, 200, 100),
      ["declared": metres(0.9), "surveyed": metres(0.9), "recognised": metres(0.91)])
    #expect(Set(fixture.records().map(\.code)) == [.recognisedTooLarge, .surveyIncomplete])
  }

  @Test mutating func `days that contradict each other are named`() throws {
    fixture.register[.init(.project, "A")]?.values["start_on"] = .date(
      RegisterFixture.day("2025-06-30"))
    let findings = fixture.records()
    #expect(findings.map(\.code) == [.conflictingDates])
    #expect(findings.first?.column == "start_on")
    #expect(findings.first?.detail == "approved_on 2025-07-01, start_on 2025-06-30")
  }

  @Test mutating func `references to nothing and missing plans are told`() throws {
    fixture.put(
      .plan, "p",
      [
        "owner": .text("C"), "category": .text("reclamation"),
        "due_on": .date(RegisterFixture.day("2026-01-01")), "area": .area(.zero),
      ])
    fixture.register[.init(.milestone, "B-1")] = nil
    #expect(
      Set(fixture.records().map { "\($0.code.rawValue) \($0.record)" })
        == ["unknown_reference plan:p", "missing_plan project:B"])
  }
}

@Suite struct ProjectProcessTests {
  var fixture: RegisterFixture

  init() throws { fixture = try RegisterFixture() }

  mutating func gates(_ steps: [(String, String, String?)]) -> ProjectProcess {
    for (number, step) in steps.enumerated() {
      var values: [String: RegisterValue] = [
        "owner": .text("A"), "state": .text(step.0),
        "reached_on": .date(RegisterFixture.day(step.1)),
      ]
      if let evidence = step.2 { values["evidence"] = .texts([evidence]) }
      fixture.put(.gate, "g\(number)", values)
    }
    let project = fixture.register[.project, "A"]
    return ProjectProcess(
      project ?? RegisterRecord(.init(.project, "A"), values: [:]), in: fixture.register,
      library: fixture.library)
  }

  static let start =
    [
      ("划定单元", "2025-01-01", nil), ("planned", "2025-02-01", nil), ("县级初审", "2025-03-01", nil),
      ("city_reviewed", "2025-04-01", nil), ("省级批准", "2025-07-01", nil),
      ("registered", "2025-07-10", nil), ("组织实施", "2025-08-01", "S2A_20250801"),
    ] as [(String, String, String?)]

  @Test mutating func `gates in the order of the province`() {
    let process = gates(Self.start)
    #expect(process.findings == [])
    #expect(process.state?.id == "implementing")
    #expect(process.approvedOn == RegisterFixture.day("2025-07-01"))
    #expect(process.completedOn == nil)
  }

  @Test mutating func `a changed plan goes back and is approved again`() {
    let process = gates(
      Self.start + [
        ("planned", "2026-01-01", nil), ("county_reviewed", "2026-02-01", nil),
        ("city_reviewed", "2026-03-01", nil),
      ])
    #expect(process.findings == [])
    #expect(process.state?.id == "city_reviewed")
    // Until it is approved again, the project's own day of approval stands.
    #expect(process.approvedOn == RegisterFixture.day("2025-07-01"))
    let again = gates(
      Self.start + [
        ("planned", "2026-01-01", nil), ("county_reviewed", "2026-02-01", nil),
        ("city_reviewed", "2026-03-01", nil), ("approved", "2026-04-01", nil),
      ])
    #expect(again.approvedOn == RegisterFixture.day("2026-04-01"))
  }

  @Test mutating func `a gate that is left out, and one without images`() {
    let process = gates(
      Array(Self.start.dropLast()) + [
        ("implementing", "2025-08-01", nil), ("accepted", "2027-01-01", "S2"),
      ])
    #expect(process.findings.map(\.code) == [.gateEvidence, .gateOrder])
    #expect(process.findings.last?.detail == "组织实施 → 市级整体验收")
  }

  @Test func `documents have the processes of their provinces`() throws {
    let library = try RuleLibrary.load()
    // S001 三 and S002 三(四)1, in their own words.
    let fujian = try #require(try library.set("fujian-consolidation-2025").process)
    #expect(
      fujian.chain.compactMap { fujian.state($0)?.name.chinese } == [
        "划定单元", "编制方案", "县级初审", "市级审查", "省级批准", "录入项目库", "组织实施", "子项目验收", "县级初验",
        "市级整体验收", "权属调整和变更登记", "后期管护",
      ])
    #expect(fujian.successors(of: "implementing") == ["parts_accepted", "planned"])
    let jiaxing = try #require(try library.set("jiaxing-consolidation-2023").process)
    #expect(
      jiaxing.chain.suffix(6).compactMap { jiaxing.state($0)?.name.chinese } == [
        "各条线验收", "镇(街道)自验", "县(市、区)初验", "市级整体验收", "监管系统备案", "后期管护",
      ])
  }
}
