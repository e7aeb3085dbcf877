import Testing

@testable import Reporting

/// Expected texts are those of Python's `format(value, ".4f")` and the like, which rounds the exact binary value to even.
@Suite struct NumberTextTests {
  @Test(arguments: [
    (0.5, 0, "0"), (1.5, 0, "2"), (2.5, 0, "2"), (0.125, 2, "0.12"), (0.375, 2, "0.38"),
    (1.005, 2, "1.00"), (-1234.5678, 2, "-1234.57"), (1e21, 1, "1000000000000000000000.0"),
    (0.1, 20, "0.10000000000000000555"), (-0.004, 2, "0.00"), (-0.0, 1, "0.0"),
    (-0.006, 2, "-0.01"),
  ]) func `a fixed count of decimals is the exact number rounded`(
    value: Double, decimals: Int, text: String
  ) {
    #expect(NumberText.fixed(value, decimals) == text)
  }

  @Test func `the largest number has all its digits`() {
    let text = NumberText.fixed(.greatestFiniteMagnitude, 3)
    #expect(text.count == 313)
    #expect(text.hasPrefix("179769313486231570814527423731704356798070567525844996598917"))
    #expect(text.hasSuffix(".000"))
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func `what is no number is a dash`(value: Double) {
    #expect(NumberText.fixed(value, 2) == "–")
  }

  @Test(arguments: [
    (3.0, "3"), (0.25, "0.25"), (9.99996, "10"), (12.3456, "12.35"), (999.5, "999.5"),
    (1234.56, "1235"), (-0.00001, "0"), (1e12, "1000000000000"),
  ]) func `a measured number has as many decimals as say something`(value: Double, text: String) {
    #expect(NumberText.measured(value) == text)
  }
}
