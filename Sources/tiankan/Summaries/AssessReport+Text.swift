import Foundation
import Geometry
import Monitoring

extension AssessReport {
  /// The figures as `assess` prints them for people.
  var text: String {
    let isSample = kind == "sample"
    var lines: [String] = []
    if isSample {
      lines.append("样本 sample: \(units) labelled units, \(left) without a label")
    } else {
      lines.append("逐像元 census: \(units) pixels, \(left) without a class in map or reference")
    }
    lines.append("总体精度 overall accuracy: \(AccuracyText.share(overall))")
    for one in classes {
      lines.append("\(AccuracyText.name(one.name)):")
      func add(_ title: String, _ figure: Figure?, _ missing: String) {
        lines.append("  \(title): \(figure.map { AccuracyText.share($0) } ?? missing)")
      }
      add("用户精度 user's accuracy", one.usersAccuracy, "— (not in the map)")
      add("生产者精度 producer's accuracy", one.producersAccuracy, "— (not in the reference)")
      add("F1", one.f1, "—")
      add("IoU", one.intersectionOverUnion, "—")
      if let area = one.squareMetres {
        lines.append("  面积 area: \(AccuracyText.area(area))")
      }
    }
    lines.append(
      "误差矩阵 error matrix (rows: map; columns: reference; "
        + (isSample ? "shares of the area" : "pixels") + "): "
        + classes.map(\.name).joined(separator: ", "))
    for row in matrix {
      lines.append(
        "  "
          + row.map { isSample ? AccuracyText.decimals($0, 4) : String(Int($0)) }.joined(
            separator: "  "))
    }
    if isSample {
      lines.append("区间 intervals: 95 % (Olofsson et al. 2014; Stehman 2014)")
    }
    return lines.joined(separator: "\n")
  }
}

/// Figures of accuracy as people read them.
enum AccuracyText {
  /// The name of a stratum or class in both languages.
  static func name(_ name: String) -> String {
    switch name {
    case "unchanged": "未变化 unchanged"
    case "changed": "变化 changed"
    case "ring": "变化周边 ring around change"
    default: name
    }
  }

  /// A share with its standard error and interval, where it has them.
  static func share(_ figure: AssessReport.Figure) -> String {
    guard let error = figure.standardError, let lower = figure.lower, let upper = figure.upper
    else { return decimals(figure.value, 4) }
    return
      "\(decimals(figure.value, 3)) (\(decimals(lower, 3))–\(decimals(upper, 3)); 标准误 SE \(decimals(error, 3)))"
  }

  /// An area with its interval, in 亩.
  static func area(_ figure: AssessReport.Figure) -> String {
    let value = AreaUnits.muText(squareMetres: figure.value)
    guard let lower = figure.lower, let upper = figure.upper else { return "\(value) 亩" }
    return
      "\(value) 亩 (\(AreaUnits.muText(squareMetres: lower))–\(AreaUnits.muText(squareMetres: upper)) 亩)"
  }

  static func decimals(_ value: Double, _ count: Int) -> String {
    String(format: "%.\(count)f", value)
  }
}
