import Geometry
import TestSupport
import Testing

@Suite struct SpatialIndexTests {
  static func scattered(_ count: Int) -> [Envelope] {
    var generator = SeededGenerator(seed: UInt64(count))
    return (0..<count).map { index in
      if index % 97 == 13 { return .empty }
      let x = Double.random(in: 0..<100, using: &generator)
      let y = Double.random(in: 0..<100, using: &generator)
      let size = Double.random(in: 0..<3, using: &generator)
      return Envelope(minX: x, minY: y, maxX: x + size, maxY: y + size)
    }
  }

  @Test(arguments: [0, 1, 2, 15, 16, 17, 255, 256, 257, 1_000, 5_000])
  func `a query finds what a plain search finds`(count: Int) {
    let envelopes = Self.scattered(count)
    let index = SpatialIndex(envelopes)
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<100 {
      let x = Double.random(in: -5..<105, using: &generator)
      let y = Double.random(in: -5..<105, using: &generator)
      let size = Double.random(in: 0..<20, using: &generator)
      let window = Envelope(minX: x, minY: y, maxX: x + size, maxY: y + size)
      #expect(index.query(window) == envelopes.indices.filter { envelopes[$0].intersects(window) })
    }
    #expect(index.query(.empty).isEmpty)
  }

  @Test func `the order of visits is the same for every build`() {
    let envelopes = Self.scattered(2_000)
    func visits() -> [Int] {
      var order: [Int] = []
      SpatialIndex(envelopes).query(Envelope(minX: 0, minY: 0, maxX: 60, maxY: 60)) {
        order.append($0)
      }
      return order
    }
    #expect(visits() == visits())
    #expect(visits().count > 500)
  }

  @Test func `equal envelopes are all found`() {
    let envelopes = [Envelope](
      repeating: Envelope(minX: 1, minY: 1, maxX: 2, maxY: 2), count: 1_000)
    #expect(
      SpatialIndex(envelopes).query(Envelope(minX: 2, minY: 2, maxX: 3, maxY: 3))
        == Array(0..<1_000))
  }
}
