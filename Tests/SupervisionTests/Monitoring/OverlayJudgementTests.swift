import Imagery
import Supervision
import Testing

@Suite struct OverlayJudgementTests {
  typealias Part = OverlayJudgement.Part

  static func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }

  func judge(
    _ parts: [Part], on date: String = "2025-06-15", complete: Bool = true
  ) throws -> OverlayJudgement {
    OverlayJudgement(
      parts: parts, firstDate: try Self.day(date), hasCompleteApprovals: complete)
  }

  func approval(
    _ kind: ApprovalKind, share: Double, from: String = "2025-01-01", to: String? = nil
  ) throws -> Part {
    Part(
      .approval(kind, from: try Self.day(from), to: try to.map(Self.day)), share: share,
      squareMetres: 1000 * share)
  }

  // Thresholds: 5 % of the clue or 400 m² (docs/detectors.md).
  @Test func `a line or cropland counts from 5 percent or 400 square metres on`() throws {
    for (share, area, counts) in [
      (0.05, 0.0, true), (0.0499, 399.9, false), (0.001, 400.0, true), (0, 0, false),
    ] {
      for line in [ControlLineKind.permanentFarmland, .redLine] {
        let found = try judge([Part(.line(line), share: share, squareMetres: area)])
        #expect(found.priority == (counts ? .first : .third))
      }
      let found = try judge([Part(.cropland, share: share, squareMetres: area)])
      #expect(found.priority == (counts ? .second : .third))
    }
  }

  @Test func `a protecting line goes before cropland, and a growth boundary protects nothing`()
    throws
  {
    let cropland = Part(.cropland, share: 1, squareMetres: 5000)
    let town = Part(.line(.growthBoundary), share: 1, squareMetres: 5000)
    let basic = Part(.line(.permanentFarmland), share: 0.05, squareMetres: 50)
    #expect(try judge([cropland, town]).priority == .second)
    #expect(try judge([town]).priority == .third)
    #expect(try judge([town, cropland, basic]).priority == .first)
    #expect(try judge([Part(.other, share: 1, squareMetres: 9999)]).priority == .third)
    #expect(try judge([]).priority == .third)
    #expect([CluePriority.third, .first, .second].sorted() == [.first, .second, .third])
  }

  @Test(arguments: [
    ApprovalKind.conversion, .supply, .newBuildPlan, .linkedBatch,
  ])
  func `an approval agrees from 80 percent on and is to be checked from 20 percent on`(
    kind: ApprovalKind
  ) throws {
    #expect(!kind.needsCheck)
    for (share, relation) in [
      (1.0, ApprovalRelation.matches), (0.8, .matches), (0.7999, .toBeChecked),
      (0.2, .toBeChecked), (0.1999, .noneFound), (0, .noneFound),
    ] {
      #expect(try judge([try approval(kind, share: share)]).approval == relation)
    }
  }

  @Test(arguments: [ApprovalKind.facility, .temporary])
  func `a record that limits what may stand there never agrees by itself`(kind: ApprovalKind) throws
  {
    #expect(kind.needsCheck)
    for (share, relation) in [
      (1.0, ApprovalRelation.toBeChecked), (0.2, .toBeChecked), (0.1999, .noneFound),
    ] {
      #expect(try judge([try approval(kind, share: share)]).approval == relation)
    }
    #expect(
      try judge([
        try approval(kind, share: 1), try approval(.conversion, share: 0.8),
      ]).approval == .matches)
  }

  @Test func `only an approval that was valid on the first day counts`() throws {
    let from = "2025-03-01"
    let to = "2025-09-30"
    for (date, relation) in [
      ("2025-02-28", ApprovalRelation.noneFound), ("2025-03-01", .matches),
      ("2025-09-30", .matches), ("2025-10-01", .noneFound),
    ] {
      let part = try approval(.conversion, share: 1, from: from, to: to)
      #expect(try judge([part], on: date).approval == relation)
    }
    let open = try approval(.conversion, share: 1, from: from)
    #expect(try judge([open], on: "2035-01-01").approval == .matches)
  }

  @Test func `overlapping approvals do not add up`() throws {
    let halves = try [approval(.conversion, share: 0.5), approval(.supply, share: 0.5)]
    #expect(try judge(halves).approval == .toBeChecked)
  }

  @Test func `without complete approvals nothing is said to lack one`() throws {
    #expect(try judge([], complete: false).approval == .incomplete)
    #expect(try judge([], complete: true).approval == .noneFound)
    let small = try approval(.conversion, share: 0.1)
    #expect(try judge([small], complete: false).approval == .incomplete)
    // An approval that is there is there, complete or not.
    let full = try approval(.conversion, share: 0.9)
    #expect(try judge([full], complete: false).approval == .matches)
    let record = try approval(.temporary, share: 0.3)
    #expect(try judge([record], complete: false).approval == .toBeChecked)
  }

  @Test func `approvals do not change how soon someone should look`() throws {
    let basic = Part(.line(.permanentFarmland), share: 1, squareMetres: 900)
    let found = try judge([basic, try approval(.conversion, share: 1)])
    #expect(found.priority == .first)
    #expect(found.approval == .matches)
  }
}
