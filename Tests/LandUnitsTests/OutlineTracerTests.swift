import Diagnostics
import Geometry
import Imagery
import LandUnits
import TestSupport
import Testing

@Suite struct OutlineTracerTests {
  /// A grid whose coordinates are columns and −rows.
  static func unitGrid(_ mask: Mask) throws -> Grid {
    Grid(
      crs: try CoordinateReferenceSystem(parsing: "EPSG:32650"), originX: 0, originY: 0,
      pixelWidth: 1, pixelHeight: 1, columns: mask.columns, rows: mask.rows)
  }

  static func corners(_ pairs: (Int32, Int32)...) -> [GridCorner] {
    pairs.map { GridCorner(column: $0.0, row: $0.1) }
  }

  /// Twice the signed area with y up; positive counter-clockwise.
  static func doubledArea(_ ring: LinearRing) -> Double {
    zip(ring.coordinates, ring.coordinates.dropFirst()).reduce(0) {
      $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y
    }
  }

  /// Holds the contract against a mask: one valid polygon per part in scan order, right directions, area = pixels, no
  /// needless corner, first corner first in scan order, and burning gives the mask back.
  static func check(_ mask: Mask, _ name: String) throws {
    let outline = OutlineTracer.outline(of: mask.runs)
    let geometry = outline.multiPolygon(on: try unitGrid(mask))
    let parts = mask.parts
    try #require(outline.count == parts.count, "\(name)")
    for (index, polygon) in geometry.polygons.enumerated() {
      let alone = MultiPolygon([polygon])
      #expect(try alone.isValid(), "\(name), part \(index)")
      #expect(doubledArea(polygon.exterior) > 0, "\(name)")
      for hole in polygon.holes { #expect(doubledArea(hole) < 0, "\(name)") }
      let doubled = polygon.rings.reduce(0) { $0 + doubledArea($1) }
      #expect(doubled == Double(2 * parts[index].count), "\(name)")
      #expect(
        Mask(columns: mask.columns, rows: mask.rows, burning: alone) == parts[index], "\(name)")
    }
    for ring in outline.flatMap({ [$0.exterior] + $0.holes }) {
      checkCorners(ring, name)
    }
    for polygon in outline {
      let firsts = polygon.holes.map { [$0[0].row, $0[0].column] }
      #expect(firsts == firsts.sorted { $0.lexicographicallyPrecedes($1) }, "\(name)")
    }
    // Parts touch in corners at most, so together they are valid too.
    #expect(try geometry.isValid(), "\(name)")
  }

  static func checkCorners(_ ring: [GridCorner], _ name: String) {
    #expect(ring.first == ring.last, "\(name)")
    let open = ring.dropLast()
    #expect(Set(open).count == open.count, "\(name): a ring visits a corner twice")
    let first = open.min { ($0.row, $0.column) < ($1.row, $1.column) }
    #expect(ring.first == first, "\(name)")
    for index in open.indices {
      let a = ring[index == 0 ? open.count - 1 : index - 1]
      let b = ring[index]
      let c = ring[index + 1]
      let turns = (a.column == b.column) != (b.column == c.column)
      #expect(turns, "\(name): a corner on a straight line")
    }
  }

