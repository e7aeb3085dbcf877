import Reporting

extension ReportTerm {
  /// The words in both languages.
  var both: String { "\(zh) \(en)" }
}

/// A sign that stands out: in order, not in order, not to be told.
private func mark(_ isMet: Bool?) -> String {
  switch isMet {
  case true?: "✓"
  case false?: "!"
  case nil: "?"
  }
}

private func degrees(_ slope: Double?) -> String {
  slope.map { "\(($0 * 10).rounded() / 10)°" } ?? "?"
}

extension ReclamationDocument {
  /// The document as lines.
  var textLines: [String] {
    var lines = [
      "拆旧复垦 demolition and reclamation: revision \(revision), plots \(plots.count), new building \(buildings.count)"
    ]
    for plot in plots {
      let days = ["cleared", "reclaimed", "target"].compactMap { code in
        plot.since[code].map { "\(code) \($0)" }
      }
      lines.append(
        "\(plot.project)/\(plot.plot)  \(plot.area?.text ?? "-")  目标地类 target \(plot.target ?? "-"): \(plot.state.both)"
          + (days.isEmpty ? "" : "  [\(days.joined(separator: ", "))]")
          + "  影像 views \(plot.views), 至 to \(plot.seenTo ?? "-")")
    }
    for building in buildings {
      lines.append(
        "\(building.outcome.code == "build_before" ? "!" : "·") \(building.project)/\(building.plot): \(building.outcome.both)"
          + (building.firstSeen.map { ", 始见 first \($0)" } ?? "")
          + (building.lead.map { ", 提前 lead \($0) d" } ?? "")
          + (building.rule.map { " [\($0)]" } ?? ""))
    }
    return lines
  }
}

extension IdleLandDocument {
  /// The document as lines.
  var textLines: [String] {
    var lines = ["闲置用地 idle land: revision \(revision), plots \(plots.count)"]
    for plot in plots {
      lines.append(
        "\(plot.project)/\(plot.plot)  \(plot.area.text)  批 \(plot.approved ?? "-") 供 \(plot.supplied ?? "-") 约定 \(plot.agreedStart ?? "-")"
          + (plot.built.map { " 已建 built \($0.text)" } ?? "") + ": \(plot.outcome.both)"
          + (plot.daysIdle.map { ", 闲置 idle \($0) d" } ?? "")
          + (plot.seenTo.map { ", 影像至 seen to \($0)" } ?? ""))
    }
    for chain in chains {
      lines.append(
        "\(chain.project): 批 \(chain.approved.text), 供 \(chain.supplied.text), 用 \(chain.used?.text ?? "?"), 补 \(chain.supplemented.text), 查 \(chain.checked.map { "\($0)" } ?? "?")/\(chain.clues.map { "\($0)" } ?? "?"), 登 \(chain.registered ?? "-")"
      )
    }
    return lines
  }
}

extension QuotaDocument {
  /// The document as lines.
  var textLines: [String] {
    var lines = [
      "整治条件与指标 conditions and quota: revision \(revision), 合并间隙 gap \(gap) m, 容差 tolerance \(tolerance)"
    ]
    for project in projects {
      lines.append(
        "\(project.project) \(project.name): \(project.ruleSet ?? "无现行规则 no rule set in force; nothing was judged"), 规模 scale \(project.scale?.text ?? "-")"
      )
      for condition in project.conditions {
        lines.append(
          "  \(mark(condition.isMet)) \(condition.title.both): \(condition.value) (\(condition.test))\(condition.isAtEdge ? " (临界)" : "") [\(condition.rule)]"
        )
      }
      if let split = project.split {
        let scope =
          switch split.isInScope {
          case true?: ""
          case false?: "; 资金来源不在规则范围 funding outside the rule's scope"
          case nil: "; 资金来源未登记 funding not stated"
          }
        lines.append(
          "  新增耕地 new cropland \(split.newCropland.text), \((split.percent * 1000).rounded() / 1000) %, 第\(split.tier)档 tier: 省 province \(split.province.text), 县 county \(split.county.text); 10 %: \(split.tenPercent)\(scope) [\(split.rule)]"
        )
      }
      for share in project.shares {
        lines.append(
          "  \(mark(share.isWithin)) \(share.part.both): \(share.area.text), 应占 wanted \(share.wantedPercent) %, 偏差 off \(share.pointsOff.map { "\(($0 * 100).rounded() / 100)" } ?? "-")"
        )
      }
    }
    return lines
  }
}

extension ExchangeDocument {
  /// The document as lines.
  var textLines: [String] {
    var lines = [
      "置换与占补 exchange: revision \(revision), 林耕置换 pairs \(pairs.count), 旱改水 paddy \(paddy.count)"
    ]
    lines += notices.map { "· \($0.both)" }
    for pair in pairs {
      lines.append(
        "\(pair.outcome.code == "slope_downhill" ? "✓" : "!") \(pair.up ?? "-") \(degrees(pair.upSlope)) → \(pair.down ?? "-") \(degrees(pair.downSlope)): \(pair.outcome.both)"
      )
    }
    for balance in water {
      lines.append(
        "\(balance.shortfall == nil ? "✓" : "!") 水域 water, \(balance.unit): 余额 balance \(balance.closing.text)"
          + (balance.shortfall.map { ", 自 short from \($0)" } ?? "")
          + (balance.leftOut.isEmpty
            ? "" : "; 未计 left out \(balance.leftOut.joined(separator: ", "))"))
    }
    for plot in paddy {
      let years = plot.years.map { "\($0.year) \($0.flooded.text)" }.joined(separator: ", ")
      lines.append(
        "\(plot.project)/\(plot.plot)  \(plot.area.text): \(plot.outcome.both)"
          + (plot.since.map { ", 自 since \($0)" } ?? "") + "  [\(years)]")
    }
    return lines
  }
}
