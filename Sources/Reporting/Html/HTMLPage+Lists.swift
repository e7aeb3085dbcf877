extension HTMLPage {
  /// What was found by period.
  func periodSection(_ periods: [UnitDocument.Period]) -> Markup {
    guard !periods.isEmpty else { return "" }
    var details: Markup = ""
    for period in periods where !period.tests.isEmpty {
      details +=
        "<details><summary>\(self[.tests])\(texts.colon)\(name(of: period))</summary>\(testTable(period.tests).markup(self))</details>\n"
    }
    return section(.periods, "\(periodTable(periods).markup(self))\(details)")
  }

  /// A row for each period.
  func periodTable(_ periods: [UnitDocument.Period]) -> HTMLTable {
    var table = HTMLTable([(.period, .date), (.kind, .text), (.outcome, .text)])
    for period in periods {
      table.add(["\(period.period)", "\(words(period.kind))", "\(words(period.state))"])
    }
    return table
  }

  /// The heading of a period's tests.
  func name(of period: UnitDocument.Period) -> String {
    "\(period.period) · \(words(period.kind)) · \(words(period.state))"
  }

  /// The fields of a land unit's layer.
  func fieldSection(_ fields: [UnitDocument.Field]) -> Markup {
    fields.isEmpty ? "" : section(.fields, fieldTable(fields).markup(self))
  }

  /// A row for each field.
  func fieldTable(_ fields: [UnitDocument.Field]) -> HTMLTable {
    var table = HTMLTable([(.field, .text), (.value, .text)])
    for field in fields { table.add(["\(field.name)", "\(field.value)"]) }
    return table
  }

  /// Clues by kind and state, with their sum.
  func countSection(_ counts: [TileDocument.Count]) -> Markup {
    counts.isEmpty ? "" : section(.counts, countTable(counts).markup(self))
  }

  /// A row for each kind and state, and the sum.
  func countTable(_ counts: [TileDocument.Count]) -> HTMLTable {
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
    return table
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
    section(
      .refusals, refusals.isEmpty ? paragraph(.noRefusals) : refusalTable(refusals).markup(self))
  }

  /// A row for each input that was left out.
  func refusalTable(_ refusals: [TileDocument.Refused]) -> HTMLTable {
    var table = HTMLTable([(.subject, .key), (.reason, .text)])
    for refusal in refusals { table.add(["\(refusal.subject)", "\(refusal.reason)"]) }
    return table
  }
}
