import TestSupport
import Testing

@testable import ChangeDetection

@Suite struct MaskCleanerTests {
  /// Rows in, cleaned rows out.
  private func clean(_ mask: [UInt8], width: Int) -> [UInt8] {
    var cleaner = MaskCleaner(width: width)
    var result: [UInt8] = []
    var rows: [Int] = []
    for start in stride(from: 0, to: mask.count, by: width) {
      let row = Array(mask[start..<start + width])
      cleaner.append(row.span) { number, states in
        rows.append(number)
        result += states.array
      }
    }
    cleaner.finish { number, states in
      rows.append(number)
      result += states.array
    }
    #expect(rows == Array(0..<mask.count / width))
    return result
  }

  /// The whole-image operation by set definitions: dilation, then erosion by the 3×3 square on the unbounded plane, of
  /// which the pixels seen are kept; then the union of all 2×2 squares inside.
  private func cleanByDefinition(_ mask: [UInt8], width: Int) -> [UInt8] {
    struct Point: Hashable {
      var x: Int
      var y: Int
    }
    func square(_ p: Point, _ offsets: ClosedRange<Int>) -> [Point] {
      offsets.flatMap { dy in offsets.map { dx in Point(x: p.x + dx, y: p.y + dy) } }
    }
    let points = mask.indices.map { Point(x: $0 % width, y: $0 / width) }
    let changed = zip(points, mask).filter { $0.1 == 1 }.map(\.0)
    let dilated = Set(changed.flatMap { square($0, -1...1) })
    let closed = Set(
      zip(points, mask).filter { $0.1 != 255 }.map(\.0)
        .filter { square($0, -1...1).allSatisfy(dilated.contains) })
    let opened = Set(
      points.map { square($0, 0...1) }.filter { $0.allSatisfy(closed.contains) }.joined())
    return zip(points, mask).map { $1 == 255 ? 255 : (opened.contains($0) ? 1 : 0) }
  }

  private func mask(_ rows: [String]) -> [UInt8] {
    rows.joined().map { $0 == "#" ? 1 : ($0 == "x" ? 255 : 0) }
  }

  @Test func `single pixels and thin lines go, an object of two by two stays`() {
    let before = mask([
      "#.........",
      "....##....",
      "....##....",
      "..........",
      "..........",
      "..........",
      "#########.",
      "..........",
      ".........#",
    ])
    let after = mask([
      "..........",
      "....##....",
      "....##....",
      "..........",
      "..........",
      "..........",
      "..........",
      "..........",
      "..........",
    ])
    #expect(clean(before, width: 10) == after)
  }

  @Test func `a gap of two pixels inside an object is closed`() {
    let before = mask([
      "........",
      ".##..##.",
      ".##..##.",
      ".##..##.",
      "........",
    ])
    let after = mask([
      "........",
      ".######.",
      ".######.",
      ".######.",
      "........",
    ])
    #expect(clean(before, width: 8) == after)
  }

  @Test func `pixels without data keep their state and are not grown over`() {
    let before = mask([
      ".##x##.",
      ".##x##.",
      "xxxxxxx",
      "#xx....",
    ])
    #expect(
      clean(before, width: 7)
        == mask([
          ".##x##.",
          ".##x##.",
          "xxxxxxx",
          ".xx....",
        ]))
  }

  @Test(arguments: [(1, 1), (1, 9), (9, 1), (2, 2), (17, 23), (40, 31)])
  func `rows streamed one by one give the whole-image operation`(width: Int, height: Int) {
    var generator = SeededGenerator(seed: UInt64(width * 100 + height))
    for density in [5, 30, 60] {
      let mask: [UInt8] = (0..<width * height).map { _ in
        let draw = Int.random(in: 0..<100, using: &generator)
        return draw < density ? 1 : (draw >= 92 ? 255 : 0)
      }
      #expect(clean(mask, width: width) == cleanByDefinition(mask, width: width))
    }
  }

  @Test func `a cleaner can be used again after it has finished`() {
    var cleaner = MaskCleaner(width: 3)
    var results: [[UInt8]] = [[], []]
    for round in 0..<2 {
      for _ in 0..<2 {
        let row: [UInt8] = [1, 1, 0]
        cleaner.append(row.span) { _, states in results[round] += states.array }
      }
      cleaner.finish { _, states in results[round] += states.array }
    }
    #expect(results[0] == [1, 1, 0, 1, 1, 0])
    #expect(results[0] == results[1])
  }
}
