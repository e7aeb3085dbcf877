public import Diagnostics

/// A stretch of a layer's rows that one of several readers reads.
///
/// The stretches of a layer, put one after the other, give its features in the order in which one reader gives them all.
public struct BoundaryStretch: Hashable, Sendable {
  /// The numbers of the rows; nil for all rows.
  var rows: ClosedRange<Int64>?

  /// The whole layer.
  public static let whole = BoundaryStretch(rows: nil)
}

extension BoundaryReader {
  /// Cuts the layer into stretches that can be read at once, each by a reader of its own; formats other than GeoPackage are one stretch.
  ///
  /// - Parameter size: About how many rows a stretch has; fewer where numbers are missing.
  /// - Complexity: O(1): asks the database for the first and the last number.
  public func stretches(ofAbout size: Int) -> [BoundaryStretch] {
    precondition(size > 0, "a stretch must hold a row")
    guard let rows = content.rows, rows.upperBound < Int64.max / 2, rows.lowerBound >= 0 else {
      return [.whole]
    }
    // Numbers may be sparse; a layer is never cut into more stretches than this.
    let length = max(Int64(size), (rows.upperBound - rows.lowerBound) / 10_000 + 1)
    return stride(from: rows.lowerBound, through: rows.upperBound, by: Int(length)).map {
      BoundaryStretch(rows: $0...min(rows.upperBound, $0 + length - 1))
    }
  }

  /// Hands out the features of a stretch in batches; a stretch without features gives none.
  ///
  /// - Parameters:
  ///   - stretch: One of this layer's.
  ///   - size: How many features a batch accounts for at most.
  ///   - body: Takes a batch; what it throws ends the reading.
  /// - Throws: `.corrupt` where reading breaks off.
  public func forEachBatch(
    in stretch: BoundaryStretch, ofAtMost size: Int = 1000,
    _ body: (BoundaryBatch) throws(TiankanError) -> Void
  ) throws(TiankanError) {
    precondition(size > 0, "a batch must hold a feature")
    try content.forEachBatch(in: stretch, ofAtMost: size, body)
  }
}
