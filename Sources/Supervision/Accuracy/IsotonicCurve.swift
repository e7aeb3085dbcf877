/// The step function of least squares that never falls: pool adjacent violators (Ayer et al. 1955, doi:10.1214/aoms/1177728423).
public struct IsotonicCurve: Hashable, Sendable {
  /// Where each step begins, ascending.
  public let scores: [Double]
  /// Its height, ascending.
  public let values: [Double]

  /// Fits outcomes to scores; equal scores share one step.
  ///
  /// - Complexity: O(n log n).
  public init(_ points: [(score: Double, outcome: Double)]) {
    var steps: [(score: Double, sum: Double, weight: Double)] = []
    for point in points.sorted(by: { $0.score < $1.score }) {
      if let last = steps.last, last.score == point.score {
        steps[steps.count - 1].sum += point.outcome
        steps[steps.count - 1].weight += 1
      } else {
        steps.append((point.score, point.outcome, 1))
      }
    }
    var pooled: [(score: Double, sum: Double, weight: Double)] = []
    for step in steps {
      pooled.append(step)
      while pooled.count > 1 {
        let last = pooled[pooled.count - 1]
        let before = pooled[pooled.count - 2]
        guard before.sum * last.weight >= last.sum * before.weight else { break }
        pooled.removeLast()
        pooled[pooled.count - 1].sum += last.sum
        pooled[pooled.count - 1].weight += last.weight
      }
    }
    scores = pooled.map(\.score)
    values = pooled.map { $0.sum / $0.weight }
  }

  /// The height at a score; below the first step that of the first, 0 without any.
  public func value(at score: Double) -> Double {
    guard let first = values.first else { return 0 }
    var value = first
    for (start, height) in zip(scores, values) where start <= score { value = height }
    return value
  }
}
