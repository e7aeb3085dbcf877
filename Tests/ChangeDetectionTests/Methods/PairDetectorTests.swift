import Imagery
import TestSupport
import Testing

@testable import ChangeDetection

@Suite struct PairDetectorTests {
  private static let roles: [BandRole] = [.blue, .green, .red, .nir, .swir1, .swir2]

  /// Random land at two dates: crops, soil, dark and negative pixels, pixels without data, values near the thresholds of the rule.
  private static func stack(
    _ generator: inout SeededGenerator, count: Int, offset: Double, width: Int
  ) -> BandStack {
    let cover = (0..<count).map { _ in Float.random(in: 0...1, using: &generator) }
    let bare: [Float] = [1200, 1500, 1900, 2500, 3200, 2700]
    let green: [Float] = [350, 650, 420, 4300, 1700, 850]
    let planes: [(BandRole, [Float])] = roles.enumerated().map { band, role in
      (
        role,
        (0..<count).map { pixel in
          switch pixel % 53 {
          case 7: return .nan
          case 11: return Float.random(in: -20...30, using: &generator).rounded() - Float(offset)
          case 13: return Float.random(in: 30_000...65_535, using: &generator).rounded()
          default:
            let value = bare[band] + (green[band] - bare[band]) * cover[pixel]
            let grain = Float.random(in: -60...60, using: &generator)
            // Quarters, as of a band that was interpolated.
            return ((value + grain) * 4).rounded() / 4 - Float(offset)
          }
        }
      )
    }
    return StackFactory.stack(
      planes, scaling: BandScaling(offset: offset, unit: 1e-4), width: width)
  }

  @Test(arguments: [0.0, -1000], [Set(roles), [.blue, .green, .red, .nir, .swir1]])
  func `screening finds what the exact rule finds, in every pixel`(
    offset: Double, available: Set<BandRole>
  ) throws {
    let (width, height) = (293, 170)
    var generator = SeededGenerator(seed: 11)
    let before = Self.stack(&generator, count: width * height, offset: offset, width: width)
    let after = Self.stack(&generator, count: width * height, offset: offset, width: width)
    let usable: [UInt8] = (0..<width * height).map {
      $0 % 29 == 5 || before.plane(.red)[$0].isNaN || after.plane(.red)[$0].isNaN ? 0 : 1
    }
    for type in ChangeMethods.perPixel {
      let method = try type.init(
        availableRoles: available, isCalibrated: true, settings: ChangeSettings())
      var sample = PairSample(of: method.sampledQuantities, drawing: method.drawnRoles)
      sample.add(before: before, after: after, usable: usable.span)
      let statistics = try sample.statistics()
      var whole = ChangeBlock(evidence: method.evidence, width: width, height: height)
      method.detect(
        before: before, after: after, usable: usable.span, statistics: statistics, into: &whole)
      let changed = whole.state.array.filter { $0 == PixelState.changed }.count
      #expect(changed > 50)

      var detector = PairDetector(method)
      var found = FoundChanges(evidence: method.evidence)
      found.reshape(width: width, height: height)
      let count = detector.detect(
        before: before, after: after, usable: usable.span,
        rows: PairDetector.Rows(core: 0..<height, target: 0), statistics: statistics, into: &found)
      #expect(found.state.array == whole.state.array)
      #expect(count == whole.state.array.filter { $0 != PixelState.noData }.count)
      try expectEvidence(found, of: whole)
    }
  }

  /// Gives pixels out of whole stacks.
  private struct Stacks: ~Copyable, PairPixelSource {
    var before: BandStack
    var after: BandStack

    borrowing func gather(
      _ places: [Int32], before one: inout BandStack, after other: inout BandStack
    ) {
      Self.gather(places, of: before, into: &one)
      Self.gather(places, of: after, into: &other)
    }

    private static func gather(
      _ places: [Int32], of stack: borrowing BandStack, into target: inout BandStack
    ) {
      target.reuse(roles: stack.roles, scalings: stack.scalings, width: places.count, height: 1)
      for role in stack.roles {
        let source = stack.plane(role)
        var view = target.mutablePlane(role)
        for position in places.indices { view[position] = source[Int(places[position])] }
      }
    }
  }

