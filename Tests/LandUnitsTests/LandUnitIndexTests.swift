import Diagnostics
import Dispatch
import Geometry
import Imagery
import LandUnits
import Synchronization
import Testing

@Suite struct LandUnitIndexTests {
  let utm: CoordinateReferenceSystem

  init() throws { utm = try CoordinateReferenceSystem(parsing: "EPSG:32650") }

  func unit(
    _ id: String, _ geometry: MultiPolygon, _ crs: CoordinateReferenceSystem? = nil
  ) throws -> LandUnit {
    try LandUnit(
      feature: Feature(identifier: id, attributes: [], geometry: geometry), layer: "parcels",
      crs: crs ?? utm)
  }

  @Test func `a layer beside a window is named, one with a unit in it is not`() throws {
    func layer(_ name: String, _ x: Double) throws -> LandUnit {
      try LandUnit(
        feature: Feature(
          identifier: "1", attributes: [], geometry: rectangle(x, 3_400_000, x + 100, 3_400_100)),
        layer: name, crs: utm)
    }
    let index = try LandUnitIndex(
      [try layer("far", 460_000), try layer("both", 460_000), try layer("both", 450_000)],
      crs: utm)
    let window = Envelope(minX: 449_000, minY: 3_399_000, maxX: 451_000, maxY: 3_401_000)
    #expect(index.layersBeside(window) == ["far"])
  }

  @Test func `overlaps come with area and shares, largest first`() throws {
    let index = try LandUnitIndex(
      [
        try unit("left", rectangle(450_000, 3_400_000, 450_100, 3_400_100)),
        try unit("right", rectangle(450_100, 3_400_000, 450_300, 3_400_100)),
        try unit("far", rectangle(460_000, 3_400_000, 460_100, 3_400_100)),
        try unit("twin", rectangle(450_100, 3_400_000, 450_300, 3_400_100)),
      ], crs: utm)
    let clue = rectangle(450_080, 3_400_020, 450_160, 3_400_070)
    let area = try EllipsoidalArea.squareMetres(of: clue, in: utm)
    let overlaps = try index.overlaps(of: clue, areaSquareMetres: area)
    #expect(overlaps.map(\.unit) == [1, 3, 0])
    #expect(abs(overlaps[0].shareOfClue - 0.75) < 1e-7)
    #expect(abs(overlaps[2].shareOfClue - 0.25) < 1e-7)
    // 60 × 50 m of 200 × 100 m.
    #expect(abs(overlaps[0].shareOfUnit - 0.15) < 1e-7)
    #expect(overlaps[0].squareMetres == overlaps[1].squareMetres)
    // pyproj 3.7: geodesic area of the common 60 m × 50 m.
    #expect(abs(overlaps[0].squareMetres / 3002.217157204519 - 1) < 1e-6)
  }

  @Test func `touching is no overlap`() throws {
    let index = try LandUnitIndex(
      [try unit("a", rectangle(450_000, 3_400_000, 450_100, 3_400_100))], crs: utm)
    let beside = rectangle(450_100, 3_400_000, 450_200, 3_400_100)
    #expect(try index.overlaps(of: beside, areaSquareMetres: 10_000).isEmpty)
    #expect(try LandUnitIndex([], crs: utm).overlaps(of: beside, areaSquareMetres: 1).isEmpty)
  }

  @Test func `units in another CRS are moved, straight edges included`() throws {
    // The same square of 20 km, once in CGCS2000 / 3-degree GK CM 117E and once in UTM: the datums agree, so a clue along its
    // edge overlaps it by half.
    let gauss = try CoordinateReferenceSystem(parsing: "EPSG:4549")
    let big = rectangle(200_000, 3_400_000, 220_000, 3_420_000)
    let index = try LandUnitIndex([try unit("big", big, gauss)], crs: utm)
    // A clue around the middle of the southern edge, in UTM.
    var middle = [Coordinate(x: 210_000, y: 3_400_000)]
    try CoordinateTransform(from: gauss, to: utm).transform(&middle)
    let clue = rectangle(
      middle[0].x - 50, middle[0].y - 50, middle[0].x + 50, middle[0].y + 50)
    let area = try EllipsoidalArea.squareMetres(of: clue, in: utm)
    let overlap = try #require(try index.overlaps(of: clue, areaSquareMetres: area).first)
    // 0.1 m over a width of 100 m would change the share by 0.001.
    #expect(abs(overlap.shareOfClue - 0.5) < 0.001)
  }

