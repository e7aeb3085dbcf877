import Imagery
import TestSupport
import Testing

@testable import ChangeDetection

@Suite struct ComputeIndexTests {
  static let roles: [BandRole] = [.blue, .green, .red, .rededge, .nir, .swir1, .swir2]

  private func value(
    _ index: SpectralIndex, _ numbers: [Float], offsets: [Double], units: [Double]
  ) -> Int16 {
    var stack = BandStack(
      roles: Self.roles,
      scalings: zip(offsets, units).map { BandScaling(offset: $0, unit: $1) }, width: 1, height: 1)
    for (role, number) in zip(Self.roles, numbers) {
      var plane = stack.mutablePlane(role)
      plane[0] = number
    }
    var values: [Int16] = [1]
    var view = values.mutableSpan
    computeIndex(index, from: stack, into: &view)
    return view[0]
  }

  // Expected values: exact fractions, Oracles/indices.py.
  @Test(arguments: IndexExpectations.pixels)
  func `every index of a pixel equals the exact fraction rounded half to even`(
    pixel: IndexExpectations.Pixel
  ) throws {
    for (name, expected) in zip(IndexExpectations.names, pixel.expected) {
      let index = try #require(SpectralIndex(rawValue: name))
      let found = value(index, pixel.numbers, offsets: pixel.offsets, units: pixel.units)
      #expect(found == expected, "\(name) of \(pixel.label)")
    }
  }

  @Test func `the expectations cover every index`() {
    #expect(Set(IndexExpectations.names) == Set(SpectralIndex.allCases.map(\.rawValue)))
  }

  // (4000 − 1400) / (4000 + 1400 − 2000) = 13/17.
  @Test func `processing baseline 05.09 gives NDVI 0.7647 for red 1400 and near infrared 4000`() {
    let found = value(
      .ndvi, [0, 0, 1400, 0, 4000, 0, 0], offsets: Array(repeating: -1000, count: 7),
      units: Array(repeating: 0.0001, count: 7))
    #expect(found == 7647)
  }

  @Test(arguments: SpectralIndex.allCases)
  func `a band without data gives no data`(index: SpectralIndex) {
    for role in index.requiredRoles {
      var numbers: [Float] = [500, 700, 900, 1200, 3000, 2500, 1800]
      let position = Self.roles.firstIndex(of: role) ?? 0
      numbers[position] = .nan
      let found = value(
        index, numbers, offsets: Array(repeating: 0, count: 7),
        units: Array(repeating: 0.0001, count: 7))
      #expect(found == IndexValue.noData)
    }
  }

  @Test(arguments: SpectralIndex.allCases)
  func `an infinite band gives no data`(index: SpectralIndex) {
    for role in index.requiredRoles {
      var numbers: [Float] = [500, 700, 900, 1200, 3000, 2500, 1800]
      numbers[Self.roles.firstIndex(of: role) ?? 0] = .infinity
      let found = value(
        index, numbers, offsets: Array(repeating: 0, count: 7),
        units: Array(repeating: 0.0001, count: 7))
      #expect(found == IndexValue.noData)
    }
  }

  // The fraction is rounded by integer arithmetic alone, an independent computation.
  @Test func `normalised differences of random integers are the exactly rounded quotients`() {
    var generator = SeededGenerator(seed: 2)
    var nir: [Float] = []
    var red: [Float] = []
    var expected: [Int16] = []
    for _ in 0..<20_000 {
      let n = Int.random(in: 0...65_535, using: &generator)
      let r = Int.random(in: 0...65_535, using: &generator)
      nir.append(Float(n))
      red.append(Float(r))
      let numerator = 10_000 * (n - r)
      let denominator = n + r
      guard denominator > 0 else {
        expected.append(IndexValue.noData)
        continue
      }
      let magnitude = abs(numerator)
      var quotient = magnitude / denominator
      let twice = 2 * (magnitude % denominator)
      if twice > denominator || (twice == denominator && quotient % 2 == 1) { quotient += 1 }
      expected.append(Int16(numerator < 0 ? -quotient : quotient))
    }
    let stack = StackFactory.stack([(.nir, nir), (.red, red)], width: 200)
    var values = [Int16](repeating: 0, count: expected.count)
    var view = values.mutableSpan
    computeIndex(.ndvi, from: stack, into: &view)
    #expect(view.span.array == expected)
  }

  @Test func `vegetation cover follows the fixed end members`() {
    let stack = StackFactory.stack(
      [(.nir, [6000, 4500, 5000]), (.red, [4000, 5500, 1000])], width: 3)
    var values = [Int16](repeating: 0, count: 3)
    var view = values.mutableSpan
    computeIndex(
      .fvc, from: stack, parameters: IndexParameters(soilNDVI: 0, vegetationNDVI: 0.5), into: &view)
    // NDVI 0.2, −0.1, 0.667 over soil 0 and cover 0.5: 0.4, below 0, above 1.
    #expect(view.span.array == [4000, 0, 10_000])
  }

  @Test func `the soil adjustment of SAVI can be set`() {
    let stack = StackFactory.stack([(.nir, [4000]), (.red, [1000])], width: 1)
    var values: [Int16] = [0]
    var view = values.mutableSpan
    computeIndex(
      .savi, from: stack, parameters: IndexParameters(soilAdjustment: 0), into: &view)
    #expect(view[0] == 6000)
  }
}
