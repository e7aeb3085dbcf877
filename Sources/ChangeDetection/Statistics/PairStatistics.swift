public import Diagnostics

/// What is known of a pair of scenes as a whole: the distribution of each sampled quantity.
///
/// Made by `PairSample.statistics()` before detection and shared by all blocks.
public struct PairStatistics: Sendable {
  private let distributions: [PairQuantity: Distribution]

  init(_ distributions: [PairQuantity: Distribution]) { self.distributions = distributions }

  /// The distribution of a quantity; one that the method did not ask for is a programmer's error.
  public func distribution(of quantity: PairQuantity) -> Distribution {
    guard let distribution = distributions[quantity] else {
      preconditionFailure("the sample did not count \(quantity)")
    }
    return distribution
  }
}

extension PairSample {
  /// The distributions of everything counted.
  ///
  /// - Throws: `.empty` where no sampled pixel had data at both dates.
  public func statistics() throws(TiankanError) -> PairStatistics {
    var distributions: [PairQuantity: Distribution] = [:]
    for (position, quantity) in quantities.enumerated() {
      let start = position * HistogramBins.count
      guard
        let distribution = Distribution(
          counts[start..<start + HistogramBins.count], bins: quantity.bins)
      else {
        throw TiankanError(
          .empty,
          "not one pixel is usable at both dates; check the overlap, the no-data values and the quality layers"
        )
      }
      distributions[quantity] = distribution
    }
    return PairStatistics(distributions)
  }
}
