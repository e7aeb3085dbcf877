import Diagnostics
import Supervision
import Testing

/// Expected numbers: the worked examples of Olofsson et al. 2014 (RSE 148:42, section 5, table 8 and text), of Stehman 2014
/// (IJRS 35:4923, pp. 4932–4936), and for user's and producer's accuracies of the latter what the R package mapac prints
/// (a second implementation).
@Suite struct StratifiedAccuracyTests {
  private static func units(_ table: [[Int]]) -> [SampleUnit] {
    table.enumerated().flatMap { row, counts in
      counts.enumerated().flatMap { column, count in
        [SampleUnit](
          repeating: SampleUnit(stratum: row, map: row, reference: column), count: count)
      }
    }
  }

  @Test func `the deforestation example of Olofsson 2014 gives its accuracies and areas`() throws {
    let names = ["deforestation", "forest gain", "stable forest", "stable non-forest"]
    // Pixels of 900 m².
    let strata = zip(names, [200_000.0, 150_000, 3_200_000, 6_450_000]).map {
      SampleStratum(name: $0, area: $1 * 0.09)
    }
    let estimate = try StratifiedAccuracy(
      classes: names, strata: strata,
      units: Self.units([[66, 0, 5, 4], [0, 55, 8, 12], [1, 0, 153, 11], [2, 1, 9, 313]]))
    #expect(abs(estimate.overall.value - 0.95) < 0.005)
    #expect(abs(estimate.overall.upper - estimate.overall.value - 0.02) < 0.005)
    let users = try estimate.usersAccuracy.map { try #require($0) }
    for (own, (value, margin)) in zip(
      users, [(0.88, 0.07), (0.73, 0.10), (0.93, 0.04), (0.96, 0.02)])
    {
      #expect(abs(own.value - value) < 0.005)
      #expect(abs(1.96 * own.standardError - margin) < 0.005)
    }
    // Margins by the paper's equation 7, computed with NumPy. The paper prints 0.21, 0.23, 0.03 and 0.01, of which the
    // second and fourth do not follow from its equation.
    let producers = try estimate.producersAccuracy.map { try #require($0) }
    for (own, (value, margin)) in zip(
      producers, [(0.75, 0.2133), (0.85, 0.2544), (0.93, 0.0343), (0.96, 0.0184)])
    {
      #expect(abs(own.value - value) < 0.005)
      #expect(abs(1.96 * own.standardError - margin) < 0.0001)
    }
    // Hectares.
    for (share, (area, margin)) in zip(
      estimate.areaShares,
      [(21_158.0, 6_158.0), (11_686, 3_756), (285_770, 15_510), (581_386, 16_282)])
    {
      #expect(abs(share.value * estimate.totalArea - area) < 1)
      #expect(abs(1.96 * share.standardError * estimate.totalArea - margin) < 1)
    }
  }

  private static func stehman() -> [SampleUnit] {
    let strata = (0..<4).flatMap { [Int](repeating: $0, count: 10) }
    let map = Array("AAAAAAABBBABBBBBBBBBBBCCCCCCBBDDDDDDDDDD")
    let reference = Array("AAAAACBABCABBBBBAABBCCCCCDDBBADDDDDDDCCB")
    let classes: [Character] = ["A", "B", "C", "D"]
    return strata.indices.map { index in
      SampleUnit(
        stratum: strata[index], map: classes.firstIndex(of: map[index]) ?? 0,
        reference: classes.firstIndex(of: reference[index]) ?? 0)
    }
  }

  @Test func `strata that are not the classes give the numbers of Stehman 2014`() throws {
    let estimate = try StratifiedAccuracy(
      classes: ["A", "B", "C", "D"],
      strata: zip(["1", "2", "3", "4"], [40_000.0, 30_000, 20_000, 10_000]).map {
        SampleStratum(name: $0, area: $1)
      }, units: Self.stehman())
    #expect(abs(estimate.areaShares[0].value - 0.35) < 1e-9)
    #expect(abs(estimate.areaShares[2].value - 0.20) < 1e-9)
    #expect(abs(estimate.areaShares[0].standardError - 0.082) < 0.0005)
    #expect(abs(estimate.areaShares[2].standardError - 0.064) < 0.0005)
    #expect(abs(estimate.overall.value - 0.63) < 1e-9)
    #expect(abs(estimate.overall.standardError - 0.085) < 0.0005)
    #expect(abs(estimate.matrix[4 + 2] - 0.08) < 1e-9)
    let users = try estimate.usersAccuracy.map { try #require($0) }
    for (own, (value, error)) in zip(
      users,
      [
        (0.7419355, 0.1645627), (0.5744681, 0.1248023), (0.5, 0.2151657), (0.7, 0.1527525),
      ])
    {
      #expect(abs(own.value - value) < 1e-7)
      #expect(abs(own.standardError - error) < 2e-4)
    }
    let producers = try estimate.producersAccuracy.map { try #require($0) }
    for (own, (value, error)) in zip(
      producers,
      [
        (0.6571429, 0.1477318), (0.7941176, 0.1165671), (0.3, 0.1504438), (0.6363636, 0.1623242),
      ])
    {
      #expect(abs(own.value - value) < 1e-7)
      #expect(abs(own.standardError - error) < 2e-4)
    }
    // F1 as a ratio of means, computed with NumPy; mapac takes user's and producer's accuracy as independent.
    let f1 = try estimate.f1.map { try #require($0) }
    for (own, (value, error)) in zip(
      f1,
      [
        (0.6969697, 0.1282786), (0.6666667, 0.1001868), (0.375, 0.1612736), (0.6666667, 0.1286853),
      ])
    {
      #expect(abs(own.value - value) < 1e-7)
      #expect(abs(own.standardError - error) < 2e-4)
    }
  }

  @Test func `a stratum with one unit is refused by name`() {
    let strata = [SampleStratum(name: "change", area: 1), SampleStratum(name: "stable", area: 9)]
    let error = #expect(throws: TiankanError.self) {
      try StratifiedAccuracy(
        classes: ["change", "stable"], strata: strata,
        units: [
          SampleUnit(stratum: 0, map: 0, reference: 0),
          SampleUnit(stratum: 1, map: 1, reference: 1),
          SampleUnit(stratum: 1, map: 1, reference: 1),
        ])
    }
    #expect(error?.code == .insufficientData)
    #expect(error?.subject == "change")
  }

  @Test func `no interval has zero width, even where all units agree`() throws {
    let strata = [SampleStratum(name: "change", area: 1), SampleStratum(name: "stable", area: 9)]
    let estimate = try StratifiedAccuracy(
      classes: ["change", "stable"], strata: strata, units: Self.units([[50, 0], [0, 50]]))
    for one in [estimate.overall] + estimate.areaShares + estimate.usersAccuracy.compactMap(\.self)
      + estimate.producersAccuracy.compactMap(\.self) + estimate.f1.compactMap(\.self)
    {
      #expect(one.standardError == 0)
      #expect(one.upper > one.lower)
    }
    // Wilson's interval of 50 of 50 begins at 50 / (50 + 1.96²).
    #expect(abs((estimate.usersAccuracy[0]?.lower ?? 0) - 0.92865) < 1e-4)
    #expect(abs(estimate.areaShares[0].value - 0.1) < 1e-12)
  }
}
