import Foundation
import TestSupport

@testable import ChangeDetection

/// What SciPy makes of the steps of `surprise`: `Oracles/surprise.json`, written by `Oracles/surprise.py`.
struct SurpriseExpectations: Decodable {
  struct Mixture: Decodable {
    var weights: [Double]
    var means: [[Double]]
    var covariances: [[Double]]
    var vectors: [[Float]]
    var surprise: [Double]

    var model: GaussianMixture {
      GaussianMixture(
        dimensions: means[0].count,
        components: weights.indices.map {
          GaussianMixture.Component(
            weight: weights[$0], mean: means[$0], covariance: covariances[$0])
        })
    }
  }

  var mixtures: [Mixture]
  var width: Int
  var plane: [Float]
  var median: [Float]
  var gaussians: [String: [Float]]
  var guides: [[Float]]
  var penalty: Float
  var guided: [Float]
  var surroundings: [Float]
  var shift: [Double]
  var shifted: [Float]

  static func load() throws -> SurpriseExpectations {
    let place = TestData.packageRoot.appending(
      path: "Tests/ChangeDetectionTests/Oracles/surprise.json")
    return try JSONDecoder().decode(SurpriseExpectations.self, from: Data(contentsOf: place))
  }
}
