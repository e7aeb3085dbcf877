import Imagery
import TestSupport
import Testing

@testable import LandUnits

@Suite struct ZonalStatisticsTests {
  @Test(arguments: CoverageExpectations.shapes)
  func `statistics of a plane with gaps are exactextract's`(_ shape: ExpectedShape) throws {
    let grid = try shapeGrid()
    let unit = try UnitCoverage(of: grid.outline(shape.polygons), on: grid)
    let found = statistics(of: shapePlane(), in: grid.window, over: unit)
    // Of a parcel of 0.007 pixels on a corner, a step of the weights is 10⁻⁴.
    try shape.statistics.compare(
      found, meanTolerance: shape.statistics.pixels < 0.2 ? 2 : 0.01, shape.name)
    if let found {
      let parts = found.weight + found.missingWeight
      #expect(parts == unit.totalWeight)
    }
  }

  func zone(_ cells: [(Int16, UInt32)]) -> ZonalAccumulator {
    var zone = ZonalAccumulator()
    for (value, weight) in cells { zone.add(value, weight: weight) }
    return zone
  }

  @Test func `the mean is rounded once, half to even`() throws {
    // By hand: 5/2, 7/2, −5/2, −7/2, and 7/3.
    #expect(zone([(2, 1), (3, 1)]).statistics()?.mean == 2)
    #expect(zone([(3, 1), (4, 1)]).statistics()?.mean == 4)
    #expect(zone([(-2, 1), (-3, 1)]).statistics()?.mean == -2)
    #expect(zone([(-3, 1), (-4, 1)]).statistics()?.mean == -4)
    #expect(zone([(1, 1), (3, 2)]).statistics()?.mean == 2)
    #expect(zone([(1, 1), (3, 2)]).statistics()?.exactMean == 7.0 / 3)
    #expect(zone([(.max, CoverageWeight.full), (.max, 1)]).statistics()?.mean == .max)
  }

  @Test func `the deviation is the root of the weighted variance, rounded half to even`() throws {
    // By hand: values 0 and 10 with weights 1 and 3: variance 18.75, root 4.33; equal weights: exactly 5; 0 and 5: 2.5; 0 and 7: 3.5.
    #expect(zone([(0, 1), (10, 3)]).statistics()?.deviation == 4)
    #expect(zone([(0, 7), (10, 7)]).statistics()?.deviation == 5)
    #expect(zone([(0, 7), (5, 7)]).statistics()?.deviation == 2)
    #expect(zone([(0, 7), (7, 7)]).statistics()?.deviation == 4)
    #expect(zone([(9, 7)]).statistics()?.deviation == 0)
    // The largest there is.
    #expect(zone([(-32767, 9), (.max, 9)]).statistics()?.deviation == 32767)
  }

