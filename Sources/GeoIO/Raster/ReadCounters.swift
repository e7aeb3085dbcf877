/// What reading has cost so far: counts that repeat exactly, for benchmarks and their gates.
public struct ReadCounters: Hashable, Sendable {
  /// The blocks that were decoded, repeated decodings included.
  public var blocksDecoded = 0
  /// The compressed bytes that were read from the file.
  public var bytesRead = 0
  /// The blocks that the dataset's own cache answered.
  public var cacheHits = 0

  /// Creates counters that stand at zero.
  public init() {}

  /// Adds the counts of another reader.
  public static func += (left: inout Self, right: Self) {
    left.blocksDecoded += right.blocksDecoded
    left.bytesRead += right.bytesRead
    left.cacheHits += right.cacheHits
  }
}
