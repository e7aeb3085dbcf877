import ChangeDetection
import Imagery
import LandUnits

/// Collects what a block shows of the land units in it, overpass after overpass.
struct UnitObserver: Sendable {
  /// What a block gave of a unit.
  struct Product: Sendable {
    /// Units that lie in the block as a whole, with their observations by ascending overpass.
    var complete: [(unit: Int, observations: [UnitObservation])] = []
    /// Units that reach into other blocks.
    var parts: [(unit: Int, part: UnitPart)] = []
  }

  private let overpasses: [SceneArchive.Overpass]
  private let window: Window
  private let units: [Int]
  private var observations: [[UnitObservation]]
  private var parts: [UnitPart?]
  private let totals: [Int64]
  /// Reused from unit to unit.
  private var zones = ZoneSet()

  init(
    _ block: SeriesPlan.Block, layout: UnitLayout, overpasses: [SceneArchive.Overpass]
  ) {
    self.overpasses = overpasses
    window = block.window
    units = block.units
    observations = Array(repeating: [], count: units.count)
    parts = Array(repeating: nil, count: units.count)
    totals = units.map { layout.totalWeight(of: $0) }
    for (position, unit) in units.enumerated()
    where !block.window.contains(layout.window(of: unit)) {
      let isLarge = layout.cellCount(of: unit) > UnitPart.largestSmallUnit
      parts[position] = UnitPart(
        weights: isLarge ? [] : Self.weights(of: unit, in: layout, window: block.window),
        overpasses: [])
    }
  }

  /// Adds an overpass.
  mutating func add(_ indices: borrowing SeriesIndices, overpass: Int, layout: UnitLayout) {
    var position = 0
    var zones = zones
    layout.forEachUnit(in: window) { unit, runs, weights in
      while position < units.count, units[position] < unit { position += 1 }
      guard position < units.count, units[position] == unit else { return }
      if let part = parts[position], !part.weights.isEmpty {
        let values = Self.values(indices, runs: runs, window: window, count: part.weights.count)
        if values.contains(where: { $0 != IndexValue.noData }) {
          parts[position]?.overpasses.append((overpass, .values(values)))
        }
        return
      }
      Self.accumulate(indices, runs: runs, weights: weights, window: window, into: &zones)
      if parts[position] != nil {
        if zones.zones[0].weight > 0 {
          parts[position]?.overpasses.append((overpass, .zones(zones)))
          zones = ZoneSet()
        }
      } else if let seen = zones.observation(
        of: overpasses[overpass], number: overpass, totalWeight: totals[position])
      {
        observations[position].append(seen)
      }
      zones.removeAll()
    }
    self.zones = zones
  }

  /// What the block gave.
  consuming func product() -> Product {
    var product = Product()
    for position in units.indices {
      if let part = parts[position] {
        if !part.overpasses.isEmpty { product.parts.append((units[position], part)) }
      } else {
        product.complete.append((units[position], observations[position]))
      }
    }
    return product
  }

  /// The observations of a unit from the parts of several blocks.
  static func merged(
    _ parts: [UnitPart], overpasses: [SceneArchive.Overpass], totalWeight: Int64
  ) -> [UnitObservation] {
    let numbers = Set(parts.flatMap { $0.overpasses.map(\.overpass) }).sorted()
    var positions = Array(repeating: 0, count: parts.count)
    var observations: [UnitObservation] = []
    var zones = ZoneSet()
    for number in numbers {
      zones.removeAll()
      for (index, part) in parts.enumerated() where positions[index] < part.overpasses.count {
        let next = part.overpasses[positions[index]]
        guard next.overpass == number else { continue }
        positions[index] += 1
        switch next.content {
        case .values(let values): zones.add(values, weights: part.weights)
        case .zones(let other): zones.merge(other)
        }
      }
      if let seen = zones.observation(
        of: overpasses[number], number: number, totalWeight: totalWeight)
      {
        observations.append(seen)
      }
    }
    return observations
  }

  private static func weights(
    of unit: Int, in layout: UnitLayout, window: Window
  ) -> [UInt32] {
    var found: [UInt32] = []
    let runs = layout.runs(of: unit)
    let weights = layout.weights
    for position in runs.indices {
      let run = runs[position]
      forEachCell(of: run, in: window) { column, _ in
        found.append(
          run.isFull
            ? CoverageWeight.full : weights[Int(run.firstWeight) + column - Int(run.start)])
      }
    }
    return found
  }

  private static func values(
    _ indices: borrowing SeriesIndices, runs: Span<CoverageRun>, window: Window, count: Int
  ) -> [Int16] {
    var found: [Int16] = []
    found.reserveCapacity(count * SeriesIndices.all.count)
    for index in SeriesIndices.all.indices {
      let plane = indices.plane(at: index)
      for position in runs.indices {
        forEachCell(of: runs[position], in: window) { _, pixel in found.append(plane[pixel]) }
      }
    }
    return found
  }

  private static func accumulate(
    _ indices: borrowing SeriesIndices, runs: Span<CoverageRun>, weights: Span<UInt32>,
    window: Window, into zones: inout ZoneSet
  ) {
    for index in SeriesIndices.all.indices {
      accumulateZone(
        indices.plane(at: index), of: window, runs: runs, weights: weights,
        into: &zones.zones[index])
    }
    let cover = indices.plane(.fvc)
    let short = indices.plane(.mndwi)
    let near = indices.plane(.ndwi)
    for position in runs.indices {
      let run = runs[position]
      forEachCell(of: run, in: window) { column, pixel in
        let weight =
          run.isFull
          ? CoverageWeight.full : weights[Int(run.firstWeight) + column - Int(run.start)]
        zones.cover.add(
          cover: cover[pixel], water: max(short[pixel], near[pixel]), weight: weight)
      }
    }
  }
}

/// Calls `body` with column and position in the window's plane of each cell of a run in the window.
@inline(__always)
private func forEachCell(of run: CoverageRun, in window: Window, _ body: (Int, Int) -> Void) {
  let row = Int(run.row)
  guard row >= window.row, row < window.endRow else { return }
  let start = max(Int(run.start), window.column)
  let end = min(Int(run.end), window.endColumn)
  guard start < end else { return }
  let first = (row - window.row) * window.width - window.column
  for column in start..<end { body(column, first + column) }
}
