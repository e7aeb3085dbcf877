import Testing

@testable import GeoIO

struct DecimalTextTests {
  @Test(arguments: [
    (0.0, 3, "0.000"), (-0.0004, 3, "0.000"), (1.0005, 3, "1.000"), (2.5, 0, "2"),
    (39_500_100.123, 3, "39500100.123"), (-117.25, 9, "-117.250000000"), (0.06, 1, "0.1"),
    (0.5, 0, "0"),
  ])
  func `numbers are rounded half to even and padded`(value: Double, decimals: Int, text: String) {
    #expect(DecimalText.fixed(value, decimals: decimals) == text)
  }
}
