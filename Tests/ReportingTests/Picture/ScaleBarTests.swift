import Testing

@testable import Reporting

@Suite struct ScaleBarTests {
  @Test(arguments: [
    // metres per pixel, space, length, label: the longest of 1, 2, 5 × 10ⁿ that fits
    (10.0 / 6, 180.0, 200.0, "200 m"),
    (30.0 / 11, 184.8, 500.0, "500 m"),
    (100.0, 150.0, 10_000.0, "10 km"),
    (7.0, 290.0, 2_000.0, "2 km"),
    (0.001, 300.0, 0.2, "0.2 m"),
    (1.0, 1000.0, 1_000.0, "1 km"),
  ])
  func `the longest round length that fits is chosen`(
    metresPerPixel: Double, space: Double, metres: Double, label: String
  ) {
    let bar = ScaleBar(metresPerPixel: metresPerPixel, maximumPixels: space)
    #expect(abs(bar.metres - metres) < 1e-9)
    #expect(bar.label == label)
    #expect(bar.pixels <= space)
  }
}
