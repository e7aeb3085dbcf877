import ChangeDetection
import Supervision

extension RehabilitationBackground {
  /// The rows of the ledger: the whole, then segment by segment.
  ///
  /// - Parameters:
  ///   - least: The change that is called a loss or a gain.
  ///   - parameters: The settings of the segmentation.
  func rows(
    _ least: Double, _ parameters: SegmentationParameters
  ) -> [(period: String, state: String, tests: [DetectorTest])] {
    let name = BackgroundResult.changeTest(of: index.rawValue)
    let loss = segmentation.greatestLoss
    var whole = [
      DetectorTest(
        name, loss?.change ?? 0, .atMost, -least,
        period: loss.map { BackgroundResult.period(from: $0.start.year, to: $0.end.year) } ?? "")
    ]
    whole.append(
      DetectorTest(
        BackgroundResult.probability, segmentation.probability, .atMost,
        parameters.probabilityThreshold))
    return [
      (
        BackgroundResult.whole,
        disturbance == nil ? "background_undisturbed" : "background_disturbed", whole
      )
    ]
      + segmentation.segments.map { segment in
        let period = BackgroundResult.period(from: segment.start.year, to: segment.end.year)
        if segment.change <= -least {
          return (
            period, "background_loss", [DetectorTest(name, segment.change, .atMost, -least)]
          )
        }
        let gain = DetectorTest(name, segment.change, .atLeast, least)
        return (period, gain.isMet == true ? "background_gain" : "background_steady", [gain])
      }
  }
}
