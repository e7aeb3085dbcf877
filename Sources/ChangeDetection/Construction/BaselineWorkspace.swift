import Imagery

/// Memory for fitting baselines, reused from pixel to pixel.
struct BaselineWorkspace: Sendable {
  var values: [Int16] = []
  var days: [UInt16] = []
  var harmonics = HarmonicFit()
  var monitor = MonitorWorkspace(count: 0)
  let basis = HarmonicBasis.shared.values

  /// Creates a workspace for series of up to `count` dates.
  init(count: Int) {
    values = Array(repeating: 0, count: count)
    days = Array(repeating: 0, count: count)
    monitor = MonitorWorkspace(count: count)
  }
}
