extension HTMLPage {
  /// The tests with their numbers.
  func testSection(_ tests: [ReportTest]) -> Markup {
    section(.tests, tests.isEmpty ? paragraph(.noTests) : testTable(tests))
  }

  func testTable(_ tests: [ReportTest]) -> Markup {
    var table = HTMLTable([
      (.test, .text), (.value, .number), (.threshold, .number), (.outcome, .text), (.when, .date),
    ])
    for test in tests {
      table.add([
        "\(words(test.name))", "\(test.value.map(NumberText.measured) ?? "–")",
        "\(Self.symbol(test.comparison)) \(NumberText.measured(test.threshold))",
        outcome(test.met),
        "\([test.date, test.period].compactMap { $0 }.joined(separator: " · "))",
      ])
    }
    return table.markup(self)
  }

  static func symbol(_ comparison: String) -> String {
    switch comparison {
    case ">=": "≥"
    case "<=": "≤"
    default: comparison
    }
  }

  private func outcome(_ met: Bool?) -> Markup {
    switch met {
    case true?: "<span class=\"met\">\(self[.met])</span>"
    case false?: "<span class=\"not-met\">\(self[.notMet])</span>"
    case nil: "<span class=\"undecided\">\(self[.undecided])</span>"
    }
  }

  /// What a clue shares with land units.
  func overlapSection(_ overlaps: [ReportOverlap]) -> Markup {
    guard !overlaps.isEmpty else { return section(.overlaps, paragraph(.noOverlaps)) }
    var table = HTMLTable([
      (.layer, .text), (.identifier, .key), (.name, .text), (.commonArea, .number),
      (.shareOfClue, .number), (.shareOfUnit, .number),
    ])
    for overlap in overlaps {
      table.add([
        "\(words(overlap.layer))", "\(overlap.unit)", "\(overlap.name ?? "–")",
        "\(NumberText.fixed(overlap.area.mu, 2)) \(self[.mu])<br>\(NumberText.fixed(overlap.area.squareMetres, 1)) \(self[.squareMetres])",
        "\(NumberText.percent(overlap.shareOfClue))", "\(NumberText.percent(overlap.shareOfUnit))",
      ])
    }
    return section(.overlaps, table.markup(self))
  }

  /// Changes of state and the journal, in the order of time.
  func eventSection(_ marks: [ReportEvent], journal: [ReportEvent]) -> Markup {
    let all = marks.map { (0, $0) } + journal.map { (1, $0) }
    guard !all.isEmpty else { return section(.events, paragraph(.noEvents)) }
    var table = HTMLTable([(.date, .date), (.event, .text), (.note, .text)])
    for (_, event) in all.sorted(by: { ($0.1.date, $0.0) < ($1.1.date, $1.0) }) {
      table.add([date(event.date), "\(words(event.kind))", "\(event.note ?? "")"])
    }
    return section(.events, table.markup(self))
  }

  /// Stretches without a clear view.
  func gapSection(_ gaps: [ReportGap]) -> Markup {
    guard !gaps.isEmpty else { return section(.gaps, paragraph(.noGaps)) }
    var table = HTMLTable([(.gapFrom, .date), (.gapTo, .date), (.days, .number)])
    for gap in gaps { table.add([date(gap.from), date(gap.to), "\(gap.days)"]) }
    return section(.gaps, table.markup(self))
  }

  /// What the document rests on, with every scene.
  func provenanceSection(_ provenance: ReportProvenance) -> Markup {
    var entries: [(ReportWord, Markup)] = [
      (.program, "\(provenance.program)"),
      (.ruleSet, "\(provenance.ruleSets.joined(separator: texts.separator))"),
      (.areaMethod, "\(words(provenance.areaMethod))"),
      (.confidence, "\(words(provenance.confidence))"),
    ]
    if let generation = provenance.generation { entries.append((.generation, "\(generation)")) }
    var body = facts(entries, long: [.areaMethod, .ruleSet])
    var table = HTMLTable([
      (.date, .date), (.acquisition, .key), (.version, .key), (.use, .text), (.clearShare, .number),
    ])
    for scene in provenance.scenes {
      table.add([
        date(scene.date), "\(scene.acquisition)", "\(scene.version.isEmpty ? "–" : scene.version)",
        "\(words(scene.use))",
        "\(scene.clearShare.map { NumberText.percent($0, decimals: 0) } ?? "–")",
      ])
    }
    if !table.isEmpty {
      let open: Markup = provenance.scenes.count <= 12 ? " open" : ""
      body +=
        "<details\(open)><summary>\(self[.scenes]) (\(provenance.scenes.count))</summary>\(table.markup(self))</details>"
    }
    return section(.provenance, body)
  }

  /// A list of clues, ranked.
  func clueTable(_ clues: [ClueSummary]) -> Markup {
    guard !clues.isEmpty else { return paragraph(.noClues) }
    var table = HTMLTable([
      (.rank, .text), (.priority, .text), (.finding, .text), (.detectionState, .text),
      (.areas, .number), (.firstDate, .date), (.confirmedDate, .date), (.approval, .text),
      (.position, .text), (.key, .key),
    ])
    for (position, clue) in clues.enumerated() {
      table.add([
        "\(position + 1)", "\(clue.priority.code)", "\(words(clue.finding))",
        "\(words(clue.detectionState))", "\(NumberText.fixed(clue.area.mu, 2)) \(self[.mu])",
        date(clue.dates.first), "\(clue.dates.confirmed ?? "–")", "\(words(clue.approval))",
        degreeSpans(clue.position), "\(clue.publicNumber ?? clue.key)",
      ])
    }
    return table.markup(self)
  }

  /// Longitude and latitude, breaking between the two at most.
  private func degreeSpans(_ position: ReportPosition.Degrees) -> Markup {
    "<span class=\"nowrap\">\(NumberText.fixed(position.longitude, 6)),</span> <span class=\"nowrap\">\(NumberText.fixed(position.latitude, 6))</span>"
  }

  func degrees(_ position: ReportPosition.Degrees) -> String {
    "\(NumberText.fixed(position.longitude, 6)), \(NumberText.fixed(position.latitude, 6))"
  }
}
