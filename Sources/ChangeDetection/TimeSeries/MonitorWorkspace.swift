/// Memory for fitting the models of monitors, reused from pixel to pixel.
public struct MonitorWorkspace: Sendable {
  var residuals: [Double]
  var weights: [Double]
  var sorted: [Double]
  var values: [Int16]
  var dates: [UInt16]
  var factor = NormalFactor()

  /// Creates a workspace for series of up to `count` observations.
  public init(count: Int) {
    residuals = Array(repeating: 0, count: count)
    weights = residuals
    sorted = residuals
    values = Array(repeating: 0, count: count)
    dates = Array(repeating: 0, count: count)
  }

  /// Makes room for longer series.
  public mutating func reserve(_ count: Int) {
    if residuals.count < count { self = MonitorWorkspace(count: count) }
  }
}
