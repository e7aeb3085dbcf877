import ChangeDetection
import Foundation
import TestSupport

/// What zeit-cdts 2.2.0, SciPy 1.17.1 and mpmath make of simulated series: `Oracles/segmentation.json`, written by `Oracles/segmentation.py`.
struct SegmentationExpectations: Decodable {
  /// A series with the vertices that zeit-cdts finds.
  struct Series: Decodable {
    var values: [Double?]
    var settings: SegmentationParameters
    var years: [Int]
    var fitted: [Double]
  }

  /// A series with its spikes damped.
  struct Damped: Decodable {
    var values: [Double]
    var threshold: Double
    var damped: [Double]
  }

  /// An upper tail of the F distribution.
  struct Tail: Decodable {
    var half: Int
    var degrees: Int
    var ratio: Double
    /// SciPy's number; nil where a double cannot hold it.
    var scipy: Double?
    /// The natural logarithm by mpmath with 60 digits.
    var logarithm: Double
  }

  var series: [Series]
  var damped: [Damped]
  var tails: [Tail]

  static func read() throws -> SegmentationExpectations {
    let path = TestData.packageRoot.appending(
      path: "Tests/ChangeDetectionTests/Oracles/segmentation.json")
    return try JSONDecoder().decode(SegmentationExpectations.self, from: Data(contentsOf: path))
  }
}
