import Diagnostics
import Imagery
import TestSupport
import Testing

@testable import ChangeDetection

@Suite struct ChangeVectorMethodTests {
  private let settings = ChangeSettings()

  // The median absolute deviation of the background is 10 counts, so 14.826 counts are one robust deviation. Bins are
  // narrower than 1/128 of their values.
  @Test func `the magnitude is the root mean square of robust deviations`() throws {
    let base: [Float] = [1000, 1000, 1000, 1000, 1000, 1000]
    let fixture = PairFixture([
      .init(before: base, after: base.map { $0 + 148 }),
      .init(before: base, after: [1148, 1000, 1000, 1000, 1000, 1000]),
      .init(before: base, after: base),
    ])
    let method = try ChangeVectorMethod(
      availableRoles: Set(PairFixture.roles), isCalibrated: true, settings: settings)
    let block = try fixture.detect(method)
    let found = block.plane(.magnitude).array[PairFixture.background...].map(Double.init)
    let all = 100 * 148 / 14.826
    #expect(abs(found[0] - all) <= all * 0.02)
    #expect(abs(found[1] - all / 6.0.squareRoot()) <= all * 0.02)
    #expect(found[2] <= 2)
    #expect(try fixture.states(method) == [1, 1, 0])
  }

  @Test func `ground green at both dates is vetoed unless the veto is off`() throws {
    let fixture = PairFixture([
      .init(before: IndexChangeMethodTests.crop, after: IndexChangeMethodTests.meadow)
    ])
    let roles = Set(PairFixture.roles)
    let method = try ChangeVectorMethod(
      availableRoles: roles, isCalibrated: true, settings: settings)
    #expect(method.ruleSet == "cva 1")
    #expect(try fixture.states(method) == [0])
    var lenient = settings
    lenient.vetoesGreen = false
    let other = try ChangeVectorMethod(availableRoles: roles, isCalibrated: true, settings: lenient)
    #expect(other.ruleSet == "cva-without-veto 1")
    #expect(try fixture.states(other) == [1])
  }

  @Test func `a single common band suffices, and no common band is refused`() throws {
    let method = try ChangeVectorMethod(
      availableRoles: [.red, .cirrus], isCalibrated: false, settings: settings)
    #expect(method.roles == [.red])
    #expect(method.evidence == [.magnitude])
    #expect(method.ruleSet == "cva-relative-without-veto 2")
    var code: TiankanError.Code?
    do {
      _ = try ChangeVectorMethod(
        availableRoles: [.vv, .vh], isCalibrated: true, settings: settings)
    } catch { code = error.code }
    #expect(code == .missingBand)
  }

  // Reflectance from 0 to 1 has a unit of 1, far above every difference; taken as the least deviation of a band, it hid
  // every change. Independent: the same ground in counts.
  @Test(arguments: [true, false])
  func `reflectance in floating point gives what the same reflectance in counts gives`(
    isCalibrated: Bool
  ) throws {
    let pixels: [PairFixture.Pixel] = [
      .init(before: IndexChangeMethodTests.crop, after: IndexChangeMethodTests.soil),
      .init(before: IndexChangeMethodTests.soil, after: IndexChangeMethodTests.roof),
      .init(before: IndexChangeMethodTests.crop, after: IndexChangeMethodTests.crop),
    ]
    for type in PairFixture.thresholdMethods {
      let method = try type.init(
        availableRoles: Set(PairFixture.roles), isCalibrated: isCalibrated, settings: settings)
      let counts = PairFixture(pixels)
      let expected = try counts.magnitudes(method)
      var real = PairFixture(pixels)
      real.becomeFloatingPoint()
      let states = try real.states(method)
      #expect(states == [1, 1, 0])
      for (one, other) in zip(expected, try real.magnitudes(method)) {
        // Bins of the histogram are up to 1/128 wide and lie elsewhere for other units.
        #expect(abs(Double(one) - Double(other)) <= 0.02 * Double(one) + 2)
      }
    }
  }

  @Test func `two identical scenes have no change`() throws {
    let stack = StackFactory.stack(
      PairFixture.roles.map { ($0, (0..<100).map { Float(500 + 37 * $0 % 800) }) }, width: 100)
    let usable = [UInt8](repeating: 1, count: 100)
    for type in PairFixture.thresholdMethods {
      let method = try type.init(
        availableRoles: Set(PairFixture.roles), isCalibrated: true, settings: settings)
      var sample = PairSample(of: method.sampledQuantities)
      sample.add(before: stack, after: stack, usable: usable.span)
      let statistics = try sample.statistics()
      var block = ChangeBlock(evidence: method.evidence, width: 100, height: 1)
      method.detect(
        before: stack, after: stack, usable: usable.span, statistics: statistics, into: &block)
      #expect(block.state.array.allSatisfy { $0 == 0 })
    }
  }

  @Test(arguments: [1, 5, 16])
  func `the result does not depend on the size of blocks`(size: Int) throws {
    var generator = SeededGenerator(seed: 23)
    let width = 37
    let height = 29
    func stack() -> BandStack {
      StackFactory.stack(
        PairFixture.roles.map { role in
          (role, (0..<width * height).map { _ in Float.random(in: 100...5000, using: &generator) })
        }, width: width)
    }
    let before = stack()
    let after = stack()
    let usable: [UInt8] = (0..<width * height).map { $0 % 17 == 3 ? 0 : 1 }
    for type in ChangeMethods.perPixel {
      let method = try type.init(
        availableRoles: Set(PairFixture.roles), isCalibrated: true, settings: settings)
      var sample = PairSample(of: method.sampledQuantities, drawing: method.drawnRoles)
      sample.add(before: before, after: after, usable: usable.span)
      let statistics = try sample.statistics()
      var whole = ChangeBlock(evidence: method.evidence, width: width, height: height)
      method.detect(
        before: before, after: after, usable: usable.span, statistics: statistics, into: &whole)
      var rows = ChangeRows(evidence: method.evidence, width: width, capacity: height)
      var block = ChangeBlock(evidence: method.evidence, width: size, height: size)
      for row in stride(from: 0, to: height, by: size) {
        for column in stride(from: 0, to: width, by: size) {
          let window = Window(
            column: column, row: row, width: min(size, width - column),
            height: min(size, height - row))
          let mask: [UInt8] = (0..<window.pixelCount).map {
            usable[(row + $0 / window.width) * width + column + $0 % window.width]
          }
          block.reshape(width: window.width, height: window.height)
          method.detect(
            before: StackFactory.crop(before, window), after: StackFactory.crop(after, window),
            usable: mask.span, statistics: statistics, into: &block)
          rows.place(block, column: column, row: row)
        }
      }
      for row in 0..<height {
        let range = row * width..<(row + 1) * width
        #expect(rows.state(row: row).array == whole.state.extracting(range).array)
        let line = rows.evidence(row: row)
        #expect(line.columns == (0..<Int32(width)).map { $0 })
        for (position, kind) in method.evidence.enumerated() {
          let values = (0..<width).map { line.values[$0 * method.evidence.count + position] }
          #expect(values == whole.plane(kind).extracting(range).array)
        }
      }
    }
  }
}
