import Imagery
import Supervision
import Testing

/// Every number of the policy documents on both sides of its edge, in 亩 and in m². The expectations are written from the documents
/// (S000–S004), not from the rule files: 1 亩 = 2000/3 m², 以上 and 以内 include the number, 大于 and 不足 do not.
@Suite struct PolicyNumberTests {
  struct Case: Sendable, CustomStringConvertible {
    var rule: String
    var value: String
    var holds: Bool
    var description: String { "\(rule) \(value)" }
  }

  static let fujian: [Case] = [
    // 不超过…5%
    ("farmland-adjustment-share", "499.99 亩 of 10000 亩", true),
    ("farmland-adjustment-share", "500 亩 of 10000 亩", true),
    ("farmland-adjustment-share", "500.01 亩 of 10000 亩", false),
    ("farmland-adjustment-share", "333333.33 m2 of 6666666.6 m2", true),
    ("farmland-adjustment-share", "333333.34 m2 of 6666666.6 m2", false),
    // 大于10亩: 6666.666… m²
    ("visit-outside-boundary", "9.99 亩", false), ("visit-outside-boundary", "10 亩", false),
    ("visit-outside-boundary", "10.01 亩", true), ("visit-outside-boundary", "6666.66 m2", false),
    ("visit-outside-boundary", "6666.67 m2", true),
    ("visit-outside-boundary", "6666.666666667 m2", false),
    // 5亩以上: 3333.333… m²
    ("visit-enclosed-plain", "4.99 亩", false), ("visit-enclosed-plain", "5 亩", true),
    ("visit-enclosed-plain", "5.01 亩", true), ("visit-enclosed-plain", "3333.33 m2", false),
    ("visit-enclosed-plain", "3333.34 m2", true),
    ("visit-enclosed-plain", "3333.333333333 m2", true),
    // 3亩以上: 2000 m²
    ("visit-enclosed-hills", "2.99 亩", false), ("visit-enclosed-hills", "3 亩", true),
    ("visit-enclosed-hills", "3.01 亩", true), ("visit-enclosed-hills", "1999.99 m2", false),
    ("visit-enclosed-hills", "2000 m2", true), ("visit-enclosed-hills", "2000.01 m2", true),
    // 三年内
    ("completion-clock", "2025-06-24..2028-06-23", true),
    ("completion-clock", "2025-06-24..2028-06-24", true),
    ("completion-clock", "2025-06-24..2028-06-25", false),
    ("completion-clock", "2028-02-29..2031-02-28", true),
    ("completion-clock", "2028-02-29..2031-03-01", false),
    // 不减少, 不增加, 不扩大
    ("cropland-not-less", "-0.01 亩", false), ("cropland-not-less", "0 亩", true),
    ("cropland-not-less", "-0.01 m2", false), ("cropland-not-less", "0.01 m2", true),
    ("construction-not-more", "0.01 亩", false), ("construction-not-more", "0 亩", true),
    ("construction-not-more", "0.01 m2", false), ("construction-not-more", "-0.01 m2", true),
    ("boundary-not-larger", "0.01 亩", false), ("boundary-not-larger", "0 亩", true),
    ("boundary-not-larger", "0.01 m2", false), ("boundary-not-larger", "-0.01 m2", true),
    ("town-construction-total", "0.01 亩", false), ("town-construction-total", "0 m2", true),
    ("supplement-before-adjustment", "-0.01 亩", false),
    ("supplement-before-adjustment", "0 亩", true),
    ("supplement-before-adjustment", "-0.01 m2", false),
    ("supplement-before-adjustment", "0.01 m2", true),
    ("red-line-woods-and-grass", "0.01 亩", false), ("red-line-woods-and-grass", "0 亩", true),
    ("red-line-woods-and-grass", "0.01 m2", false), ("red-line-woods-and-grass", "0 m2", true),
    ("reclaim-before-new", "-1", false), ("reclaim-before-new", "0", true),
  ].map { Case(rule: $0.0, value: $0.1, holds: $0.2) }

