import Geometry
import Reporting

extension ReportArea {
  /// The area in both units.
  var text: String { "\(AreaUnits.muText(squareMetres: squareMetres)) 亩" }
}

extension AccountsDocument {
  /// The accounts as lines: years, shortfalls, what does not count.
  var accountLines: [String] {
    var lines = ["账户 accounts: revision \(revision), movements \(movements.count)"]
    for account in accounts {
      let place = account.place.isEmpty ? "" : " \(account.place)"
      lines.append(
        "\(account.account.zh) \(account.account.en), \(account.level)\(place): 余额 closing \(account.closing.text)"
      )
      for year in account.years {
        lines.append(
          "  \(year.year): 期初 \(year.opening.text) + \(year.credit.text) − \(year.debit.text) = 期末 \(year.closing.text)"
            + (year.held > 0 ? "; 未计入 held \(year.held)" : ""))
        for (word, columns) in [("增 credit", year.creditColumns), ("减 debit", year.debitColumns)]
        where !columns.isEmpty {
          let parts = columns.map {
            "\($0.column.zh) \($0.area.text)\($0.missing > 0 ? " (缺 \($0.missing))" : "")"
          }
          lines.append("    \(word): \(parts.joined(separator: ", "))")
        }
      }
      for day in account.failingDays {
        lines.append(
          "  ! \(day.date): 余额 balance \(day.balance.text) [\(account.rule ?? "")]"
            + (day.batches.isEmpty ? "" : " 批次 \(day.batches.joined(separator: ", "))"))
      }
    }
    for movement in movements {
      let words =
        (movement.hold.map { [$0] } ?? []).map { "\($0.zh) \($0.en)" }
        + movement.remarks.map { "\($0.zh) \($0.en)" }
      guard !words.isEmpty else { continue }
      lines.append("· \(movement.project)/\(movement.plot): \(words.joined(separator: "; "))")
    }
    return lines
  }
}

extension LinesDocument {
  /// Yes, no, or not to be told, with a sign that stands out.
  private static func mark(_ isWithin: Bool?) -> String {
    switch isWithin {
    case true?: "✓"
    case false?: "!"
    case nil: "?"
    }
  }

  /// The document as lines.
  var textLines: [String] {
    var lines = ["三区三线 three lines: revision \(revision), layers \(self.lines)"]
    lines += notices.map { "· \($0)" }
    for unit in units {
      lines.append(
        "\(unit.unit) \(unit.name): \(unit.ruleSet ?? "无现行规则 no rule set in force; nothing was judged")"
          + (unit.crossing.map { ", crossing: \($0)" } ?? ""))
      for balance in unit.balances {
        let batch = balance.batch.map { "批次 batch \($0)" } ?? "最终 final"
        lines.append(
          "  \(Self.mark(balance.isWithin)) \(balance.quantity.zh) \(balance.quantity.en), \(batch): \(balance.balance.text) [\(balance.rule)]"
        )
      }
      for paper in unit.papers {
        lines.append("  \(paper.title.zh) \(paper.title.en): \(paper.state.zh) \(paper.state.en)")
      }
      for patch in unit.patches {
        let visit =
          switch patch.needsVisit {
          case true?: "需省级实地踏勘论证 site visit"
          case false?: "不需踏勘 no visit"
          case nil: "无法判定 cannot be told"
          }
        lines.append(
          "  \(patch.needsVisit == false ? "·" : "!") \(patch.plot): \(patch.area.text) (\(patch.areaColumn.zh)), \(patch.place.zh) \(patch.place.en), \(patch.terrain?.zh ?? "地形类别未知"): \(visit)\(patch.isAtEdge ? " (临界)" : "") [\(patch.rule ?? "-")]"
        )
      }
      for use in unit.use {
        let share = use.share.map { "\(($0 * 100_000).rounded() / 1000) %" } ?? "-"
        lines.append(
          "  \(Self.mark(use.isWithin)) 永农调整 adjusted, \(use.township ?? "合计 pooled"): \(use.movedOut.text) / \(use.designated?.text ?? "?") = \(share)"
        )
      }
      for part in unit.redLine {
        lines.append(
          "  ! \(part.plot): \(part.landClass) \(part.area.text) 红线内 inside the red line [\(part.rule)]"
        )
      }
    }
    return lines
  }
}
