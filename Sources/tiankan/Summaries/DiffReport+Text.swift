import Diagnostics
import Foundation
import Geometry
import Monitoring

extension DiffReport {
  /// How many land units the summary lists; all of them are in the clue file.
  private static let listedUnits = 20

  /// The summary that `diff` prints for people, in Chinese and English.
  func text(output: String, mask: String?) -> String {
    var lines = [
      "线索 clues: \(clues)   面积 area: \(Self.area(squareMetres))（椭球毛面积, 遥感量算）",
      "可比 compared: \(Self.percent(usableShare)) of \(pixels) pixels;"
        + " 变化 changed: \(changedPixels) pixels;"
        + " below the minimum mapping unit: \(droppedRegions) regions",
      "规则 rules: \(ruleSet)；置信度 confidence: 未校准 not calibrated",
    ]
    if outsideBlocks > 0 {
      lines.append(
        "监管范围外 outside the supervised area: \(outsideBlocks) of \(blocks) blocks, not read")
    }
    if hiddenBlocks > 0 {
      lines.append(
        "未解译 not compared: \(hiddenBlocks) of \(blocks) blocks, hidden at one of the dates")
    }
    for unit in units.prefix(Self.listedUnits) {
      let name = unit.name.isEmpty ? unit.unit : "\(unit.name) (\(unit.unit))"
      lines.append(
        "  \(unit.layer) \(name): \(unit.clues) 线索 clues, \(Self.area(unit.squareMetres))")
    }
    if units.count > Self.listedUnits {
      lines.append("  … and \(units.count - Self.listedUnits) more land units in \(output)")
    }
    lines += notices.map { "注意 notice: \($0)" }
    if !refusals.isEmpty {
      lines.append("未采用 refused: \(refusals.count) inputs; each is listed above and in \(output)")
    }
    lines.append("文件 files: \([output, mask].compactMap(\.self).joined(separator: ", "))")
    return lines.joined(separator: "\n")
  }

  /// The summary as a JSON document.
  func json() throws(TiankanError) -> String { try JSONText.encode(self) }

  private static func area(_ squareMetres: Double) -> String {
    let tenths = (squareMetres * 10).rounded() / 10
    return "\(tenths) m² = \(AreaUnits.muText(squareMetres: squareMetres)) 亩"
  }

  private static func percent(_ share: Double) -> String {
    "\((share * 1000).rounded() / 10) %"
  }
}
