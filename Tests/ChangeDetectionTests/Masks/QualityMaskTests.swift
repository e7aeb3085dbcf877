import Imagery
import TestSupport
import Testing

@testable import ChangeDetection

@Suite struct QualityMaskTests {
  /// The Sentinel-2 scene classification as sensor profiles state it.
  static func rule(growth: Double) -> QualityRule {
    QualityRule(
      classes: [
        0: .fill, 1: .saturated, 2: .dark, 3: .shadow, 4: .clear, 5: .clear, 6: .water, 7: .clear,
        8: .cloud, 9: .cloud, 10: .cirrus, 11: .snow,
      ], growth: growth)
  }

  private func restrict(
    _ mask: QualityMask, _ quality: [UInt16], width: Int, core: Window
  ) -> ([UInt8], QualityCounts) {
    var workspace = MaskWorkspace()
    var usable = [UInt8](repeating: 1, count: core.pixelCount)
    var view = usable.mutableSpan
    let counts = mask.restrict(
      &view, quality: quality.span, width: width, core: core, workspace: &workspace)
    return (view.span.array, counts)
  }

  @Test func `every scene class is used or left out for its reason`() {
    let quality: [UInt16] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0xFFFF]
    let mask = QualityMask(rule: Self.rule(growth: 0), pixelWidth: 20, pixelHeight: 20)
    let (usable, counts) = restrict(
      mask, quality, width: 14, core: Window(column: 0, row: 0, width: 14, height: 1))
    #expect(usable == [0, 0, 1, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0])
    #expect(counts.usable == 5)
    #expect(counts.cloud == 3)
    #expect(counts.shadow == 1)
    #expect(counts.noData == 3)
    #expect(counts.other == 2)
    #expect(counts.total == 14)
    #expect(mask.halo == 0)
  }

  // Landsat Collection 2 QA_PIXEL: 21824 clear, 22280 high-confidence cloud, 23888 cloud shadow, 1 fill (USGS tables).
  @Test func `bits of a Landsat quality layer are read`() {
    let rule = QualityRule(bits: [
      0: .fill, 1: .adjacent, 2: .cirrus, 3: .cloud, 4: .shadow, 5: .snow,
    ])
    let mask = QualityMask(rule: rule, pixelWidth: 30, pixelHeight: 30)
    let (usable, counts) = restrict(
      mask, [21_824, 22_280, 23_888, 1], width: 4,
      core: Window(column: 0, row: 0, width: 4, height: 1))
    #expect(usable == [1, 0, 0, 0])
    #expect(counts.cloud == 1)
    #expect(counts.shadow == 1)
    #expect(counts.noData == 1)
  }

  @Test func `pixels that another layer has cleared stay cleared and still count for this one`() {
    let mask = QualityMask(rule: Self.rule(growth: 0), pixelWidth: 10, pixelHeight: 10)
    var workspace = MaskWorkspace()
    var usable: [UInt8] = [0, 1]
    let quality: [UInt16] = [4, 4]
    var view = usable.mutableSpan
    let counts = mask.restrict(
      &view, quality: quality.span, width: 2,
      core: Window(column: 0, row: 0, width: 2, height: 1), workspace: &workspace)
    #expect(view.span.array == [0, 1])
    #expect(counts.usable == 2)
  }

  /// Distances between all pairs of pixels, the definition of the growth.
  private func grownByDefinition(
    _ quality: [UInt16], width: Int, radius: Double, pixel: (Double, Double)
  ) -> [UInt8] {
    let height = quality.count / width
    let seeds = quality.indices.filter { [3, 8, 9, 10].contains(quality[$0]) }
    return (0..<width * height).map { i in
      let reached = seeds.contains { seed in
        let x = Double(seed % width - i % width) * pixel.0
        let y = Double(seed / width - i / width) * pixel.1
        return x * x + y * y <= radius * radius
      }
      return reached || [0, 1, 11].contains(quality[i]) ? 0 : 1
    }
  }

  @Test(arguments: [
    (0.0, 10.0, 10.0), (9.9, 10, 10), (10, 10, 10), (15, 10, 10), (57, 10, 10), (60, 8, 13),
  ])
  func `growth is the disk by definition`(radius: Double, pixelWidth: Double, pixelHeight: Double) {
    var generator = SeededGenerator(seed: 5)
    let width = 41
    let height = 37
    let quality: [UInt16] = (0..<width * height).map { _ in
      switch Int.random(in: 0..<400, using: &generator) {
      case 0..<2: 9
      case 2: 3
      case 3: 10
      case 4: 11
      default: 4
      }
    }
    let mask = QualityMask(
      rule: Self.rule(growth: radius), pixelWidth: pixelWidth, pixelHeight: pixelHeight)
    let (usable, counts) = restrict(
      mask, quality, width: width, core: Window(column: 0, row: 0, width: width, height: height))
    #expect(
      usable
        == grownByDefinition(
          quality, width: width, radius: radius, pixel: (pixelWidth, pixelHeight)))
    #expect(counts.total == width * height)
    #expect(counts.usable == usable.count { $0 == 1 })
  }

  /// The marks that lie in a square of marks: every square is tried.
  private func patchesByDefinition(
    _ marks: [Bool], width: Int, columns: Int, rows: Int
  ) -> [Bool] {
    var kept = Array(repeating: false, count: marks.count)
    let height = marks.count / width
    for top in 0..<max(0, height - rows + 1) {
      for left in 0..<max(0, width - columns + 1) {
        let square = (0..<rows * columns).map {
          (top + $0 / columns) * width + left + $0 % columns
        }
        if square.allSatisfy({ marks[$0] }) { for place in square { kept[place] = true } }
      }
    }
    return kept
  }

  @Test(arguments: [(20.0, 10.0, 10.0), (30, 10, 10), (30, 10, 15), (45, 30, 30), (12, 10, 10)])
  func `only patches of some width grow, and smaller ones are left out as they are`(
    patch: Double, pixelWidth: Double, pixelHeight: Double
  ) {
    var generator = SeededGenerator(seed: 23)
    let width = 44
    let height = 31
    var quality = [UInt16](repeating: 4, count: width * height)
    for _ in 0..<16 {
      let kind: UInt16 = Bool.random(using: &generator) ? 9 : 3
      let left = Int.random(in: 0..<width - 5, using: &generator)
      let top = Int.random(in: 0..<height - 5, using: &generator)
      let across = Int.random(in: 1...5, using: &generator)
      for row in top..<top + Int.random(in: 1...5, using: &generator) {
        for column in left..<left + across { quality[row * width + column] = kind }
      }
    }
    let columns = Int((patch / pixelWidth).rounded())
    let rows = Int((patch / pixelHeight).rounded())
    var grown = quality
    for kind: UInt16 in [9, 3] {
      let kept = patchesByDefinition(
        quality.map { $0 == kind }, width: width, columns: columns, rows: rows)
      for i in quality.indices where quality[i] == kind && !kept[i] { grown[i] = 4 }
    }
    var expected = grownByDefinition(
      grown, width: width, radius: 45, pixel: (pixelWidth, pixelHeight))
    for i in quality.indices where quality[i] != 4 { expected[i] = 0 }
    #expect(grown != quality || columns * rows == 1)
    let mask = QualityMask(
      rule: Self.rule(growth: 45), pixelWidth: pixelWidth, pixelHeight: pixelHeight,
      smallestPatch: patch)
    let (usable, counts) = restrict(
      mask, quality, width: width, core: Window(column: 0, row: 0, width: width, height: height))
    #expect(usable == expected)
    #expect(counts.usable == expected.count { $0 == 1 })
  }

  @Test(arguments: [7, 16, 64], [0.0, 30])
  func `the result does not depend on the size of blocks`(size: Int, patch: Double) {
    var generator = SeededGenerator(seed: 11)
    let width = 90
    let height = 70
    var quality: [UInt16] = (0..<width * height).map { _ in
      Int.random(in: 0..<300, using: &generator) == 0 ? 9 : 4
    }
    if patch > 0 {
      for position in [12 * width + 5, 40 * width + 61, 66 * width + 86] {
        for i in 0..<12 { quality[position + i / 4 * width + i % 4] = 9 }
      }
    }
    let mask = QualityMask(
      rule: Self.rule(growth: 83), pixelWidth: 10, pixelHeight: 10, smallestPatch: patch)
    #expect(mask.halo == (patch > 0 ? 10 : 8))
    let (whole, _) = restrict(
      mask, quality, width: width, core: Window(column: 0, row: 0, width: width, height: height))
    var pieced = [UInt8](repeating: 9, count: width * height)
    var counts = QualityCounts()
    for row in stride(from: 0, to: height, by: size) {
      for column in stride(from: 0, to: width, by: size) {
        let block = Window(
          column: column, row: row, width: min(size, width - column),
          height: min(size, height - row))
        let outer = block.expanded(by: mask.halo)
        let part: [UInt16] = (0..<outer.pixelCount).map { i in
          let x = outer.column + i % outer.width
          let y = outer.row + i / outer.width
          let isInside = x >= 0 && x < width && y >= 0 && y < height
          return isInside ? quality[y * width + x] : QualityMask.outside
        }
        let core = Window(
          column: mask.halo, row: mask.halo, width: block.width, height: block.height)
        let (usable, found) = restrict(mask, part, width: outer.width, core: core)
        counts += found
        for i in usable.indices {
          pieced[(row + i / block.width) * width + column + i % block.width] = usable[i]
        }
      }
    }
    #expect(pieced == whole)
    #expect(counts.usable == whole.count { $0 == 1 })
    #expect(counts.total == width * height)
  }

  @Test func `missing numbers in any plane clear the pixel once`() {
    let stack = StackFactory.stack(
      [(.red, [1, .nan, 3, .nan]), (.nir, [1, 2, .nan, .nan])], width: 4)
    var usable: [UInt8] = [1, 1, 1, 1]
    var view = usable.mutableSpan
    let cleared = restrictToData(&view, of: stack)
    #expect(cleared == 3)
    #expect(view.span.array == [1, 0, 0, 0])
  }
}