  @Test func `quantiles are the smallest value with enough weight`() throws {
    // By hand: weights 1, 1, 2, 4 of the values 10, 20, 30, 40; cumulative 1, 2, 4, 8.
    let tally = try #require(
      zone([(40, 4), (10, 1), (30, 1), (20, 1), (30, 1)]).distribution.tally())
    #expect(tally.quantile(0, of: 1) == 10 && tally.quantile(1, of: 8) == 10)
    #expect(tally.quantile(1, of: 4) == 20 && tally.quantile(26, of: 100) == 30)
    #expect(tally.median == 30 && tally.quantile(51, of: 100) == 40)
    #expect(tally.quantile(1, of: 1) == 40)
    #expect(tally.totalWeight == 8 && tally.minimum == 10 && tally.maximum == 40)
    #expect(tally.weight(below: 30) == 2 && tally.weight(above: 30) == 4)
    #expect(tally.weight(below: 31) == 4 && tally.weight(above: 29) == 6)
    #expect(tally.weight(below: 10) == 0 && tally.weight(above: 40) == 0)
    #expect(tally.weight(below: .max) == 8 && tally.weight(above: .min) == 8)
  }

  @Test func `a unit without data has no statistics`() {
    var empty = zone([(IndexValue.noData, 5)])
    #expect(empty.statistics() == nil && empty.missingWeight == 5)
    #expect(empty.distribution.tally() == nil)
    empty.add(7, weight: 15)
    #expect(empty.statistics()?.validShare == 0.75)
    empty.removeAll()
    #expect(empty.statistics() == nil && empty.missingWeight == 0 && empty.cellCount == 0)
  }

  @Test func `moments alone give the same mean and no quartiles`() throws {
    var moments = ZonalAccumulator(.moments)
    var all = ZonalAccumulator()
    for value in Int16(-50)...200 {
      moments.add(value, weight: UInt32(value + 60))
      all.add(value, weight: UInt32(value + 60))
    }
    let (short, long) = (try #require(moments.statistics()), try #require(all.statistics()))
    #expect(short.mean == long.mean && short.deviation == long.deviation)
    #expect(short.quartiles == nil && long.quartiles != nil)
  }

  @Test(arguments: [10, 4095, 4096, 4097, 20_000])
  func `merging parts in any order equals one accumulator`(_ count: Int) throws {
    var generator = SeededGenerator(seed: UInt64(count))
    let cells = (0..<count).map { _ in
      (
        Int16.random(in: -32768...32767, using: &generator),
        UInt32.random(in: 1...CoverageWeight.full, using: &generator)
      )
    }
    let expected = try #require(zone(cells).statistics())
    // Independent: sums with 128 bits, quartiles by walking along the sorted cells.
    let valid = cells.filter { $0.0 != IndexValue.noData }.sorted { $0.0 < $1.0 }
    let weight = valid.reduce(Int128(0)) { $0 + Int128($1.1) }
    let sum = valid.reduce(Int128(0)) { $0 + Int128($1.0) * Int128($1.1) }
    #expect(Int128(expected.weight) == weight && Int128(expected.sum) == sum)
    var below = Int128(0)
    let median = valid.first { cell in
      below += Int128(cell.1)
      return below * 2 >= weight
    }
    #expect(expected.quartiles?.median == median?.0)

    for parts in [2, 3, 7] {
      var zones = (0..<parts).map { part in
        zone(cells.indices.filter { $0 % parts == part }.map { cells[$0] })
      }
      zones.shuffle(using: &generator)
      var merged = ZonalAccumulator()
      for part in zones { merged.merge(part) }
      #expect(merged.statistics() == expected)
      #expect(merged.distribution.tally() == zone(cells.reversed()).distribution.tally())
    }
  }

  @Test func `a huge unit keeps a bounded number of entries`() throws {
    var zone = ZonalAccumulator()
    let plane = (0..<300_000).map { Int16(truncatingIfNeeded: $0) }
    let runs = [CoverageRun(row: 0, start: 0, end: 300_000, firstWeight: -1)]
    let weights: [UInt32] = []
    let window = Window(column: 0, row: 0, width: 300_000, height: 1)
    accumulateZone(plane.span, of: window, runs: runs.span, weights: weights.span, into: &zone)
    accumulateZone(plane.span, of: window, runs: runs.span, weights: weights.span, into: &zone)
    #expect(zone.distribution.list.isEmpty)
    let found = try #require(zone.statistics())
    // 300000 = 4 · 65536 + 37856: every value four times, 0 … 32767 five times, −32768 … −27681 five times.
    #expect(found.cellCount == 2 * (300_000 - 5))
    #expect(found.minimum == -32767 && found.maximum == .max)
    let sum = plane.reduce(0) { $0 + ($1 == .min ? 0 : Int64($1)) }
    #expect(found.sum == 2 * sum << 20)
    let sorted = plane.filter { $0 != .min }.sorted()
    #expect(found.quartiles?.median == sorted[(sorted.count + 1) / 2 - 1])
    #expect(found.quartiles?.lower == sorted[(sorted.count + 3) / 4 - 1])
  }
}