  static let jiaxing: [Case] = [
    ("projects-completed", "64", false), ("projects-completed", "65", true),
    ("cross-township-projects", "9", false), ("cross-township-projects", "10", true),
    // 10万亩, 6万亩, 2万亩, 1万亩, 1万亩
    ("contiguous-farmland", "99999.99 亩", false), ("contiguous-farmland", "100000 亩", true),
    ("contiguous-farmland", "66666666.6 m2", false),
    ("contiguous-farmland", "66666666.7 m2", true),
    ("high-standard-farmland", "59999.99 亩", false), ("high-standard-farmland", "60000 亩", true),
    ("high-standard-farmland", "39999999.99 m2", false),
    ("high-standard-farmland", "40000000 m2", true),
    ("reclaimed-construction-land", "19999.99 亩", false),
    ("reclaimed-construction-land", "20000 亩", true),
    ("reclaimed-construction-land", "13333333.3 m2", false),
    ("reclaimed-construction-land", "13333333.4 m2", true),
    ("supplementary-cropland", "9999.99 亩", false), ("supplementary-cropland", "10000 亩", true),
    ("supplementary-cropland", "6666666.6 m2", false),
    ("supplementary-cropland", "6666666.7 m2", true),
    ("low-efficiency-land", "9999.99 亩", false), ("low-efficiency-land", "10000 亩", true),
    ("low-efficiency-land", "6666666.6 m2", false), ("low-efficiency-land", "6666666.7 m2", true),
    // 不低于…10%
    ("rural-industry-share", "99.99 亩 of 1000 亩", false),
    ("rural-industry-share", "100 亩 of 1000 亩", true),
    ("rural-industry-share", "99999.99 m2 of 1000000 m2", false),
    ("rural-industry-share", "100000 m2 of 1000000 m2", true),
  ].map { Case(rule: $0.0, value: $0.1, holds: $0.2) }

