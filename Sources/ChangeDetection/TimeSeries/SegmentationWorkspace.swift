/// Memory for the annual segmentation, reused from series to series.
public struct SegmentationWorkspace: Sendable {
  /// The years with a value, from the first year of the series.
  var times: [Double]
  /// Their values, the sign turned, spikes damped.
  var values: [Double]
  /// One curve per number of vertices, the most first.
  var models: [Trajectory]

  /// Creates a workspace for series of up to `count` years.
  public init(count: Int) {
    times = Array(repeating: 0, count: count)
    values = times
    models = Array(
      repeating: Trajectory(observations: 2), count: SegmentationParameters.vertexLimit)
  }

  /// Makes room for longer series.
  public mutating func reserve(_ count: Int) {
    if times.count < count { self = SegmentationWorkspace(count: count) }
  }
}
