import Foundation
import Testing

@testable import ChangeDetection

/// Expected numbers: SciPy 1.17.1 and mpmath (`Oracles/segmentation.py`).
@Suite struct FDistributionTests {
  @Test
  func
    `upper tails have 12 digits of SciPy's and of mpmath's, also far below what a double can hold`()
    throws
  {
    var farthest = 0.0
    for tail in try SegmentationExpectations.read().tails {
      let found = FDistribution.logUpperTail(tail.ratio, half: tail.half, degrees: tail.degrees)
      // The logarithm off by 10⁻¹² is the probability off by a part in 10¹².
      #expect((found - tail.logarithm).magnitude < 1e-12, "\(tail)")
      if let probability = tail.scipy {
        #expect((exp(found) / probability - 1).magnitude < 1e-12, "\(tail)")
      }
      farthest = min(farthest, tail.logarithm)
    }
    #expect(farthest < -4000)
  }

  @Test func `nothing explained has probability one, nothing left over has none`() {
    #expect(FDistribution.logUpperTail(0, half: 3, degrees: 5) == 0)
    #expect(FDistribution.logUpperTail(.infinity, half: 3, degrees: 5) == -.infinity)
    #expect(FDistribution.logUpperTail(.greatestFiniteMagnitude, half: 3, degrees: 5) == -.infinity)
  }
}
