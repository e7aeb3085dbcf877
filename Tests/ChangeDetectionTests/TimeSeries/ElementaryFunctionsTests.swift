import Foundation
import Testing

@testable import ChangeDetection

/// Expected numbers: the C library's, which is written independently.
@Suite struct ElementaryFunctionsTests {
  @Test func `logarithms agree with the C library to two units in the last place`() {
    var x = 1e-300
    while x < 1e300 {
      let expected = log(x)
      let error = (ElementaryFunctions.naturalLogarithm(x) - expected).magnitude
      #expect(error <= 2 * max(expected.magnitude, 0.1).ulp, "\(x)")
      x *= 1.37
    }
    #expect(ElementaryFunctions.naturalLogarithm(1) == 0)
  }

  @Test func `arc tangents agree with the C library to four units in the last place`() {
    var t = 1e-12
    while t < 1e12 {
      let expected = atan(t)
      #expect((ElementaryFunctions.arcTangent(t) - expected).magnitude <= 4 * expected.ulp, "\(t)")
      t *= 1.37
    }
    #expect(ElementaryFunctions.arcTangent(0) == 0)
    #expect(ElementaryFunctions.arcTangent(.infinity) == Double.pi / 2)
  }
}
