/// The smoother of Whittaker 1923 and Eilers 2003 (doi:10.1021/ac034173t) with second differences, for irregular dates.
///
/// Finds the values z on a regular grid of days that minimise Σ wᵢ (yᵢ − (Bz)ᵢ)² + λ Σ (zₖ − 2zₖ₊₁ + zₖ₊₂)², where B
/// interpolates linearly between the two grid days around an observation. The normal equations have five diagonals and
/// are solved by LDLᵀ: O(nodes) time and memory, IEEE arithmetic with the basic operations only. Grid days are multiples of `step` since 1970-01-01, so
/// they do not depend on where a series begins.
public struct WhittakerSmoother: Hashable, Sendable {
  /// Days between grid values.
  public var step: Int
  /// λ, the weight of roughness against fit.
  public var roughness: Double

  /// Creates a smoother with a positive step and λ.
  public init(step: Int = 10, roughness: Double = 1) {
    precondition(step > 0 && roughness > 0, "the step and the roughness weight are positive")
    self.step = step
    self.roughness = roughness
  }

  /// Smooths observations at ascending days; positive weights.
  ///
  /// Returns the grid values from the last grid day at or before the first observation to the first one at or after
  /// the last observation. Fewer than two distinct days give a constant: the weighted mean.
  public func smooth(days: [Int], values: [Double], weights: [Double]) -> [(
    day: Int, value: Double
  )] {
    precondition(
      days.count == values.count && days.count == weights.count, "one weight and day each")
    guard let first = days.first, let last = days.last else { return [] }
    let origin = floorDivide(first, step)
    let count = max(1, -floorDivide(-last, step) - origin + 1)
    if first == last {
      let total = weights.reduce(0, +)
      var sum = 0.0
      for (value, weight) in zip(values, weights) { sum += value * weight }
      return (0..<count).map { ((origin + $0) * step, sum / total) }
    }
    var system = PentadiagonalSystem(count: count)
    for index in days.indices {
      let node = floorDivide(days[index], step) - origin
      let share = Double(days[index] - (node + origin) * step) / Double(step)
      system.addSquare(
        at: node, coefficients: [1 - share, share], weight: weights[index], value: values[index])
    }
    for node in 0..<max(0, count - 2) {
      system.addSquare(at: node, coefficients: [1, -2, 1], weight: roughness, value: 0)
    }
    return system.solved().enumerated().map { ((origin + $0.offset) * step, $0.element) }
  }

  private func floorDivide(_ value: Int, _ divisor: Int) -> Int {
    value >= 0 ? value / divisor : -((divisor - 1 - value) / divisor)
  }
}
