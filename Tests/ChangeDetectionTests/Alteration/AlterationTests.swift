import Imagery
import Testing

@testable import ChangeDetection

@Suite struct AlterationTests {
  @Test func `eigenvalues are NumPy's, and the vectors belong to them`() throws {
    let expected = try AlterationExpectations.load()
    let size = expected.eigenvalues.count
    let eigen = SymmetricEigenvectors(expected.matrix, size: size)
    for (value, known) in zip(eigen.values, expected.eigenvalues) {
      #expect(abs(value - known) < 1e-10)
    }
    for (value, vector) in zip(eigen.values, eigen.vectors) {
      for row in 0..<size {
        let product = (0..<size).reduce(0.0) { $0 + expected.matrix[row * size + $1] * vector[$1] }
        #expect(abs(product - value * vector[row]) < 1e-10)
      }
    }
  }

  @Test func `the tail of chi-squared is SciPy's`() throws {
    for entry in try AlterationExpectations.load().tails {
      #expect(
        abs(chiSquaredTail(entry[1], degrees: Int(entry[0])) - entry[2]) < 3e-7, "\(entry)")
    }
  }

  @Test func `Otsu's threshold lies between the two numbers that part the classes best`() throws {
    let expected = try AlterationExpectations.load()
    let threshold = OtsuThreshold.of(expected.numbers)
    let width = ((expected.numbers.max() ?? 0) - (expected.numbers.min() ?? 0)) / 1024
    #expect(threshold >= expected.between[0] - width)
    #expect(threshold <= expected.between[1] + width)
    #expect(OtsuThreshold.of([3, 3, 3]) == 3)
  }

  @Test func `correlations and lengths are those of SciPy's eigenvalue problem`() throws {
    let expected = try AlterationExpectations.load()
    let model = try #require(AlterationModel(expected.sample(rows: Array(0..<10)).pixels))
    for (correlation, known) in zip(model.correlations, expected.correlations) {
      #expect(abs(correlation - known) < 1e-4)
    }
    for (pixel, known) in expected.squares.enumerated() {
      let square = model.squaredLength { dimension in
        Double((dimension < 3 ? expected.before[dimension] : expected.after[dimension - 3])[pixel])
      }
      #expect(abs(square - known) < 0.01 * known + 0.01, "\(pixel)")
    }
  }

  @Test func `the order of parts does not matter`() throws {
    let expected = try AlterationExpectations.load()
    let one = try #require(AlterationModel(expected.sample(rows: Array(0..<10)).pixels))
    let other = try #require(
      AlterationModel(expected.sample(rows: [7, 2, 9, 0, 1, 8, 3, 6, 4, 5]).pixels))
    #expect(one.factors == other.factors)
    #expect(one.threshold == other.threshold)
  }

  @Test func `too few pixels are no model`() throws {
    let expected = try AlterationExpectations.load()
    #expect(AlterationModel(expected.sample(rows: [0, 1, 2, 3]).pixels) == nil)
    #expect(throws: (any Error).self) {
      _ = try expected.sample(rows: [0, 1]).statistics()
    }
  }

  // Those that the script moved are the first sixty.
  @Test func `the method finds what was changed, whatever the scale of a date`() throws {
    let expected = try AlterationExpectations.load()
    let statistics = try expected.sample(rows: Array(0..<10)).statistics()
    let model = try #require(statistics.alteration)
    let before = expected.stack(.before, width: 60)
    let after = expected.stack(.after, width: 60)
    let usable: [UInt8] = (0..<600).map { $0 == 5 ? 0 : 1 }
    let method = try AlterationMethod(
      availableRoles: Set(AlterationExpectations.roles), isCalibrated: false,
      settings: ChangeSettings())
    #expect(method.drawnRoles == AlterationExpectations.roles)
    var sample = PairSample(of: method.sampledQuantities, drawing: method.drawnRoles)
    sample.add(before: before, after: after, usable: usable.span)
    let known = try sample.statistics()
    var block = ChangeBlock(evidence: method.evidence, width: 60, height: 10)
    method.detect(
      before: before, after: after, usable: usable.span, statistics: known, into: &block)
    let states = block.state.array
    #expect(states[5] == PixelState.noData)
    #expect(states[..<60].count { $0 == PixelState.changed } >= 55)
    #expect(states[60...].allSatisfy { $0 == PixelState.unchanged })
    #expect(model.threshold > AlterationModel.leastLength(degrees: 3))
  }

  @Test func `a pair without any difference has no change`() throws {
    let expected = try AlterationExpectations.load()
    let stack = expected.stack(.before, width: 60)
    let usable = [UInt8](repeating: 1, count: 600)
    let method = try AlterationMethod(
      availableRoles: Set(AlterationExpectations.roles), isCalibrated: true,
      settings: ChangeSettings())
    var sample = PairSample(of: method.sampledQuantities, drawing: method.drawnRoles)
    sample.add(before: stack, after: stack, usable: usable.span)
    let statistics = try sample.statistics()
    var block = ChangeBlock(evidence: method.evidence, width: 60, height: 10)
    method.detect(
      before: stack, after: stack, usable: usable.span, statistics: statistics, into: &block)
    #expect(block.state.array.allSatisfy { $0 == PixelState.unchanged })
  }

  @Test func `the lines of normalisation are the principal axes of NumPy`() throws {
    let expected = try AlterationExpectations.load()
    let found = expected.sample(rows: Array(0..<10)).normalisation()
    let normalisation = try #require(found)
    for (role, known) in zip(AlterationExpectations.roles, expected.lines) {
      let line = try #require(normalisation.lines[role])
      #expect(abs(line.slope - known[0]) < 1e-3)
      #expect(abs(line.intercept - known[1]) < 1)
      #expect(abs(line.correlation - known[2]) < 1e-3)
    }
  }
}
