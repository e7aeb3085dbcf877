extension HTMLPage {
  /// The tests with their numbers.
  func testSection(_ tests: [ReportTest]) -> Markup {
    section(.tests, tests.isEmpty ? paragraph(.noTests) : testTable(tests).markup(self))
  }

  /// Each test with its value, threshold and outcome.
  func testTable(_ tests: [ReportTest]) -> HTMLTable {
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
    return table
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
    section(
      .overlaps,
      overlaps.isEmpty ? paragraph(.noOverlaps) : overlapTable(overlaps).markup(self))
  }

  /// The common part with each land unit.
  func overlapTable(_ overlaps: [ReportOverlap]) -> HTMLTable {
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
    return table
  }

  /// Changes of state and the journal, in the order of time.
  func eventSection(_ marks: [ReportEvent], journal: [ReportEvent]) -> Markup {
    let table = eventTable(marks, journal: journal)
    return section(.events, table.isEmpty ? paragraph(.noEvents) : table.markup(self))
  }

  /// What happened when.
  func eventTable(_ marks: [ReportEvent], journal: [ReportEvent]) -> HTMLTable {
    let all = marks.map { (0, $0) } + journal.map { (1, $0) }
    var table = HTMLTable([(.date, .date), (.event, .text), (.note, .text)])
    for (_, event) in all.sorted(by: { ($0.1.date, $0.0) < ($1.1.date, $1.0) }) {
      table.add([date(event.date), "\(words(event.kind))", "\(event.note ?? "")"])
    }
    return table
  }

  /// Stretches without a clear view.
  func gapSection(_ gaps: [ReportGap]) -> Markup {
    section(.gaps, gaps.isEmpty ? paragraph(.noGaps) : gapTable(gaps).markup(self))
  }

  /// The stretches with their days.
  func gapTable(_ gaps: [ReportGap]) -> HTMLTable {
    var table = HTMLTable([(.gapFrom, .date), (.gapTo, .date), (.days, .number)])
    for gap in gaps { table.add([date(gap.from), date(gap.to), "\(gap.days)"]) }
    return table
  }

  /// What the document rests on, with every scene.
  func provenanceSection(_ provenance: ReportProvenance) -> Markup {
    var body = facts(provenanceFacts(provenance), long: [.areaMethod, .ruleSet])
    let table = sceneTable(provenance.scenes)
    if !table.isEmpty {
      let open: Markup = provenance.scenes.count <= 12 ? " open" : ""
      body +=
        "<details\(open)><summary>\(self[.scenes]) (\(provenance.scenes.count))</summary>\(table.markup(self))</details>"
    }
    return section(.provenance, body)
  }

  /// Program, rules, method and confidence.
  func provenanceFacts(_ provenance: ReportProvenance) -> [(ReportWord, Markup)] {
    var entries: [(ReportWord, Markup)] = [
      (.program, "\(provenance.program)"),
      (.ruleSet, "\(provenance.ruleSets.joined(separator: texts.separator))"),
      (.areaMethod, "\(words(provenance.areaMethod))"),
      (.confidence, "\(words(provenance.confidence))"),
    ]
    if let generation = provenance.generation { entries.append((.generation, "\(generation)")) }
    return entries
  }

  /// A row for each scene.
  func sceneTable(_ scenes: [ReportScene]) -> HTMLTable {
    var table = HTMLTable([
      (.date, .date), (.acquisition, .key), (.version, .key), (.use, .text), (.clearShare, .number),
    ])
    for scene in scenes {
      table.add([
        date(scene.date), "\(scene.acquisition)", "\(scene.version.isEmpty ? "–" : scene.version)",
        "\(words(scene.use))",
        "\(scene.clearShare.map { NumberText.percent($0, decimals: 0) } ?? "–")",
      ])
    }
    return table
  }

  /// A list of clues, ranked.
  func clueList(_ clues: [ClueSummary]) -> Markup {
    clues.isEmpty ? paragraph(.noClues) : clueTable(clues).markup(self)
  }

  /// A row for each clue.
  func clueTable(_ clues: [ClueSummary]) -> HTMLTable {
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
    return table
  }

  /// Longitude and latitude, breaking between the two at most.
  private func degreeSpans(_ position: ReportPosition.Degrees) -> Markup {
    "<span class=\"nowrap\">\(NumberText.fixed(position.longitude, 6)),</span> <span class=\"nowrap\">\(NumberText.fixed(position.latitude, 6))</span>"
  }

  func degrees(_ position: ReportPosition.Degrees) -> String {
    "\(NumberText.fixed(position.longitude, 6)), \(NumberText.fixed(position.latitude, 6))"
  }
}
