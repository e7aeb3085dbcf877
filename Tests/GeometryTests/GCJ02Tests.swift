import Geometry
import TestSupport
import Testing

@Suite struct GCJ02Tests {
  // Computed with PyPI coord-convert 0.2.1 (wgs2gcj).
  @Test(arguments: [
    (116.3975, 39.9087, 116.403743572652, 39.910103499345),
    (119.2965, 26.0745, 119.301299782358, 26.071397978355),
    (115.858, 28.68, 115.862900682498, 28.676668457640),
    (121.4737, 31.2304, 121.478223059277, 31.228457737577),
  ])
  func `positions are shifted as other implementations do`(
    x: Double, y: Double, shiftedX: Double, shiftedY: Double
  ) {
    let shifted = GCJ02.fromWGS84(Coordinate(x: x, y: y))
    #expect(abs(shifted.x - shiftedX) < 1e-11 && abs(shifted.y - shiftedY) < 1e-11)
  }

  @Test func `the inverse gives the position back within a billionth of a degree`() {
    var generator = SeededGenerator(seed: 3)
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
