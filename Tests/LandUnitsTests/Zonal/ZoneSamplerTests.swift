import Geometry
import Imagery
import TestSupport
import Testing

@testable import LandUnits

@Suite struct ZoneSamplerTests {
  let grid: Grid
  let outlines: [MultiPolygon]
  let store: OutlineStore
  let plane: [Int16]

  init() throws {
    grid = try shapeGrid().cropped(to: Window(column: 0, row: 0, width: 137, height: 101))
    var generator = SeededGenerator(seed: 22)
    var outlines: [MultiPolygon] = []
    for number in 0..<150 {
      let (x, y) = (
        Double.random(in: -10...145, using: &generator),
        Double.random(in: -10...110, using: &generator)
      )
      let size = number == 50 ? 400 : Double.random(in: 0.01...30, using: &generator)
      outlines.append(
        grid.ring([
          (x, y), (x + size, y - size / 3), (x + size * 1.3, y + size / 2),
          (x + size * 0.3, y + size * 0.8),
        ]))
    }
    // A hair across the corner of four blocks, whose every share rounds to nothing.
    outlines.append(grid.ring([(15.9, 15.9), (16.1, 16.1), (16.1, 16.100_000_01)]))
    self.outlines = outlines
    var store = OutlineStore(grid: grid)
    for outline in outlines { store.append(outline) }
    self.store = store
    plane = (0..<grid.columns * grid.rows).map { _ in
      let value = Int16.random(in: -10_000...10_000, using: &generator)
      return value % 9 == 0 ? IndexValue.noData : value
    }
  }

  /// The accumulators of all units from blocks of a size.
  func zones(
    blocks side: (Int, Int), _ weights: ZoneSampler.Weights = .coverage
  ) throws -> [ZonalAccumulator] {
    var sampler = ZoneSampler(weights)
    var zones = Array(repeating: ZonalAccumulator(), count: store.count)
    for row in stride(from: 0, to: grid.rows, by: side.1) {
      for column in stride(from: 0, to: grid.columns, by: side.0) {
        let window = Window(column: column, row: row, width: side.0, height: side.1)
          .intersection(grid.window)
        let block = (window.row..<window.endRow).flatMap { row in
          plane[row * grid.columns + window.column..<row * grid.columns + window.endColumn]
        }
        for unit in 0..<store.count
        where !store.window(of: unit).intersection(window).isEmpty {
          try sampler.select(unit, of: store, in: window)
          sampler.accumulate(block.span, of: window, into: &zones[unit])
        }
      }
    }
    return zones
  }

