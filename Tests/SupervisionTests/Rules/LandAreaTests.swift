import Geometry
import Supervision
import TestSupport
import Testing

@Suite struct LandAreaTests {
  @Test func `an area in 亩 equals the same area computed from square metres`() throws {
    // 1 亩 = 2000/3 m² exactly; hundredths of 亩 up to 1000 亩, both ways.
    for hundredths in stride(from: 1, through: 100_000, by: 7) {
      let mu = Double(hundredths) / 100
      let one = try #require(LandArea(mu: mu))
      let other = try #require(LandArea(squareMetres: mu * 2000 / 3))
      #expect(one == other, "\(mu) 亩")
      #expect(one.parts == Int128(hundredths) * 2_000_000)
    }
  }

  @Test func `the text in square metres reads back as the same area`() throws {
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<20_000 {
      let area = LandArea(
        parts: Int128(Int64.random(in: -3_000_000_000...3_000_000_000, using: &generator)))
      let number = try #require(Double(area.description))
      #expect(LandArea(squareMetres: number) == area)
      #expect(LandArea(squareMetres: area.squareMetres) == area)
    }
    #expect("\(try #require(LandArea(mu: 10)))" == "6666.666667")
    #expect("\(try #require(LandArea(squareMetres: -0.25)))" == "-0.25")
    #expect("\(LandArea.zero)" == "0")
  }

  @Test func `sums do not depend on their order, to the last part`() throws {
    var generator = SeededGenerator(seed: 5)
    var areas = try (0..<5000).map { _ in
      try #require(LandArea(squareMetres: Double.random(in: -1e7...1e7, using: &generator)))
    }
    let sum = areas.reduce(.zero, +)
    areas.shuffle(using: &generator)
    #expect(areas.reduce(.zero, +) == sum)
    // Floating-point numbers of 0.1 m² do not add up; these do.
    let tenth = try #require(LandArea(squareMetres: 0.1))
    #expect((0..<3).reduce(LandArea.zero) { sum, _ in sum + tenth }.description == "0.3")
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e14])
  func `what is no area of land is refused`(
    number: Double
  ) {
    #expect(LandArea(squareMetres: number) == nil)
    #expect(LandArea(mu: number) == nil)
  }

  @Test func `numbers of rules are kept exactly`() {
    #expect(Ratio("1/3") == Ratio(1, over: 3))
    #expect(Ratio("29.3") == Ratio(293, over: 10))
    #expect(Ratio("-0.01") == Ratio(-1, over: 100))
    for text in ["", "a", "1/0", "1/2/3", "1.", ".5.", "1.0000000001", "1,5", "0.1x"] {
      #expect(Ratio(text) == nil, "\(text)")
    }
  }
}
