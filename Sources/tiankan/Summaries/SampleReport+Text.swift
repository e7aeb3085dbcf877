import Geometry
import Monitoring

extension SampleReport {
  /// The summary that `sample` prints for people.
  var text: String {
    var lines = [
      "样本 sample: \(strata.reduce(0) { $0 + $1.units }) 个单元 units in \(strata.count) 层 strata"
    ]
    for stratum in strata {
      lines.append(
        "  \(AccuracyText.name(stratum.name)): \(stratum.units) of \(stratum.pixels) pixels, "
          + "\(AreaUnits.muText(squareMetres: stratum.squareMetres)) 亩")
    }
    lines.append("文件 files: \([file, form].compactMap(\.self).joined(separator: ", "))")
    return lines.joined(separator: "\n")
  }
}