  @Test func `outlines come back as they were stored`() {
    for (unit, outline) in outlines.enumerated() { #expect(store.outline(of: unit) == outline) }
  }

  // The coverage of the whole grid, kept in a table, is the way that `monitor` goes.
  @Test(arguments: [(16, 16), (137, 101), (40, 7)])
  func `blocks of any size give the statistics of the coverage table`(
    side: (Int, Int)
  ) throws {
    let found = try zones(blocks: side)
    for (unit, outline) in outlines.enumerated() {
      let coverage = try UnitCoverage(of: outline, on: grid)
      var expected = ZonalAccumulator()
      accumulateZone(
        plane.span, of: grid.window, runs: coverage.runs, weights: coverage.weights,
        into: &expected)
      #expect(found[unit].statistics() == expected.statistics(), "unit \(unit)")
      #expect(found[unit].weight + found[unit].missingWeight == coverage.totalWeight)
    }
  }

  @Test func `a unit in the grid never vanishes, however small and wherever blocks meet`() throws {
    for weights in ZoneSampler.Weights.allCases {
      let found = try zones(blocks: (16, 16), weights)
      for unit in 0..<store.count where store.window(of: unit).isEmpty == false {
        let inside = grid.window.contains(store.window(of: unit))
        guard inside else { continue }
        #expect(found[unit].weight + found[unit].missingWeight > 0, "unit \(unit), \(weights)")
      }
    }
  }

  @Test func `centre weights count whole pixels, those of centreRuns where there are any`() throws {
    let found = try zones(blocks: (40, 7), .centre)
    for (unit, outline) in outlines.enumerated() {
      let runs = try UnitCoverage.centreRuns(of: outline, on: grid)
      let cells = runs.reduce(0) { $0 + Int($1.end - $1.start) }
      let total = found[unit].weight + found[unit].missingWeight
      #expect(total % Int64(CoverageWeight.full) == 0)
      if cells > 0 { #expect(total == Int64(cells) << 20, "unit \(unit)") }
    }
  }

  @Test func `percentiles are those of the tally, whatever the number of values`() throws {
    var generator = SeededGenerator(seed: 23)
    let percents = [0, 1, 10, 25, 50, 75, 90, 99, 100]
    for count in [1, 2, 3, 16, 17, 40, 333, 4096, 5000] {
      for spread in [0, 3, 9000] {
        var zone = ZonalAccumulator()
        for _ in 0..<count {
          zone.add(
            Int16(Int.random(in: -spread...spread, using: &generator)),
            weight: UInt32.random(in: 1...CoverageWeight.full, using: &generator))
        }
        let tally = try #require(zone.distribution.tally())
        var found: [Int16] = []
        zone.appendPercentiles(percents, to: &found)
        #expect(found == percents.map { tally.quantile($0, of: 100) }, "\(count) of \(spread)")
        // A few are searched for in bins, many by sorting.
        for few in [[0], [50], [100], [25, 50, 75], [0, 1, 50, 99, 100], [5, 5, 5]] {
          found = []
          zone.appendPercentiles(few, to: &found)
          #expect(
            found == few.map { tally.quantile($0, of: 100) }, "\(few) of \(count) of \(spread)")
        }
      }
    }
  }

  @Test func `percentiles of values far apart are those of the tally`() throws {
    // The ends of the range of values fill one bin each; all others are in one bin together.
    var zone = ZonalAccumulator()
    zone.add(-32767, weight: 3)
    zone.add(32767, weight: 3)
    for value in 0..<500 { zone.add(Int16(value % 37), weight: UInt32(value % 11 + 1)) }
    let tally = try #require(zone.distribution.tally())
    for percents in [[0, 50, 100], [1, 25, 75, 99]] {
      var found: [Int16] = []
      zone.appendPercentiles(percents, to: &found)
      #expect(found == percents.map { tally.quantile($0, of: 100) })
    }
  }

  @Test func `the nearest double of a large number is the standard library's`() {
    var generator = SeededGenerator(seed: 5)
    var numbers: [UInt128] = [0, 1, .max, .max - 1]
    for shift in 0..<128 as Range<UInt128> {
      let power = UInt128(1) << shift
      numbers += [power, power &+ 1, power &- 1, power | power >> 53, power | power >> 53 | 1]
      numbers.append(power | power >> 52 | power >> 53)
      for _ in 0..<20 { numbers.append(UInt128.random(in: 0...power, using: &generator)) }
    }
    for number in numbers { #expect(nearestDouble(number) == Double(number), "\(number)") }
  }

  // 3 cells of weight 1, 1/2, 1/4 with 100, 201, −7: mean 198.75/1.75, variance from fractions by hand.
  @Test func `a record has the mean and deviation to seven digits`() {
    var zone = ZonalAccumulator()
    zone.add(100, weight: CoverageWeight.full)
    zone.add(201, weight: CoverageWeight.full / 2)
    zone.add(-7, weight: CoverageWeight.full / 4)
    let record = zone.record()
    // 100 + 100.5 − 1.75 = 198.75; / 1.75 = 113.571 428…
    #expect(record.mean == 113_571)
    // (10000 + 20200.5 + 12.25)/1.75 − 113.571428…² = 17264.428571… − 12898.469387… = 4365.959183…; root 66.075 404…
    #expect(record.deviation == 66_075)
    #expect(record.cellCount == 3 && record.minimum == -7 && record.maximum == 201)
    #expect(ZonalAccumulator().record() == .empty)
    var found: [Int16] = []
    var moments = ZonalAccumulator(.moments)
    moments.add(5, weight: 1)
    moments.appendPercentiles([], to: &found)
    #expect(found.isEmpty)
  }
}
