import Testing

@testable import Reporting

@Suite struct SegmentClippingTests {
  let frame = Rectangle(x: 0, y: 0, width: 10, height: 10)

  @Test func `a segment through the frame is cut at both edges`() {
    let part = clip(Point(x: -10, y: 5), Point(x: 20, y: 5), to: frame)
    #expect(part?.0 == Point(x: 0, y: 5))
    #expect(part?.1 == Point(x: 10, y: 5))
  }

  @Test func `a segment inside stays as it is`() {
    let part = clip(Point(x: 1, y: 2), Point(x: 3, y: 4), to: frame)
    #expect(part?.0 == Point(x: 1, y: 2))
    #expect(part?.1 == Point(x: 3, y: 4))
  }

  @Test func `a segment past a corner and one that is not a number are left out`() {
    #expect(clip(Point(x: -5, y: 1), Point(x: 1, y: -5), to: frame) == nil)
    #expect(clip(Point(x: .nan, y: 1), Point(x: 1, y: 5), to: frame) == nil)
    #expect(clip(Point(x: 12, y: 0), Point(x: 12, y: 9), to: frame) == nil)
  }

  @Test func `a ring that leaves and returns becomes separate lines`() {
    let ring = [(2, 2), (20, 2), (20, 8), (2, 8), (2, 2)].map { Point(x: $0.0, y: $0.1) }
    let lines = clip(ring: ring, to: frame)
    #expect(
      lines == [
        [Point(x: 2, y: 2), Point(x: 10, y: 2)],
        [Point(x: 10, y: 8), Point(x: 2, y: 8), Point(x: 2, y: 2)],
      ])
  }

  @Test func `far away ends keep the line where it belongs`() {
    let part = clip(Point(x: -1e12, y: 5), Point(x: 1e12, y: 5), to: frame)
    #expect(part.map { abs($0.0.x) < 1e-3 && abs($0.1.x - 10) < 1e-3 } == true)
  }
}
