public import Imagery

/// What makes the `Float` numbers of single pixels of a pair whose bands are held as stored.
public protocol PairPixelSource: ~Copyable {
  /// Makes pixels of both dates.
  ///
  /// - Parameters:
  ///   - places: Positions in the rows at hand, ascending.
  ///   - before: Takes one column per place, of the first date.
  ///   - after: The same of the second date.
  borrowing func gather(
    _ places: [Int32], before: inout BandStack, after: inout BandStack)
}