  /// The numbers of 10 m bands as files hold them; short-wave bands are left out, as if they were coarser.
  private static func numbers(of stack: borrowing BandStack) -> NumberStack {
    let roles: [BandRole] = [.blue, .green, .red, .nir]
    var numbers = NumberStack()
    numbers.reshape(
      bands: roles.map {
        NumberStack.Band(role: $0, scaling: stack.scaling(of: $0), noData: 0, isFine: true)
      }, counts: roles.map { _ in stack.pixelCount }, width: stack.width, height: stack.height)
    for (position, role) in roles.enumerated() {
      let plane = stack.plane(role)
      var view = numbers.mutableNumbers(at: position)
      for pixel in view.indices { view[pixel] = plane[pixel].isNaN ? 0 : UInt16(plane[pixel]) }
    }
    return numbers
  }

  @Test(
    arguments: [0.0, -1000],
    [Set(roles), [.blue, .green, .red, .nir, .swir1], [.blue, .green, .red, .nir]])
  func `screening stored numbers finds what the exact rule finds, in every pixel`(
    offset: Double, available: Set<BandRole>
  ) throws {
    let (width, height) = (293, 170)
    var generator = SeededGenerator(seed: 12)
    var stacks = Stacks(
      before: Self.stack(&generator, count: width * height, offset: offset, width: width),
      after: Self.stack(&generator, count: width * height, offset: offset, width: width))
    // 10 m bands hold whole numbers, and no negative ones.
    for role in [BandRole.blue, .green, .red, .nir] {
      var plane = stacks.before.mutablePlane(role)
      for pixel in plane.indices { plane[pixel] = max(1, plane[pixel].rounded()) }
      plane = stacks.after.mutablePlane(role)
      for pixel in plane.indices { plane[pixel] = max(1, plane[pixel].rounded()) }
    }
    let count = width * height
    var usable = [UInt8](repeating: 1, count: count)
    for pixel in 0..<count {
      var samples: [Float] = []
      for role in Self.roles where available.contains(role) {
        samples += [stacks.before.plane(role)[pixel], stacks.after.plane(role)[pixel]]
      }
      if pixel % 29 == 5 || samples.contains(where: \.isNaN) {
        usable[pixel] = 0
      } else if samples.contains(where: { Double($0) + offset <= 1 }) {
        usable[pixel] = 3
      }
    }
    let method = try IndexChangeMethod(
      availableRoles: available, isCalibrated: true, settings: ChangeSettings())
    var sample = PairSample(of: method.sampledQuantities)
    sample.add(before: stacks.before, after: stacks.after, usable: usable.span)
    let statistics = try sample.statistics()
    var whole = ChangeBlock(evidence: method.evidence, width: width, height: height)
    method.detect(
      before: stacks.before, after: stacks.after, usable: usable.span, statistics: statistics,
      into: &whole)
    #expect(whole.state.array.filter { $0 == PixelState.changed }.count > 50)

    let before = Self.numbers(of: stacks.before)
    let after = Self.numbers(of: stacks.after)
    var detector = PairDetector(method)
    let takesNumbers = detector.takesNumbers(
      before: before, after: after, statistics: statistics)
    #expect(takesNumbers)
    var found = FoundChanges(evidence: method.evidence)
    found.reshape(width: width, height: height)
    let seen = detector.detect(
      from: stacks, before: before, after: after, usable: usable.span,
      rows: PairDetector.Rows(core: 0..<height, target: 0), statistics: statistics, into: &found)
    #expect(found.state.array == whole.state.array)
    #expect(seen == whole.state.array.filter { $0 != PixelState.noData }.count)
    try expectEvidence(found, of: whole)
  }

  /// Evidence is there for all changed pixels and those that touch them, and is that of the whole block.
  private func expectEvidence(
    _ found: borrowing FoundChanges, of whole: borrowing ChangeBlock
  ) throws {
    let kinds = whole.evidence
    for row in 0..<whole.height {
      let places = found.places(ofRow: row)
      var columns: Set<Int> = []
      for place in places {
        let column = Int(found.columns[place])
        columns.insert(column)
        for (kind, name) in kinds.enumerated() {
          let expected = whole.plane(name)[row * whole.width + column]
          #expect(found.values[place * kinds.count + kind] == expected)
        }
      }
      for column in 0..<whole.width
      where whole.state[row * whole.width + column] != PixelState.noData {
        let near = (max(0, row - 1)...min(whole.height - 1, row + 1)).contains { y in
          (max(0, column - 1)...min(whole.width - 1, column + 1)).contains { x in
            whole.state[y * whole.width + x] == PixelState.changed
          }
        }
        if near { #expect(columns.contains(column)) }
      }
    }
  }
}
