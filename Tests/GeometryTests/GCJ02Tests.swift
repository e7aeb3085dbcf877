import Geometry
import Testing

@Suite struct GCJ02Tests {
  // Computed with PyPI eviltransform 1.1.1 (wgs2gcj).
  @Test(arguments: [
    (116.3975, 39.9087, 116.40374367837322, 39.91010352310999),
    (119.2965, 26.0745, 119.30129986363242, 26.071397925829068),
    (115.858, 28.68, 115.8629007654808, 28.676668401227403),
    (121.4737, 31.2304, 121.47822313586518, 31.228457704689244),
  ])
  func `positions are shifted as other implementations do`(
    x: Double, y: Double, shiftedX: Double, shiftedY: Double
  ) {
    let shifted = GCJ02.fromWGS84(Coordinate(x: x, y: y))
    #expect(abs(shifted.x - shiftedX) < 1e-9 && abs(shifted.y - shiftedY) < 1e-9)
  }

  @Test func `the inverse gives the position back within a billionth of a degree`() {
    var generator = SeededGenerator(state: 3)
    for _ in 0..<500 {
      let place = Coordinate(
        x: Double.random(in: 74...135, using: &generator),
        y: Double.random(in: 4...53, using: &generator))
      let back = GCJ02.toWGS84(GCJ02.fromWGS84(place))
      #expect(abs(back.x - place.x) < 1e-9 && abs(back.y - place.y) < 1e-9)
    }
  }

  @Test func `outside China nothing changes`() {
    for place in [
      Coordinate(x: 2.35, y: 48.85), Coordinate(x: 140, y: 36), Coordinate(x: 116, y: -30),
    ] {
      #expect(GCJ02.fromWGS84(place) == place)
      #expect(GCJ02.toWGS84(place) == place)
    }
  }
}
