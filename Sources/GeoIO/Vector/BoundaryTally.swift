public import Diagnostics

/// Counts what the batches of a layer gave, so that a layer of which nothing can be used is refused as a whole.
public struct BoundaryTally: Sendable {
  /// The features that can be used.
  public private(set) var accepted = 0
  /// The features that cannot.
  public private(set) var refused = 0
  private var firstRefusal: Refusal?
  private var hasOneReason = true

  /// Creates a tally of nothing.
  public init() {}
}

extension BoundaryTally {
  /// Counts a batch.
  public mutating func add(_ batch: BoundaryBatch) {
    accepted += batch.features.count
    refused += batch.refusals.count
    firstRefusal = firstRefusal ?? batch.refusals.first
    if let firstRefusal, batch.refusals.contains(where: { $0.code != firstRefusal.code }) {
      hasOneReason = false
    }
  }

  /// Adds what another tally has counted of later rows.
  public mutating func add(_ other: BoundaryTally) {
    accepted += other.accepted
    refused += other.refused
    hasOneReason =
      hasOneReason && other.hasOneReason
      && (firstRefusal == nil || other.firstRefusal == nil
        || firstRefusal?.code == other.firstRefusal?.code)
    firstRefusal = firstRefusal ?? other.firstRefusal
  }

  /// Checks that a feature can be used.
  ///
  /// - Throws: `.empty` for a layer without features; the common reason where every feature was refused.
  public func check(_ subject: String) throws(TiankanError) {
    guard accepted == 0 else { return }
    guard let firstRefusal else {
      throw TiankanError(
        .empty, "the layer has no feature; name another layer with PATH#LAYER, or export it again",
        subject: subject)
    }
    throw TiankanError(
      hasOneReason ? TiankanError.Code(rawValue: firstRefusal.code) : .empty,
      "none of the \(refused) features can be used; the first: \(firstRefusal.reason)",
      subject: subject)
  }
}
