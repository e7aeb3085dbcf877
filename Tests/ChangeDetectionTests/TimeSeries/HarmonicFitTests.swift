import Foundation
import Testing

@testable import ChangeDetection

/// Coefficients are planted: the expected numbers are those the values were made from.
struct HarmonicFitTests {
  @Test func `the table holds sine and cosine to the last bit or two`() {
    let values = HarmonicBasis.shared.values
    #expect(values.count == 2 * HarmonicBasis.period)
    for day in 0..<HarmonicBasis.period {
      // Whole turns are taken off exactly, else the angle itself would be off by more than the table.
      let angle = 2 * Double.pi * Double(4 * day % 1461) / 1461
      #expect(abs(values[2 * day] - cos(angle)) < 3e-15)
      #expect(abs(values[2 * day + 1] - sin(angle)) < 3e-15)
    }
  }

  private func fit(
    order: Int, days: [UInt16], disturb: (Int, Double) -> Double = { $1 }
  ) -> HarmonicModel? {
    let values = days.enumerated().map { position, day in
      let angle = 2 * Double.pi * Double(day) / 365.25
      let curve =
        5000 - 3000 * cos(angle) + 400 * sin(angle)
        + (order == 2 ? 700 * cos(2 * angle) - 150 * sin(2 * angle) : 0)
      return Int16(disturb(position, curve).rounded())
    }
    let basis = HarmonicBasis.shared.values
    var fit = HarmonicFit()
    return fit.fit(
      days: days.span, values: values.span, order: order, basis: basis.span)
  }

  @Test(arguments: [1, 2])
  func `planted coefficients come back`(order: Int) throws {
    let model = try #require(fit(order: order, days: (0..<60).map { UInt16(18_000 + 17 * $0) }))
    let expected: [Double] = [5000, -3000, 400, order == 2 ? 700 : 0, order == 2 ? -150 : 0]
    for (found, planted) in zip((0..<5).map { model.coefficients[$0] }, expected) {
      #expect(abs(found - planted) < 1)
    }
    #expect(model.deviation < 1)
  }

  @Test func `one cloud in six does not move the curve`() throws {
    let model = try #require(
      fit(order: 2, days: (0..<90).map { UInt16(18_000 + 12 * $0) }) { position, value in
        position % 6 == 2 ? -500 : value + Double(position * 7919 % 41) - 20
      })
    #expect(abs(model.coefficients[0] - 5000) < 25)
    #expect(abs(model.coefficients[1] + 3000) < 25)
  }

  @Test func `a curve that the days do not determine is none`() {
    #expect(fit(order: 2, days: [18_000, 18_010, 18_020]) == nil)
    #expect(fit(order: 2, days: Array(repeating: 18_000, count: 30)) == nil)
  }
}
