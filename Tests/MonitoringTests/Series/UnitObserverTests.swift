import Diagnostics
import ChangeDetection
import Geometry
import Imagery
import LandUnits
import TestSupport
import Testing

@testable import Monitoring

@Suite struct UnitObserverTests {
  static let size = 96
  let area: TestGrid
  let layout: UnitLayout
  let overpasses: [SceneArchive.Overpass]

  init() throws {
    area = try TestGrid(columns: Self.size, rows: Self.size)
    let outlines = [
      area.rectangle(2.3, 3.1, 11.7, 9.2),
      area.polygon([(20, 8), (60.5, 12), (55, 70.2), (30, 60)]),
      // More cells than a list of values holds: 8100.
      area.rectangle(1, 1, 93, 93),
      area.rectangle(31.5, 0, 32.5, 96),
      // Lies where no overpass shows the ground.
      area.rectangle(80, 80, 95, 95),
    ]
    layout =
      SeriesUnits(
        outlines.enumerated().map { ("cropland", "\($0.offset)", $0.element) }, on: area.grid
      ).layout
    overpasses = try ["2025-01-05", "2025-01-10", "2025-01-15"].map {
      SceneArchive.Overpass(date: try day($0), platform: "sentinel-2a", entries: [0])
    }
  }

  /// The indices of a window on one date: random reflectances of the whole grid with holes, cut to the window.
  func indices(_ window: Window, overpass: Int) -> SeriesIndices {
    let roles: [BandRole] = [.blue, .green, .red, .nir, .swir1, .swir2]
    var random = SeededGenerator(seed: UInt64(overpass) + 40)
    var usable = Raster<UInt8>(width: window.width, height: window.height)
    var stack = BandStack(
      roles: roles, scalings: roles.map { _ in BandScaling(offset: 0, unit: 0.0001) },
      width: window.width, height: window.height)
    var planes = roles.map { _ in [Float](repeating: 0, count: window.pixelCount) }
    for row in 0..<Self.size {
      for column in 0..<Self.size {
        let values = roles.map { _ in Float.random(in: 100...6000, using: &random) }
        let isClear = Int.random(in: 0..<4, using: &random) > 0 && (row < 78 || column < 78)
        guard (window.row..<window.endRow).contains(row),
          (window.column..<window.endColumn).contains(column)
        else { continue }
        let position = (row - window.row) * window.width + column - window.column
        for number in roles.indices { planes[number][position] = values[number] }
        var marks = usable.mutableSamples
        marks[position] = isClear ? 1 : 0
      }
    }
    for (number, role) in roles.enumerated() {
      var plane = stack.mutablePlane(role)
      for position in planes[number].indices { plane[position] = planes[number][position] }
    }
    var result = SeriesIndices(parameters: IndexParameters())
    result.begin(width: window.width, height: window.height, SeriesIndices.all)
    result.add(stack, from: 0, indices: SeriesIndices.all, usable: &usable)
    return result
  }

  /// The observations of all units with the grid cut into blocks.
  func observations(_ windows: [Window]) -> [Int: [UnitObservation]] {
    var found: [Int: [UnitObservation]] = [:]
    var parts: [Int: [UnitPart]] = [:]
    for window in windows {
      let block = SeriesPlan.Block(
        window: window, core: window, units: layout.units(in: window))
      var observer = UnitObserver(block, layout: layout, overpasses: overpasses)
      for overpass in overpasses.indices {
        observer.add(indices(window, overpass: overpass), overpass: overpass, layout: layout)
      }
      let product = observer.product()
      for seen in product.complete { found[seen.unit] = seen.observations }
      for (unit, part) in product.parts { parts[unit, default: []].append(part) }
    }
    for (unit, parts) in parts {
      found[unit] = UnitObserver.merged(
        parts, overpasses: overpasses, totalWeight: layout.totalWeight(of: unit))
    }
    return found
  }

  @Test func `a unit that blocks cut is observed exactly as in one block`() throws {
    let whole = observations([area.grid.window])
    #expect(whole[2]?.count == 3)
    #expect(whole[4]?.isEmpty == true)
    #expect(Set(whole[0]?.map(\.ndvi.mean) ?? []).count == 3)
    let cuts: [[Window]] = [
      [window(0, 0, 96, 32), window(0, 32, 96, 32), window(0, 64, 96, 32)],
      [window(0, 0, 48, 48), window(48, 0, 48, 48), window(0, 48, 48, 48), window(48, 48, 48, 48)],
      (0..<96).map { window(0, $0, 96, 1) },
      (0..<32).map { window(3 * $0, 0, 3, 96) },
    ]
    for cut in cuts {
      let pieces = observations(cut)
      for unit in 0..<layout.count { #expect(pieces[unit] ?? [] == whole[unit]) }
    }
  }

  // Share of clear cells, by counting: each cell of the grid is full, so weights are equal.
  @Test func `the clear share is that of the cells with data`() throws {
    let whole = observations([area.grid.window])
    var random = SeededGenerator(seed: 40)
    var clear = 0
    var all = 0
    // The pure cells of unit 2: half a pixel moved inwards from columns and rows 1 to 93, covered by half at least.
    for row in 0..<Self.size {
      for column in 0..<Self.size {
        for _ in 0..<6 { _ = Float.random(in: 100...6000, using: &random) }
        let isClear = Int.random(in: 0..<4, using: &random) > 0 && (row < 78 || column < 78)
        guard (1..<93).contains(row), (1..<93).contains(column) else { continue }
        // Cells of the rim are covered by half, corners by a quarter, which is less than half.
        let isRim = (row == 1 || row == 92, column == 1 || column == 92)
        if isRim == (true, true) { continue }
        let weight = isRim == (false, false) ? 2 : 1
        all += weight
        if isClear { clear += weight }
      }
    }
    let expected = (Double(clear) / Double(all) * 10_000).rounded()
    #expect(abs(Double(whole[2]?.first?.clearShare ?? 0) - expected) <= 1)
  }
}

extension UnitObserverTests {
  @Test func `an outline that cannot be burnt is refused and does not shift the others`() throws {
    let broken = MultiPolygon([
      Polygon(
        exterior: LinearRing([
          Coordinate(x: 400_010, y: 3_499_990), Coordinate(x: .infinity, y: 3_499_990),
          Coordinate(x: 400_050, y: 3_499_900),
        ]))
    ])
    let units = SeriesUnits(
      [
        ("cropland", "a", area.rectangle(1, 1, 9, 9)), ("cropland", "broken", broken),
        ("mines", "c", area.rectangle(20, 20, 40, 30)),
      ], on: area.grid)
    #expect(units.refusals.map(\.subject) == ["cropland broken"])
    #expect(units.units.map(\.id) == ["a", "c"])
    #expect(units.units.map(\.outline) == [0, 2])
    #expect(units.layout.count == 2)
  }
}
