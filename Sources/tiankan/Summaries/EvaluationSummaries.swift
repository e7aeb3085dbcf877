import Reporting

extension EvaluationDocument {
  /// The document as lines.
  var textLines: [String] {
    func percent(_ share: Double?) -> String {
      share.map { "\(($0 * 1000).rounded() / 10)" } ?? "?"
    }
    var lines = [
      "成效评估 evaluation: \(formula.both), 至 to \(day), revision \(revision), 满分 full \(full)"
    ]
    for (word, places) in [("设区市 cities", cities), ("县 counties", counties)] {
      lines.append(word)
      for place in places {
        let score =
          place.lower == place.upper ? "\(place.lower)" : "\(place.lower)–\(place.upper)"
        lines.append(
          "  \(place.rank)\(place.isTied ? " (并列 tied)" : "") \(place.code): \(score), 项目 projects \(place.projects)"
        )
        for value in place.values {
          let share =
            value.lower == value.upper
            ? percent(value.lower) : "\(percent(value.lower))–\(percent(value.upper))"
          lines.append("      \(value.measure.both): \(share) % × \(value.weight)")
        }
      }
    }
    return lines
  }
}

extension PotentialDocument {
  /// The document as lines.
  var textLines: [String] {
    var lines = ["整治潜力 potential: \(layer), 候选 candidates \(candidates.count)"]
    for total in totals {
      lines.append("  \(total.kind.both): \(total.candidates), \(total.area.text)")
    }
    for (reason, count) in leftOut.sorted(by: { $0.key < $1.key }) {
      lines.append("  未列 left out, \(reason): \(count)")
    }
    for candidate in candidates {
      lines.append(
        "\(candidate.kind.zh) \(candidate.rank). \(candidate.parcel) \(candidate.landClass) \(candidate.area.text), 坡度 slope \(candidate.slope.map { "\($0)°" } ?? "?"), 距耕地 to cropland \(candidate.cropland.map { "\($0) m" } ?? "> 50 m")"
          + (candidate.greenest.map { ", NDVI \(candidate.barest ?? $0)–\($0)" } ?? ""))
    }
    return lines
  }
}