  @Test func `one pixel is a square, counter-clockwise from its upper left corner`() {
    let outline = OutlineTracer.outline(of: [PixelRun(row: 3, start: 5, end: 6)])
    #expect(
      outline == [
        TracedPolygon(exterior: Self.corners((5, 3), (5, 4), (6, 4), (6, 3), (5, 3)))
      ])
    #expect(OutlineTracer.outline(of: []).isEmpty)
  }

  @Test func `collinear corners are dropped`() {
    let mask = Mask("###", "###", "###")
    #expect(
      OutlineTracer.outline(of: mask.runs) == [
        TracedPolygon(exterior: Self.corners((0, 0), (0, 3), (3, 3), (3, 0), (0, 0)))
      ])
  }

  @Test func `a ring of pixels has a clockwise hole`() {
    let mask = Mask("###", "#.#", "###")
    #expect(
      OutlineTracer.outline(of: mask.runs) == [
        TracedPolygon(
          exterior: Self.corners((0, 0), (0, 3), (3, 3), (3, 0), (0, 0)),
          holes: [Self.corners((1, 1), (2, 1), (2, 2), (1, 2), (1, 1))])
      ])
  }

  @Test func `background shut in by a diagonal of one part is a hole that touches the exterior`() {
    // The two pixels at the lower right touch in corner (3, 3) only; they are one part around the hole.
    let mask = Mask("####", "#..#", "#..#", "###.")
    #expect(mask.parts.count == 1)
    let outline = OutlineTracer.outline(of: mask.runs)
    #expect(
      outline == [
        TracedPolygon(
          exterior: Self.corners((0, 0), (0, 4), (3, 4), (3, 3), (4, 3), (4, 0), (0, 0)),
          holes: [Self.corners((1, 1), (3, 1), (3, 3), (1, 3), (1, 1))])
      ])
  }

  @Test func `pixels of different parts that touch in a corner stay apart`() {
    let mask = Mask("#.", ".#")
    #expect(
      OutlineTracer.outline(of: mask.runs) == [
        TracedPolygon(exterior: Self.corners((0, 0), (0, 1), (1, 1), (1, 0), (0, 0))),
        TracedPolygon(exterior: Self.corners((1, 1), (1, 2), (2, 2), (2, 1), (1, 1))),
      ])
  }

  @Test func `pictures with known difficulties keep the contract`() throws {
    let pictures: [(String, Mask)] = [
      (
        "nested rings",
        Mask("#######", "#.....#", "#.###.#", "#.#.#.#", "#.###.#", "#.....#", "#######")
      ),
      (
        "islands in a hole",
        Mask("########", "#......#", "#.#..#.#", "#..#...#", "#......#", "########")
      ),
      ("holes that touch", Mask("#####", "#.###", "##.##", "###.#", "#####")),
      ("hole at a shell's corner", Mask(".####", "#.###", "##.##", "#####")),
      (
        "a spiral",
        Mask(
          "#########", "........#", "#######.#", "#.....#.#", "#.###.#.#", "#.#...#.#", "#.#####.#",
          "#.......#", "#########")
      ),
      ("a diagonal chain", Mask("#....", ".#...", "..#..", "...#.", "....#")),
      ("a figure of eight", Mask("###..", "#.#..", "#####", "..#.#", "..###")),
      ("rows with a gap", Mask("##.##", ".....", "##.##")),
      ("all", Mask("###", "###")),
    ]
    for (name, mask) in pictures { try Self.check(mask, name) }
  }

  @Test func `a checkerboard is as many squares as pixels`() throws {
    var board = Mask(columns: 16, rows: 16)
    for place in board.pixels.indices { board.pixels[place] = (place / 16 + place % 16) % 2 == 0 }
    #expect(OutlineTracer.outline(of: board.runs).count == 128)
    try Self.check(board, "checkerboard")
    // Held together by a frame, the empty fields are holes that touch each other in corners.
    for place in 0..<16 {
      for (x, y) in [(place, 0), (place, 15), (0, place), (15, place)] { board[x, y] = true }
    }
    try Self.check(board, "framed checkerboard")
    var inverse = board
    for place in inverse.pixels.indices { inverse.pixels[place].toggle() }
    try Self.check(inverse, "the fields of the framed checkerboard")
  }

  @Test(arguments: [0.2, 0.4, 0.5, 0.6, 0.7, 0.9])
  func `random masks keep the contract`(density: Double) throws {
    var generator = SeededGenerator(seed: UInt64(density * 100))
    for round in 0..<25 {
      var mask = Mask(
        columns: Int.random(in: 1...24, using: &generator),
        rows: Int.random(in: 1...24, using: &generator))
      for place in mask.pixels.indices {
        mask.pixels[place] = Double.random(in: 0..<1, using: &generator) < density
      }
      try Self.check(mask, "density \(density), round \(round)")
    }
  }

  @Test func `a grid's origin and pixel size carry over, and neighbours share their edge`() throws {
    let grid = Grid(
      crs: try CoordinateReferenceSystem(parsing: "EPSG:32650"), originX: 399_960,
      originY: 3_500_040, pixelWidth: 10, pixelHeight: 10, columns: 100, rows: 100)
    let left = OutlineTracer.outline(of: [
      PixelRun(row: 2, start: 1, end: 3), PixelRun(row: 3, start: 1, end: 2),
    ]).multiPolygon(on: grid)
    let right = OutlineTracer.outline(of: [
      PixelRun(row: 2, start: 3, end: 5), PixelRun(row: 3, start: 2, end: 4),
    ]).multiPolygon(on: grid)
    #expect(
      left.envelope
        == Envelope(
          minX: 399_970, minY: 3_500_000, maxX: 399_990, maxY: 3_500_020))
    let shared = Set(left.polygons[0].exterior.coordinates)
      .intersection(right.polygons[0].exterior.coordinates)
    #expect(shared.count == 4)
    let united = try MultiPolygon.union([left, right])
    #expect(united.polygons.count == 1 && united.polygons[0].holes.isEmpty)
  }
}
