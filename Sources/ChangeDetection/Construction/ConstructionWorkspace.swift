/// Memory of one worker for `ConstructionDetector.examine(_:into:workspace:)`, reused from block to block.
public struct ConstructionWorkspace: Sendable {
  var series: [PixelObservation] = []
  var baseline = BaselineWorkspace(count: 0)

  /// Creates a workspace.
  public init() {}

  mutating func prepare(dateCount: Int) {
    guard series.count < dateCount else { return }
    series = Array(repeating: .none, count: dateCount)
    baseline = BaselineWorkspace(count: dateCount)
  }
}
