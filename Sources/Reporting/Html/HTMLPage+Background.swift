extension HTMLPage {
  /// The long background: what stands out, then the segments, then what it is not.
  func backgroundSection(_ background: ReportBackground?) -> Markup {
    guard let background else { return "" }
    return section(
      .background,
      "\(facts(backgroundFacts(background)))\(backgroundTable(background).markup(self))\(paragraph(.backgroundNote))"
    )
  }

  /// What stands out of the long background.
  func backgroundFacts(_ background: ReportBackground) -> [(ReportWord, Markup)] {
    var entries: [(ReportWord, Markup)] = [
      (.backgroundIndex, "\(words(background.index))"), (.outcome, "\(words(background.state))"),
    ]
    if let disturbance = background.disturbance {
      entries += [
        (.disturbanceYear, "\(disturbance.year)"),
        (.disturbanceMagnitude, "\(NumberText.measured(disturbance.magnitude))"),
        (.durationYears, "\(disturbance.years)"),
      ]
    }
    return entries
  }

  /// The segments of the long background.
  func backgroundTable(_ background: ReportBackground) -> HTMLTable {
    var table = HTMLTable([
      (.period, .date), (.outcome, .text), (.indexChange, .number), (.changePerYear, .number),
    ])
    for segment in background.segments {
      table.add([
        "\(segment.from)–\(segment.to)", "\(words(segment.state))",
        "\(NumberText.measured(segment.change))", "\(NumberText.measured(segment.changePerYear))",
      ])
    }
    return table
  }
}
