import Imagery
import Testing

@testable import Monitoring

@Suite struct CoverShareCounterTests {
  @Test func `classes of cover begin at their lower edge`() {
    var counter = CoverShareCounter()
    for cover: Int16 in [0, 1999, 2000, 3999, 4000, 5999, 6000, 7999, 8000, 10_000] {
      counter.add(cover: cover, water: -1, weight: 16)
    }
    let shares = counter.shares()
    #expect((0..<5).map { shares.classes[$0] } == [2000, 2000, 2000, 2000, 2000])
    #expect(shares.bare == 2000)
    #expect(shares.water == 0)
  }

  @Test func `water is not bare, and water that is unknown does not count against its share`() {
    var counter = CoverShareCounter()
    counter.add(cover: 100, water: 500, weight: 1)
    counter.add(cover: 100, water: 0, weight: 1)
    counter.add(cover: 100, water: IndexValue.noData, weight: 2)
    let shares = counter.shares()
    #expect(shares.bare == 7500)
    #expect(shares.water == 5000)
    #expect(shares.classes[0] == 10_000)
  }

  @Test func `cells without cover count nowhere, and without cells there is no share`() {
    var counter = CoverShareCounter()
    counter.add(cover: IndexValue.noData, water: 5000, weight: 9)
    #expect(counter.shares().bare == IndexValue.noData)
    #expect(counter.shares().water == IndexValue.noData)
    counter.add(cover: 9000, water: IndexValue.noData, weight: 1)
    #expect(counter.shares().bare == 0)
    #expect(counter.shares().water == IndexValue.noData)
  }

  // By hand: 1/3 and 2/3 of the weight, rounded to ten-thousandths.
  @Test func `parts add up to the whole in any order`() {
    var first = CoverShareCounter()
    first.add(cover: 500, water: -5, weight: 1000)
    var second = CoverShareCounter()
    second.add(cover: 9000, water: -5, weight: 2000)
    var both = first
    both.merge(second)
    second.merge(first)
    #expect(both.shares().classes == second.shares().classes)
    #expect(both.shares().classes[0] == 3333)
    #expect(both.shares().classes[4] == 6667)
    #expect(both.shares().bare == 3333)
  }
}
