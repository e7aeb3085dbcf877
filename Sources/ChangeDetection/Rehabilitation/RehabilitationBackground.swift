/// The long background of a mine: its yearly growing seasons told in few straight segments.
///
/// It stands beside what the detector decides from seasons and single days, and decides nothing: a segmentation dates by the
/// year, and of surface coal mines over China it found the right year of loss far more rarely than a monitor of single observations.
public struct RehabilitationBackground: Hashable, Sendable {
  /// The index: NBR where every season has it, else cover.
  public var index: RecoveryIndex
  /// The segments.
  public var segmentation: AnnualSegmentation
  /// The greatest loss, if it is large enough to be told as the disturbance (year, magnitude, duration).
  public var disturbance: AnnualSegment?

  /// Creates a background; the greatest loss is the disturbance from a change of `leastChange` on.
  public init(index: RecoveryIndex, segmentation: AnnualSegmentation, leastChange: Double) {
    self.index = index
    self.segmentation = segmentation
    disturbance = segmentation.greatestLoss.flatMap { -$0.change >= leastChange ? $0 : nil }
  }
}
