extension HTMLPage {
  /// What was found by period.
  func periodSection(_ periods: [UnitDocument.Period]) -> Markup {
    guard !periods.isEmpty else { return "" }
    var table = HTMLTable([(.period, .date), (.kind, .text), (.outcome, .text)])
    var details: Markup = ""
    for period in periods {
      table.add(["\(period.period)", "\(words(period.kind))", "\(words(period.state))"])
      guard !period.tests.isEmpty else { continue }
      details +=
        "<details><summary>\(self[.tests])\(texts.colon)\(period.period) · \(words(period.kind)) · \(words(period.state))</summary>\(testTable(period.tests))</details>\n"
    }
    return section(.periods, "\(table.markup(self))\(details)")
  }

  /// The fields of a land unit's layer.
  func fieldSection(_ fields: [UnitDocument.Field]) -> Markup {
    guard !fields.isEmpty else { return "" }
    var table = HTMLTable([(.field, .text), (.value, .text)])
    for field in fields { table.add(["\(field.name)", "\(field.value)"]) }
    return section(.fields, table.markup(self))
  }

  /// Clues by kind and state, with their sum.
  func countSection(_ counts: [TileDocument.Count]) -> Markup {
    guard !counts.isEmpty else { return "" }
    var table = HTMLTable([
      (.kind, .text), (.detectionState, .text), (.count, .number), (.grossArea, .number),
    ])
    for count in counts {
      table.add([
        "\(words(count.kind))", "\(words(count.state))", "\(count.count)",
        "\(NumberText.fixed(count.area.mu, 2)) \(self[.mu])",
      ])
    }
    let total = ReportArea(squareMetres: counts.reduce(0) { $0 + $1.area.squareMetres })
    table.add([
      "<strong>\(self[.total])</strong>", "", "\(counts.reduce(0) { $0 + $1.count })",
      "\(NumberText.fixed(total.mu, 2)) \(self[.mu])",
    ])
    return section(.counts, table.markup(self))
  }

  /// The acquisitions by year, with the share that was clear.
  func calendarSection(_ scenes: [ReportScene]) -> Markup {
    guard !scenes.isEmpty else { return "" }
    var body: Markup = "<figure class=\"calendar\">"
    for (name, width) in [("wide", 1060.0), ("narrow", 356.0)] {
      let chart = CalendarChart(scenes: scenes, width: width, label: self[.calendar])
      body += "<div class=\"\(name)\">\(chart.svg())</div>"
    }
    body += "<figcaption>\(self[.calendarKey])</figcaption></figure>"
    return section(.calendar, body)
  }

  /// Inputs that were left out.
  func refusalSection(_ refusals: [TileDocument.Refused]) -> Markup {
    guard !refusals.isEmpty else { return section(.refusals, paragraph(.noRefusals)) }
    var table = HTMLTable([(.subject, .key), (.reason, .text)])
    for refusal in refusals { table.add(["\(refusal.subject)", "\(refusal.reason)"]) }
    return section(.refusals, table.markup(self))
  }
}
