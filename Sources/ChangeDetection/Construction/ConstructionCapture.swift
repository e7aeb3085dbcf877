/// What a scan of a whole archive leaves for the nights after it.
public struct ConstructionCapture: ~Copyable, Sendable {
  /// After all dates.
  public var memory = ConstructionMemory()
  /// Before the first date of the latest period: where late scenes of this period are replayed from.
  public var checkpoint = ConstructionMemory()
  /// What is normal in the latest epoch, in the seasons of the latest quarter of the year.
  public var baselines = ConstructionBaselines()

  /// Creates an empty capture.
  public init() {}

  mutating func reshape(width: Int, height: Int, seasons: [Int], hasCurves: Bool) {
    memory.reshape(width: width, height: height, hasProcesses: hasCurves)
    checkpoint.reshape(width: width, height: height, hasProcesses: hasCurves)
    baselines.reshape(width: width, height: height, seasons: seasons, hasCurves: hasCurves)
  }
}
