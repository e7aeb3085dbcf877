import Foundation
import Imagery
import Testing

@testable import ChangeDetection

/// Pictures are sums of waves that are evaluated beside the pixels, so the truth is exact.
@Suite struct ShiftEstimatorTests {
  static func picture(_ x: Double, _ y: Double, contrast: Double = 1) -> Float {
    var value = 0.0
    for wave in 1...9 {
      let k = Double(wave)
      value +=
        sin((0.07 + 0.031 * k) * x + (0.29 - 0.043 * k) * y + 1.7 * k)
        * cos(0.11 * k * y - 0.05 * x)
    }
    return Float(1200 + 90 * contrast * value)
  }

  static func stack(_ shift: PixelShift, contrast: Double = 1) -> BandStack {
    let side = 128
    let values = (0..<side * side).map { place in
      // What the later date shows at c the earlier one shows at c + shift.
      picture(Double(place % side) - shift.x, Double(place / side) - shift.y, contrast: contrast)
    }
    return StackFactory.stack([(.blue, values), (.green, values), (.red, values)], width: side)
  }

  /// The shift of a whole stack beside the picture that is not shifted.
  static func measured(_ before: borrowing BandStack, _ usable: [UInt8]) -> PixelShift? {
    ShiftEstimator(side: 128).shift(
      before: before, after: stack(PixelShift()), usable: usable.span,
      square: Window(column: 0, row: 0, width: 128, height: 128), isCalibrated: true)
  }

  @Test(arguments: [(0.0, 0.0), (0.3, -0.65), (-1.4, 0.8), (3.2, 2.9)])
  func `a shift is measured to a twentieth of a pixel`(x: Double, y: Double) throws {
    let measured = Self.measured(
      Self.stack(PixelShift(x: x, y: y), contrast: 0.7), [UInt8](repeating: 1, count: 128 * 128))
    let found = try #require(measured)
    #expect(abs(found.x - x) < 0.05 && abs(found.y - y) < 0.05, "\(found)")
  }

  @Test func `a square that is mostly hidden has no shift`() {
    let usable = (0..<128 * 128).map { UInt8($0 % 5 == 0 ? 0 : 1) }
    let measured = Self.measured(Self.stack(PixelShift()), usable)
    #expect(measured == nil)
  }

  @Test func `scattered shifts refuse the pair with the number`() {
    let shifts = [(0.0, 0.0), (3, 0), (-3, 1), (0, 3), (2, -3)].map { PixelShift(x: $0, y: $1) }
    let registration = Coregistration(shifts)
    #expect(registration.residual > Coregistration.largest)
    #expect { try registration.require() } throws: { error in
      "\(error)".contains("pixels off")
    }
  }

  @Test func `a common shift is mended and told`() throws {
    let registration = Coregistration(
      [(0.7, -0.8), (0.72, -0.78), (0.69, -0.8), (0.7, -0.9)].map { PixelShift(x: $0, y: $1) })
    try registration.require()
    #expect(registration.shift == PixelShift(x: 0.7, y: -0.8))
    #expect(registration.notice?.contains("0.70") == true)
    #expect(Coregistration([PixelShift(x: 0.1, y: 0.1)]).notice == nil)
    #expect(Coregistration([]).notice != nil)
  }
}
