import Foundation
import Monitoring

extension CalibrateReport {
  /// The table as `calibrate` prints it for people.
  var text: String {
    let names = regions.keys.sorted()
    var lines = [
      "标注 labels: \(units) units, \(left) without a label; 区域 regions: "
        + names.map { "\($0) (\(regions[$0] ?? 0))" }.joined(separator: ", "),
      "设置 settings: F1 over all regions (95 %), precision, recall, F1 by region, chosen for",
    ]
    for (number, setting) in settings.enumerated() {
      let mark = number == best ? "*" : " "
      let byRegion = names.map { AccuracyText.decimals(setting.regionF1[$0] ?? 0, 3) }
      var line =
        "\(mark) \(setting.values.isEmpty ? "-" : setting.values): \(Self.text(setting.score)); "
        + "\(byRegion.joined(separator: " "))"
      if let share = setting.decidedShare {
        line += "; 可判定 decided \(AccuracyText.decimals(100 * share, 1)) %"
      }
      if !setting.choosers.isEmpty { line += "; \(setting.choosers.joined(separator: ", "))" }
      lines.append(line)
    }
    lines.append("留出区域 regions left out: \(Self.text(heldOut))")
    lines += reliabilityLines
    lines.append("规则 rules: \(file)")
    return lines.joined(separator: "\n")
  }

  private var reliabilityLines: [String] {
    guard let brier = reliability.brierScore, let reference = reliability.referenceScore else {
      return [
        "置信度 confidence: 未校准 not calibrated (\(reliability.objects) clues in labelled units; \(reliability.needed) are needed)"
      ]
    }
    var lines = [
      "置信度 confidence, regions left out: \(reliability.objects) clues, Brier score "
        + "\(AccuracyText.decimals(brier, 3)) (one probability for all: \(AccuracyText.decimals(reference, 3)))"
    ]
    for bin in reliability.bins {
      let share = Double(bin.present) / Double(bin.count)
      lines.append(
        "  \(AccuracyText.decimals(bin.from, 1))–\(AccuracyText.decimals(bin.to, 1)): told "
          + "\(AccuracyText.decimals(bin.predicted, 3)), found \(bin.present)/\(bin.count) = "
          + "\(AccuracyText.decimals(share, 3)) (\(AccuracyText.decimals(bin.lower, 3))–\(AccuracyText.decimals(bin.upper, 3)))"
      )
    }
    return lines
  }

  private static func text(_ score: Score) -> String {
    func short(_ figure: AssessReport.Figure?) -> String {
      figure.map { AccuracyText.decimals($0.value, 3) } ?? "-"
    }
    var f1 = "F1 \(short(score.f1))"
    if let lower = score.f1?.lower, let upper = score.f1?.upper {
      f1 += " (\(AccuracyText.decimals(lower, 3))–\(AccuracyText.decimals(upper, 3)))"
    }
    return "\(f1), P \(short(score.precision)), R \(short(score.recall))"
  }
}
