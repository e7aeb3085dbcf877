/// Places by score. Where the scores' bounds overlap nobody is before the other: 并列.
public struct EvaluationRanking: Hashable, Sendable {
  /// A place with its score.
  public struct Place: Hashable, Sendable {
    /// The code.
    public var code: String
    /// What is certain of the score.
    public var lower: Double
    /// What the score is at best.
    public var upper: Double
    /// The rank: one more than the places that are surely better.
    public var rank: Int
    /// Whether another place's bounds overlap.
    public var isTied: Bool
  }

  /// The places, best first; equal ones by code.
  public let places: [Place]

  /// Ranks places.
  ///
  /// - Complexity: O(n²).
  public init(_ scores: [String: (lower: Double, upper: Double)]) {
    places = scores.map { code, own in
      let others = scores.filter { $0.key != code }.values
      return Place(
        code: code, lower: own.lower, upper: own.upper,
        rank: 1 + others.count { $0.lower > own.upper },
        isTied: others.contains { $0.lower <= own.upper && own.lower <= $0.upper })
    }.sorted {
      ($0.rank, -$0.upper, -$0.lower, $0.code) < ($1.rank, -$1.upper, -$1.lower, $1.code)
    }
  }
}
