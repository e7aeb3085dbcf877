import Diagnostics
import Supervision
import Testing

/// Two and three regions whose counts are small enough to be worked out by hand.
struct RegionCrossValidationTests {
  /// Units of a region: five with the change, then five without.
  private static func labels(_ regions: String...) -> [RegionLabel] {
    regions.flatMap { region in
      (0..<10).map { RegionLabel(region: region, isPresent: $0 < 5) }
    }
  }

  /// Answers by region: how many of the five changed units are found, and how many of the others.
  private static func found(_ regions: (hits: Int, falseAlarms: Int)...) -> [Bool] {
    regions.flatMap { region in
      (0..<10).map { $0 < 5 ? $0 < region.hits : $0 - 5 < region.falseAlarms }
    }
  }

  @Test func `each region is scored with the setting that the others chose`() throws {
    // F1 = 2·hits / (5 + found). Setting 0: A 1, B 2·3/(5 + 3) = 0.75; setting 1: A 2·4/(5 + 4) = 8/9, B 1.
    // A chooses 0 for B, B chooses 1 for A: held out are 4 of 5 in A and 3 of 5 in B, no false alarm: 14/17.
    let validation = try RegionCrossValidation(
      labels: Self.labels("B", "A"),
      found: [Self.found((3, 0), (5, 0)), Self.found((5, 0), (4, 0))])
    #expect(validation.regions == ["A", "B"])
    #expect(validation.settings[0].regionF1 == [1, 0.75])
    #expect(validation.settings[1].regionF1 == [8.0 / 9, 1])
    #expect(validation.settings[0].choosers == ["B"])
    #expect(validation.settings[1].choosers == ["A"])
    #expect(validation.best == 1)
    let heldOut = try #require(validation.heldOut.f1)
    #expect(abs(heldOut.value - 14.0 / 17) < 1e-12)
    // The score that chose is better than the score of the regions left out.
    let best = try #require(validation.settings[1].score.f1)
    #expect(abs(best.value - 18.0 / 19) < 1e-12)
    #expect(heldOut.lower < heldOut.value && heldOut.value < heldOut.upper)
    #expect(try #require(validation.heldOut.precision).value == 1)
    #expect(abs(try #require(validation.heldOut.recall).value - 0.7) < 1e-12)
  }

  @Test func `of equal settings the first is chosen, and perfect answers keep an interval`() throws
  {
    let answers = Self.found((5, 0), (5, 0), (5, 0))
    let validation = try RegionCrossValidation(
      labels: Self.labels("A", "B", "C"), found: [answers, answers])
    #expect(validation.best == 0)
    #expect(validation.settings[1].choosers.isEmpty)
    let f1 = try #require(validation.heldOut.f1)
    #expect(f1.value == 1 && f1.lower < 1)
  }

  @Test func `one region is refused with the number that is needed`() {
    let error = #expect(throws: TiankanError.self) {
      try RegionCrossValidation(labels: Self.labels("A"), found: [Self.found((5, 0))])
    }
    #expect(error?.code == .insufficientData)
    #expect(error?.message.contains("at least 2 regions") == true)
  }

  @Test func `a region with few units of one label is refused by name and number`() {
    var labels = Self.labels("A", "B")
    labels.removeLast()
    let error = #expect(throws: TiankanError.self) { try RegionCrossValidation.check(labels) }
    #expect(error?.code == .insufficientData)
    #expect(
      error?.message.contains("region B has 5 units with the change and 4 without") == true)
    #expect(error?.message.contains("at least 5 of each") == true)
  }
}