  @Test func `a clue that a unit covers has the share 1`() throws {
    let index = try LandUnitIndex(
      [try unit("a", rectangle(450_000, 3_400_000, 451_000, 3_401_000))], crs: utm)
    let grid = Grid(
      crs: utm, originX: 450_000, originY: 3_401_000, pixelWidth: 10, pixelHeight: 10,
      columns: 100, rows: 100)
    let runs = [PixelRun(row: 3, start: 4, end: 9), PixelRun(row: 4, start: 4, end: 6)]
    let areas = try PixelAreas(of: grid)
    let area = areas.squareMetres(runs.reduce(0) { $0 + areas.units(of: $1) })
    let clue = OutlineTracer.outline(of: runs).multiPolygon(on: grid)
    let overlap = try #require(try index.overlaps(of: clue, areaSquareMetres: area).first)
    #expect(overlap.shareOfClue > 1 - 1e-6 && overlap.shareOfClue <= 1)
    #expect(abs(overlap.squareMetres / area - 1) < 1e-6)
  }

  @Test func `a unit of 100 000 vertices gives the same overlap as a plain intersection`() throws {
    var ring: [Coordinate] = []
    for step in 0..<50_000 {
      let x = 450_000 + Double(step) * 0.5
      ring.append(Coordinate(x: x, y: 3_400_000 + Double(step % 7)))
    }
    for step in (0..<50_000).reversed() {
      let x = 450_000 + Double(step) * 0.5
      ring.append(Coordinate(x: x, y: 3_401_000 + Double(step % 11)))
    }
    let comb = MultiPolygon([Polygon(exterior: LinearRing(ring))])
    let index = try LandUnitIndex([try unit("comb", comb)], crs: utm)
    for place in [450_010.0, 461_234, 474_900] {
      let clue = rectangle(place, 3_399_950, place + 120, 3_400_050)
      let overlap = try #require(try index.overlaps(of: clue, areaSquareMetres: 12_000).first)
      let plain = try EllipsoidalArea.squareMetres(of: comb.intersection(clue), in: utm)
      #expect(abs(overlap.squareMetres / plain - 1) < 1e-9)
    }
  }

  @Test func `several threads get the same answers as one`() throws {
    var units: [LandUnit] = []
    for row in 0..<20 {
      for column in 0..<20 {
        let x = 450_000 + Double(column) * 50
        let y = 3_400_000 + Double(row) * 50
        units.append(try unit("\(row)-\(column)", rectangle(x, y, x + 50, y + 50)))
      }
    }
    let index = try LandUnitIndex(units, crs: utm)
    let clues = (0..<60).map { step in
      let x = 450_000 + Double(step * 37 % 900)
      let y = 3_400_000 + Double(step * 61 % 900)
      return rectangle(x, y, x + 80, y + 70)
    }
    let alone = try clues.map { try index.overlaps(of: $0, areaSquareMetres: 5_600) }
    let together = Mutex([[Overlap]](repeating: [], count: clues.count))
    DispatchQueue.concurrentPerform(iterations: clues.count) { clue in
      let found = (try? index.overlaps(of: clues[clue], areaSquareMetres: 5_600)) ?? []
      together.withLock { $0[clue] = found }
    }
    #expect(together.withLock { $0 } == alone)
    // The parcels tile the ground, so the shares of an inner clue add up to 1.
    let area = try EllipsoidalArea.squareMetres(of: clues[3], in: utm)
    let shares = try index.overlaps(of: clues[3], areaSquareMetres: area).map(\.shareOfClue)
    #expect(abs(shares.reduce(0, +) - 1) < 1e-6)
  }
}
