import Geometry
import Imagery
import Supervision
import Testing

@Suite struct AdjustmentGateTests {
  let rules: RuleSet

  init() throws { rules = try RuleLibrary.load().set("fujian-consolidation-2025") }

  func visit(
    _ mu: Double, enclosed share: Double, _ terrain: Terrain?,
    _ crossing: AdjustmentGate.Crossing? = nil
  ) throws -> Bool? {
    try AdjustmentGate(rules, crossing: crossing).judge(
      AdjustmentGate.Patch(
        id: "P", township: nil, terrain: terrain, area: try #require(LandArea(mu: mu)),
        enclosedShare: share)
    ).needsVisit
  }

  @Test func `outside more than 10 亩, within 5 亩 on plains and 3 亩 in hills`() throws {
    for terrain in [Terrain.plain, .hills] {
      #expect(try visit(10, enclosed: 0, terrain) == false)
      #expect(try visit(10.01, enclosed: 0, terrain) == true)
    }
    #expect(try visit(4.99, enclosed: 1, .plain) == false)
    #expect(try visit(5, enclosed: 1, .plain) == true)
    #expect(try visit(2.99, enclosed: 1, .hills) == false)
    #expect(try visit(3, enclosed: 1, .hills) == true)
  }

  @Test func `a class of terrain that is not known is not guessed`() throws {
    // Both readings agree below 3 亩 and from 5 亩 on.
    #expect(try visit(2.99, enclosed: 1, nil) == false)
    #expect(try visit(3, enclosed: 1, nil) == nil)
    #expect(try visit(4.99, enclosed: 1, nil) == nil)
    #expect(try visit(5, enclosed: 1, nil) == true)
    #expect(try visit(10.01, enclosed: 0, nil) == true)
  }

  @Test func `a patch across the boundary is read as the option says, slivers are none`() throws {
    #expect(try visit(6, enclosed: 0.3, .plain, .stricter) == true)
    #expect(try visit(6, enclosed: 0.3, .plain, .largestPart) == false)
    #expect(try visit(6, enclosed: 0.5, .plain, .largestPart) == true)
    #expect(try visit(6, enclosed: 0.009, .plain, .stricter) == false)
    #expect(try visit(6, enclosed: 0.011, .plain, .stricter) == true)
    #expect(try AdjustmentGate(rules).crossing == .stricter)
  }

  @Test func `the five percent are counted per township and for all, over all plans`() throws {
    let gate = try AdjustmentGate(rules)
    func area(_ mu: Double) -> LandArea { LandArea(mu: mu) ?? .zero }
    // 甲 5.0 % in two plans, 乙 5.01 %, 丙 none; pooled 10.01 of 300.
    let lines = gate.use(
      movedOut: [("甲", area(3)), ("甲", area(2)), ("乙", area(5.01))],
      designated: ["甲": area(100), "乙": area(100), "丙": area(100)])
    #expect(lines.map(\.township) == ["丙", "乙", "甲", nil])
    let byName = Dictionary(lines.map { ($0.township ?? "all", $0.isWithin) }) { $1 }
    #expect(byName["甲"] == true)
    #expect(byName["乙"] == false)
    #expect(byName["丙"] == true)
    #expect(byName["all"] == true)
    let unknown = gate.use(movedOut: [("丁", area(1))], designated: ["甲": area(100), "丁": nil])
    #expect(unknown.last?.isWithin == nil)
    #expect(unknown.first { $0.township == "丁" }?.isWithin == nil as Bool?)
  }
}

/// 围合范围: outer rings with holes filled (domain A6): a hole, an island in a hole, a parcel that crosses the ring.
@Suite struct EnclosedAreaTests {
  static func square(_ west: Double, _ south: Double, _ side: Double) -> LinearRing {
    let (east, north) = (west + side, south + side)
    return LinearRing([
      Coordinate(x: west, y: south), Coordinate(x: east, y: south), Coordinate(x: east, y: north),
      Coordinate(x: west, y: north),
    ])
  }

  static func box(_ west: Double, _ south: Double, _ side: Double) -> MultiPolygon {
    MultiPolygon([Polygon(exterior: square(500_000 + west, 2_870_000 + south, side))])
  }

  let crs: CoordinateReferenceSystem
  let enclosed: EnclosedArea

  init() throws {
    crs = try CoordinateReferenceSystem(parsing: "EPSG:4548")
    // A town of 1000 m with a hole of 600 m, an island of 200 m in the hole, and a second part 100 m away.
    let town = Polygon(
      exterior: Self.square(500_000, 2_870_000, 1000),
      holes: [Self.square(500_200, 2_870_200, 600)])
    let island = Polygon(exterior: Self.square(500_400, 2_870_400, 200))
    enclosed = try EnclosedArea(
      of: [MultiPolygon([town, island]), Self.box(1100, 0, 300)])
  }

  func share(_ geometry: MultiPolygon) throws -> Double {
    try enclosed.share(of: geometry, measure: EllipsoidalArea(in: crs))
  }

  @Test func `farmland in a hole is within`() throws {
    #expect(try share(Self.box(250, 250, 100)) > 0.999_999)
  }

  @Test func `an island in a hole is within`() throws {
    #expect(try share(Self.box(420, 420, 50)) > 0.999_999)
  }

  @Test func `a parcel across the outer ring is within by its part`() throws {
    // A quarter of 100 m reaches over the ring.
    #expect(abs(try share(Self.box(975, 300, 100)) - 0.25) < 1e-5)
  }

  @Test func `between two parts is outside`() throws {
    #expect(try share(Self.box(1010, 10, 80)) == 0)
    #expect(
      try EnclosedArea(of: []).share(of: Self.box(0, 0, 10), measure: EllipsoidalArea(in: crs)) == 0
    )
  }
}
