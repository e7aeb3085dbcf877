import Diagnostics
import Imagery
import Reporting
import Testing

@Suite struct ColorStretchTests {
  @Test func `both dates get one stretch from the values of both`() throws {
    let before = makeStack(width: 100, height: 1) { _, index in Float(index) }
    let after = makeStack(width: 100, height: 1) { _, index in Float(index + 100) }
    let stretch = try ColorStretch(before: before, after: after, bands: .trueColor)
    // Of 0…199 the 4th smallest value reaches 2 % and the 196th reaches 98 %: 3 and 195.
    #expect(abs(stretch.red.lower - 3) < 0.01)
    #expect(abs(stretch.red.upper - 195) < 0.01)
    #expect(stretch.green == stretch.red)
  }

  @Test func `scalings that differ between the dates are applied before values are compared`()
    throws
  {
    // The same ground in a product before and after baseline 04.00: DN 1200 and DN 2200 with offset −1000.
    func stack(_ add: Float, _ offset: Double) -> BandStack {
      var stack = BandStack(
        roles: [.red, .green, .blue],
        scalings: Array(repeating: BandScaling(offset: offset, unit: 0.0001), count: 3), width: 50,
        height: 1)
      for role in [BandRole.red, .green, .blue] {
        var plane = stack.mutablePlane(role)
        for index in 0..<50 { plane[index] = Float(1000 + index * 10) + add }
      }
      return stack
    }
    let old = stack(0, 0)
    let new = stack(1000, -1000)
    let stretch = try ColorStretch(before: old, after: new, bands: .trueColor)
    let first = ColorComposite(old, bands: .trueColor, stretch: stretch)
    let second = ColorComposite(new, bands: .trueColor, stretch: stretch)
    for index in 0..<50 { #expect(first.pixels[index, 0] == second.pixels[index, 0]) }
  }

  @Test func `levels run from black at the lower to full at the upper value, no data is clear`() {
    let values: [Float] = [-5, 0, 51, 127.6, 255, 300, .nan]
    let stack = makeStack(width: values.count, height: 1) { _, index in values[index] }
    let band = BandStretch(lower: 0, upper: 255)
    let image = ColorComposite(
      stack, bands: .trueColor, stretch: ColorStretch(red: band, green: band, blue: band))
    let expected: [UInt32] = [0, 0, 51, 128, 255, 255].map { 0xFF00_0000 | $0 << 16 | $0 << 8 | $0 }
    for (index, pixel) in (expected + [0]).enumerated() {
      #expect(image.pixels[index, 0] == pixel)
    }
  }

  @Test func `a band without contrast is mid-grey`() {
    let stack = makeStack(width: 2, height: 1) { _, _ in 7 }
    let band = BandStretch(lower: 7, upper: 7)
    let image = ColorComposite(
      stack, bands: .trueColor, stretch: ColorStretch(red: band, green: band, blue: band))
    #expect(image.pixels[0, 0] == 0xFF7F_7F7F)
  }

  @Test func `a pair without a valid pixel is refused by name of the band`() {
    let empty = makeStack(width: 3, height: 3) { _, _ in .nan }
    let error = #expect(throws: TiankanError.self) {
      _ = try ColorStretch(before: empty, after: empty, bands: .trueColor)
    }
    #expect(error?.code == .empty)
    #expect(error?.subject == "red")
  }
}
