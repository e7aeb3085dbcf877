extension HTMLPage {
  /// The long background: what stands out, then the segments, then what it is not.
  func backgroundSection(_ background: ReportBackground?) -> Markup {
    guard let background else { return "" }
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
    var table = HTMLTable([
      (.period, .date), (.outcome, .text), (.indexChange, .number), (.changePerYear, .number),
    ])
    for segment in background.segments {
      table.add([
        "\(segment.from)–\(segment.to)", "\(words(segment.state))",
        "\(NumberText.measured(segment.change))", "\(NumberText.measured(segment.changePerYear))",
      ])
    }
    return section(
      .background, "\(facts(entries, long: []))\(table.markup(self))\(paragraph(.backgroundNote))")
  }
}
