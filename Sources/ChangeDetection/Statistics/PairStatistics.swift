public import Diagnostics
import Imagery

/// What is known of a pair of scenes as a whole: the distribution of each sampled quantity.
///
/// Made by `PairSample.statistics()` before detection and shared by all blocks.
public struct PairStatistics: Sendable {
  private let distributions: [PairQuantity: Distribution]

  private let isWholeBefore: Bool
  private let isWholeAfter: Bool
  /// The canonical variates of the drawn pixels; `nil` where the method draws none.
  let alteration: AlterationModel?

  /// Creates statistics.
  ///
  /// - Parameters:
  ///   - distributions: One per sampled quantity.
  ///   - isWholeBefore: Whether the earlier scene stores whole numbers.
  ///   - isWholeAfter: Whether the later scene stores whole numbers.
  ///   - alteration: The canonical variates, where the method needs them.
  init(
    _ distributions: [PairQuantity: Distribution], isWholeBefore: Bool, isWholeAfter: Bool,
    alteration: AlterationModel? = nil
  ) {
    self.alteration = alteration
    self.distributions = distributions
    self.isWholeBefore = isWholeBefore
    self.isWholeAfter = isWholeAfter
  }

  /// The least deviation that a band's difference is taken to have.
  ///
  /// Whole numbers of two nearly identical scenes can have a median absolute deviation of almost 0, so one count is
  /// assumed. Floating-point numbers have no counts: reflectance from 0 to 1 has a unit of 1, which no difference
  /// reaches. For them a millionth of the unit keeps the division finite.
  func leastDeviation(_ before: BandScaling, _ after: BandScaling) -> Double {
    max(before.unit * (isWholeBefore ? 1 : 1e-6), after.unit * (isWholeAfter ? 1 : 1e-6))
  }

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
  /// - Throws: `.empty` where no sampled pixel had data at both dates, or too few for the method to be fitted to.
  public func statistics() throws(TiankanError) -> PairStatistics {
    var distributions: [PairQuantity: Distribution] = [:]
    var isWhole = (before: false, after: false)
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
      // A band that is coarser than the grid or warped to it is interpolated; the finest band shows what is stored.
      let whole = wholeNumbers[position]
      if 2 * Int(whole.before) > distribution.count { isWhole.before = true }
      if 2 * Int(whole.after) > distribution.count { isWhole.after = true }
    }
    let alteration = AlterationModel(pixels)
    guard pixels.roles.isEmpty || alteration != nil else {
      throw TiankanError(
        .empty,
        "\(pixels.count) sampled pixels are usable at both dates, and the method needs \(AlterationModel.leastPixels); check the overlap and the quality layers, or choose --method \(ChangeVectorMethod.name)"
      )
    }
    return PairStatistics(
      distributions, isWholeBefore: isWhole.before, isWholeAfter: isWhole.after,
      alteration: alteration)
  }
}