  static let jiangsu: [Case] = [
    // 3000亩以上 = 2 000 000 m², 1500亩以上 = 1 000 000 m², 不超过2个
    ("project-scale", "2999.99 亩", false), ("project-scale", "3000 亩", true),
    ("project-scale", "1999999.99 m2", false), ("project-scale", "2000000 m2", true),
    ("part-scale", "1499.99 亩", false), ("part-scale", "1500 亩", true),
    ("part-scale", "999999.99 m2", false), ("part-scale", "1000000 m2", true),
    ("part-count", "2", true), ("part-count", "3", false),
    ("repeat-approved", "2006", true), ("repeat-approved", "2007", false),
    ("repeat-accepted", "2009", true), ("repeat-accepted", "2010", false),
    // 8%以上(含)
    ("reclamation-share", "239.99 亩 of 3000 亩", false),
    ("reclamation-share", "240 亩 of 3000 亩", true),
    ("reclamation-share", "159999.99 m2 of 2000000 m2", false),
    ("reclamation-share", "160000 m2 of 2000000 m2", true),
    ("quota-use-clock", "2016-05-10..2019-05-10", true),
    ("quota-use-clock", "2016-05-10..2019-05-11", false),
    // 100万亩 and 16万亩 a year
    ("treated-per-year", "999999.99 亩", false), ("treated-per-year", "1000000 亩", true),
    ("treated-per-year", "666666666.6 m2", false), ("treated-per-year", "666666666.7 m2", true),
    ("new-cropland-per-year", "159999.99 亩", false), ("new-cropland-per-year", "160000 亩", true),
    ("new-cropland-per-year", "106666666.6 m2", false),
    ("new-cropland-per-year", "106666666.7 m2", true),
    // 4.36万亩, 6万亩, 30万亩, 100万亩
    ("quarries-treated-2015", "43599.99 亩", false), ("quarries-treated-2015", "43600 亩", true),
    ("quarries-treated-2015", "29066666.6 m2", false),
    ("quarries-treated-2015", "29066666.7 m2", true),
    ("quarries-treated-2020", "59999.99 亩", false), ("quarries-treated-2020", "60000 亩", true),
    ("quarries-treated-2020", "39999999.9 m2", false),
    ("quarries-treated-2020", "40000000 m2", true),
    ("reclaimed-2015", "299999.99 亩", false), ("reclaimed-2015", "300000 亩", true),
    ("reclaimed-2015", "199999999.9 m2", false), ("reclaimed-2015", "200000000 m2", true),
    ("reclaimed-2020", "999999.99 亩", false), ("reclaimed-2020", "1000000 亩", true),
    ("reclaimed-2020", "666666666.6 m2", false), ("reclaimed-2020", "666666666.7 m2", true),
    // 7127, 6323, 4275万亩
    ("cropland-kept", "71269999.99 亩", false), ("cropland-kept", "71270000 亩", true),
    ("cropland-kept", "47513333333.3 m2", false), ("cropland-kept", "47513333333.4 m2", true),
    ("basic-farmland-kept", "63229999.99 亩", false), ("basic-farmland-kept", "63230000 亩", true),
    ("basic-farmland-kept", "42153333333.3 m2", false),
    ("basic-farmland-kept", "42153333333.4 m2", true),
    ("high-standard-kept", "42749999.99 亩", false), ("high-standard-kept", "42750000 亩", true),
    ("high-standard-kept", "28499999999.9 m2", false),
    ("high-standard-kept", "28500000000 m2", true),
    // 小于1.5公顷 = 22.5亩; 125平方米以内
    ("industrial-plot", "22.49 亩", true), ("industrial-plot", "22.5 亩", false),
    ("industrial-plot", "14999.99 m2", true), ("industrial-plot", "15000 m2", false),
    ("urban-land-per-person", "125 m2", true), ("urban-land-per-person", "125.01 m2", false),
    ("urban-land-per-person", "0.1875 亩", true), ("urban-land-per-person", "0.1876 亩", false),
    // 29.3%, 21%, 19.2%以内; 不低于20%
    ("intensity-south", "29.3 亩 of 100 亩", true), ("intensity-south", "29.31 亩 of 100 亩", false),
    ("intensity-south", "2930 m2 of 10000 m2", true),
    ("intensity-south", "2930.01 m2 of 10000 m2", false),
    ("intensity-middle", "21 亩 of 100 亩", true), ("intensity-middle", "21.01 亩 of 100 亩", false),
    ("intensity-middle", "2100 m2 of 10000 m2", true),
    ("intensity-middle", "2100.01 m2 of 10000 m2", false),
    ("intensity-north", "19.2 亩 of 100 亩", true), ("intensity-north", "19.21 亩 of 100 亩", false),
    ("intensity-north", "1920 m2 of 10000 m2", true),
    ("intensity-north", "1920.01 m2 of 10000 m2", false),
    ("red-line-share", "19.99 亩 of 100 亩", false), ("red-line-share", "20 亩 of 100 亩", true),
    ("red-line-share", "1999.99 m2 of 10000 m2", false),
    ("red-line-share", "2000 m2 of 10000 m2", true),
  ].map { Case(rule: $0.0, value: $0.1, holds: $0.2) }

  static let jinjiang: [Case] = [
    ("houses-expropriated", "137", false), ("houses-expropriated", "138", true),
    ("houses-demolished", "57", false), ("houses-demolished", "58", true),
    ("houses-kept", "182", false), ("houses-kept", "183", true),
    ("collective-houses", "5", false), ("collective-houses", "6", true),
  ].map { Case(rule: $0.0, value: $0.1, holds: $0.2) }

  static let others: [Case] = [
    ("overlap-share", "1 亩 of 100 亩", false), ("overlap-share", "1.01 亩 of 100 亩", true),
    ("overlap-share", "100 m2 of 10000 m2", false),
    ("overlap-share", "100.01 m2 of 10000 m2", true),
    ("overlap-area", "50 m2", false), ("overlap-area", "50.01 m2", true),
    ("overlap-area", "0.075 亩", false), ("overlap-area", "0.0751 亩", true),
  ].map { Case(rule: $0.0, value: $0.1, holds: $0.2) }

