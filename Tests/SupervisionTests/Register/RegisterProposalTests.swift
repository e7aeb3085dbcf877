import Diagnostics
import Geometry
import Imagery
import Supervision
import Testing

@Suite struct RegisterProposalTests {
  let fixture: RegisterFixture

  init() throws { fixture = try RegisterFixture() }

  func row(
    _ kind: RegisterKind, _ id: String, _ values: [String: RegisterValue], source: Int = 0,
    row: Int = 2, place: (Double, Double, Double)? = nil
  ) throws -> RegisterProposal.Row {
    RegisterProposal.Row(
      try fixture.record(kind, id, values, place), place: "table\(source): row \(row)",
      source: source, fields: ["id": "XMBH", "start_on": "KGRQ", "unit": "DYBH"],
      columns: Set(values.keys))
  }

  func propose(
    _ rows: [RegisterProposal.Row], complete: Set<RegisterKind> = []
  ) -> RegisterProposal {
    RegisterProposal(
      rows, complete: complete, base: fixture.register,
      check: RegisterRecordCheck(fixture.library))
  }

  @Test func `columns that a source has not stay as they are`() throws {
    let proposal = propose([try row(.project, "A", ["responsible": .text("甲公司")])])
    #expect(proposal.changed.map(\.columns) == [["responsible"]])
    let project = try #require(proposal.result[.project, "A"])
    #expect(project.text("name") == "项目A")
    #expect(project.outline == fixture.register[.project, "A"]?.outline)
    #expect(proposal.result.revision == 1)
    #expect(proposal.refusals.isEmpty)
  }

  @Test func `an outline and a table make one record`() throws {
    let proposal = propose([
      try row(.project, "C", [:], source: 0, place: (1000, 1000, 100)),
      try row(.project, "C", ["name": .text("丙"), "unit": .text("U")], source: 1),
    ])
    #expect(proposal.added == [RegisterRecord.Key(.project, "C")])
    #expect(proposal.result[.project, "C"]?.outline != nil)
  }

  @Test func `rows that cannot be used are refused with row and column, the rest is proposed`()
    throws
  {
    let proposal = propose([
      try row(.project, "C", ["name": .text("丙"), "unit": .text("V")], row: 2),
      try row(.subproject, "C1", ["project": .text("C"), "kind": .text("dry_to_paddy")], row: 3),
      try row(.project, "D", ["name": .text("丁"), "unit": .text("U")], row: 4),
      try row(.project, "D", ["name": .text("丁"), "unit": .text("U")], row: 5),
      try row(
        .project, "A",
        ["start_on": .date(RegisterFixture.day("2025-01-01"))], row: 6),
      try row(.project, "E", ["name": .text("戊")], row: 7),
    ])
    #expect(proposal.added.map(\.id) == ["D"])
    #expect(proposal.changed.isEmpty)
    #expect(
      Set(proposal.refusals.map { "\($0.subject) \($0.code)" }) == [
        "table0: row 2, column DYBH not-found", "table0: row 3, column project not-found",
        "table0: row 5, column XMBH duplicate", "table0: row 6, column KGRQ malformed",
        "table0: row 7 malformed",
      ])
  }

  @Test func `sources that contradict each other are refused`() throws {
    let proposal = propose([
      try row(.project, "C", ["name": .text("丙"), "unit": .text("U")], source: 0),
      try row(.project, "C", ["name": .text("乙")], source: 1),
    ])
    #expect(proposal.refusals.map(\.subject) == ["table1: row 2, column name"])
    #expect(proposal.result[.project, "C"]?.text("name") == "丙")
  }

  @Test func `what a complete source lacks is withdrawn, but not what it has and cannot be used`()
    throws
  {
    let proposal = propose(
      [
        try row(.project, "A", ["name": .text("项目A"), "unit": .text("U")]),
        try row(.project, "B", ["unit": .text("V")], row: 3),
      ], complete: [.project])
    #expect(proposal.withdrawn == [])
    #expect(proposal.unchanged == 1)
    let without = propose([try row(.milestone, "A-1", [:])], complete: [.milestone])
    #expect(without.withdrawn == [RegisterRecord.Key(.milestone, "B-1")])
  }

  @Test func `the same rows make the same lines, other rows others`() throws {
    let rows = [
      try row(.project, "C", ["name": .text("丙"), "unit": .text("U")]),
      try row(.project, "D", ["name": .text("丁"), "unit": .text("U")]),
    ]
    let lines = propose(rows).lines
    #expect(propose(rows.reversed()).lines == lines)
    #expect(propose([rows[0]]).lines != lines)
    #expect(propose([]).isEmpty)
    #expect(propose([]).result.revision == 0)
  }
}
