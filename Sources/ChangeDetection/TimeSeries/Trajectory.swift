/// A curve of straight pieces through some observations of a series: what the steps of the annual segmentation pass on.
///
/// Positions count observations, not years. Values are those of the index with its sign turned, so that a loss rises.
struct Trajectory: Sendable {
  /// The number of vertices; the first and the last observation always are.
  private(set) var count = 0
  private var storedPositions = InlineArray<24, Int>(repeating: 0)
  private var storedValues = InlineArray<24, Double>(repeating: 0)
  /// The logarithm of the probability of F; 0 until it is known and where it cannot be.
  var logProbability = 0.0

  /// A curve from the first observation to the last.
  init(observations: Int) {
    count = 2
    storedPositions[1] = observations - 1
  }

  /// The observation of a vertex.
  func position(_ vertex: Int) -> Int { storedPositions[vertex] }

  /// The fitted value at a vertex.
  func value(_ vertex: Int) -> Double { storedValues[vertex] }

  /// Sets the fitted value at a vertex.
  mutating func setValue(_ value: Double, at vertex: Int) { storedValues[vertex] = value }

  /// Makes an observation inside a segment a vertex.
  mutating func insert(_ position: Int, inside segment: Int) {
    for vertex in stride(from: count, to: segment + 1, by: -1) {
      storedPositions[vertex] = storedPositions[vertex - 1]
    }
    storedPositions[segment + 1] = position
    count += 1
  }

  /// Takes a vertex out.
  mutating func remove(_ vertex: Int) {
    count -= 1
    for index in vertex..<count {
      storedPositions[index] = storedPositions[index + 1]
      storedValues[index] = storedValues[index + 1]
    }
  }

  /// The distance from the lowest to the highest fitted value.
  var range: Double {
    var (low, high) = (storedValues[0], storedValues[0])
    for vertex in 1..<count {
      low = min(low, storedValues[vertex])
      high = max(high, storedValues[vertex])
    }
    return high - low
  }

  /// The change per year in a segment.
  func slope(_ segment: Int, _ times: Span<Double>) -> Double {
    (storedValues[segment + 1] - storedValues[segment])
      / (times[storedPositions[segment + 1]] - times[storedPositions[segment]])
  }
}