  private func check(_ set: String, _ one: Case) throws {
    let rule = try #require(try RuleLibrary.load().set(set)[one.rule], "\(one.rule)")
    let value = try #require(RuleValue(one.value), "\(one.value)")
    #expect(rule.test?.holds(value) == one.holds)
  }

  @Test(arguments: fujian) func `numbers of Fujian`(one: Case) throws {
    try check("fujian-consolidation-2025", one)
  }

  @Test(arguments: jiaxing) func `numbers of Jiaxing`(one: Case) throws {
    try check("jiaxing-consolidation-2023", one)
  }

  @Test(arguments: jiangsu) func `numbers of Jiangsu`(one: Case) throws {
    try check("jiangsu-intensive-2014", one)
  }

  @Test(arguments: jinjiang) func `numbers of Jinjiang`(one: Case) throws {
    try check("jinjiang-reply-2024", one)
  }

  @Test(arguments: others) func `proposed numbers`(one: Case) throws {
    try check("proposed", one)
  }

  @Test func `idle land: one year, a third, one year`() throws {
    for one in [
      ("idle-not-started", "2024-02-29..2025-02-27", false),
      ("idle-not-started", "2024-02-29..2025-02-28", true),
      ("idle-started-share", "9.99 亩 of 30 亩", true), ("idle-started-share", "10 亩 of 30 亩", false),
      ("idle-started-share", "3333.33 m2 of 10000 m2", true),
      ("idle-started-share", "3333.34 m2 of 10000 m2", false),
      ("idle-stopped", "2024-03-01..2025-02-28", false),
      ("idle-stopped", "2024-03-01..2025-03-01", true), ("abandoned-years", "1", false),
      ("abandoned-years", "2", true),
    ] { try check("national", Case(rule: one.0, value: one.1, holds: one.2)) }
  }

  // 6:2:2; the text gives no tolerance, so none is a choice.
  @Test func `shares of a reclaimed tidal flat`() throws {
    let rule = try #require(
      try RuleLibrary.load().set("jiangsu-intensive-2014")["tidal-flat-shares"])
    func within(_ parts: [Double], _ tolerance: String) throws -> [Bool?] {
      let names = ["agriculture", "ecology", "construction"]
      let areas = try Dictionary(
        uniqueKeysWithValues: zip(names, parts).map { ($0, try #require(LandArea(mu: $1))) })
      return FixedShares(areas, rule: rule, tolerance: try #require(Ratio(tolerance))).parts
        .map(\.isWithin)
    }
    #expect(try within([600, 200, 200], "0") == [true, true, true])
    #expect(try within([600, 199.99, 200.01], "0") == [true, false, false])
    #expect(try within([590, 200, 210], "1") == [true, true, true])
    #expect(try within([589.99, 200, 210.01], "1") == [false, true, false])
    #expect(try within([0, 0, 0], "1") == [nil, nil, nil])
  }

  @Test func `the split of new cropland by its share of the scale`() throws {
    let rule = try #require(
      try RuleLibrary.load().set("jiangsu-intensive-2014")["new-cropland-split"])
    func split(_ mu: Double, _ choice: String? = nil) throws -> [Double] {
      let split = try QuotaSplit(
        try #require(LandArea(mu: mu)), of: try #require(LandArea(mu: 1000)), by: rule,
        tenPercent: choice)
      return [split.province.mu, split.county.mu]
    }
    // 5%(含)以内: the province; 5%~10%: 8:2; 10%以上: 6:4; the rate is of the whole.
    #expect(try split(50) == [50, 0])
    #expect(try split(50.01) == [40.008, 10.002])
    #expect(try split(99.99) == [79.992, 19.998])
    #expect(try split(100) == [80, 20])
    #expect(try split(100, "6:4") == [60, 40])
    #expect(try split(100.01) == [60.006, 40.004])
    #expect(throws: (any Error).self) { _ = try split(100, "7:3") }
  }
}
