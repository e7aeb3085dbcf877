import ChangeDetection
import Imagery

/// A finding in lines, for a person who compares it with pictures.
enum StoryText {
  static func of(_ finding: RehabilitationFinding) -> String {
    func text(_ value: Double?) -> String {
      value.map { "\(($0 * 1000).rounded() / 1000)" } ?? "-"
    }
    var lines = [
      "state \(finding.state.rawValue) since \(finding.since.map(\.description) ?? "-"), "
        + "start \(finding.startYear ?? 0), \(finding.clearObservations) clear observations"
    ]
    for season in finding.seasons {
      let ring = finding.referenceSeasons.first { $0.year == season.year }?.cover
      lines.append(
        "  \(season.year): \(season.count) dates, cover \(text(season.cover)), ring \(text(ring)), "
          + "bare \(text(season.bareShare)), bsi \(text(season.bsi)), nbr \(text(season.nbr))")
    }
    for recovery in finding.recovery {
      lines.append(
        "  \(recovery.index): target \(text(recovery.target)) "
          + "\(recovery.targetSource?.rawValue ?? "-"), change \(text(recovery.change)), "
          + "R80P \(text(recovery.recoveredRatio)), RRI \(text(recovery.relativeRecovery)), "
          + "Y2R \(recovery.yearsToRecovery.map(String.init) ?? "-")")
    }
    if let trend = finding.trend {
      lines.append(
        "  slope \(text(trend.slopePerYear)), p \(text(trend.test.probability)), "
          + "monthly \(trend.isMonthly)")
    }
    if let progress = finding.progress {
      lines.append(
        "  progress \(progress.year): \(text(progress.value)) "
          + "[\(text(progress.interval?.lowerBound)), \(text(progress.interval?.upperBound))]")
    }
    for clue in finding.clues {
      lines.append(
        "  clue \(clue.finding.rawValue) \(clue.firstDate) … \(clue.lastDate), confirmed "
          + "\(clue.confirmedDate.map(\.description) ?? "-"), ended "
          + "\(clue.endedDate.map(\.description) ?? "-"), hits \(clue.hits), "
          + "largest \(text(clue.magnitude))")
    }
    lines.append("  hints \(finding.hints.map(\.rawValue).joined(separator: ", "))")
    for test in finding.tests {
      lines.append(
        "  test \(test.name) \(text(test.value)) \(test.comparison.rawValue) "
          + "\(text(test.threshold)) \(test.isMet.map(String.init) ?? "?") \(test.period)")
    }
    return lines.joined(separator: "\n")
  }
}
